import { describe, expect, it } from 'vitest';
import { nationalId } from '../../../src/redact/kinds/national-id.ts';
import { marked } from './marked.ts';

const N = '{national-id}';
const redact = (text: string): string => marked(text, [nationalId]);

describe('national ids', () => {
  it.each([
    ['United States', 'ssn 219-09-9999 and SSN: 219099999', `ssn ${N} and SSN: ${N}`],
    ['Spain', 'DNI 12345678Z, 12.345.678-Z, NIE X1234567L', `DNI ${N}, ${N}, NIE ${N}`],
    ['United Kingdom', 'NI AB 12 34 56 C or AB123456C', `NI ${N} or ${N}`],
    ['Germany', 'Steuer-ID: 86095742719, IdNr 86 095 742 719', `Steuer-ID: ${N}, IdNr ${N}`],
    ['Canada', 'my SIN is 046 454 286', `my SIN is ${N}`],
    ['Brazil', '111.444.777-35 and cpf=11144477735', `${N} and cpf=${N}`],
    ['France', 'NIR 2 55 08 14 168 025 38, 255081416802538', `NIR ${N}, ${N}`],
    ['Italy', 'RSSMRA85T10A562S', N],
    ['Netherlands', 'BSN: 111222333', `BSN: ${N}`],
    ['Belgium', '85.07.30-033.28', N],
    ['Sweden', 'personnummer 811228-9874', `personnummer ${N}`],
    ['Poland', 'PESEL 44051401359', `PESEL ${N}`],
    ['Switzerland', '756.9217.0769.85', N],
    ['India', 'Aadhaar: 2341 2341 2346', `Aadhaar: ${N}`],
    ['Mexico', 'HEGG560427MVZRRL04', N],
    ['Chile', '12.345.678-5', N],
    ['Portugal', 'NIF: 501442600', `NIF: ${N}`],
    ['Australia', 'TFN 123 456 782', `TFN ${N}`],
    ['China', '11010519491231002X', N],
    [
      'passports',
      'Passport no. X12Y34567, Reisepassnummer: C01X0006H, pasaporte AAA123456',
      `Passport no. ${N}, Reisepassnummer: ${N}, pasaporte ${N}`,
    ],
    [
      'other documents',
      "driver's license number is D1234567, Personalausweis L01X00T47, passport C01X0006H.pdf, Driver License #: D7654321",
      `driver's license number is ${N}, Personalausweis ${N}, passport ${N}.pdf, Driver License #: ${N}`,
    ],
    ['names of files', 'ssn 536-22-9067.log, 12.345.678-Z.pdf', `ssn ${N}.log, ${N}.pdf`],
    [
      'documents by the names that programs give them',
      'passportNumber=X12Y34567 "nationalId": "AB214567" national_id=386520941 taxId: 38308117982, driverLicense=D1234567',
      `passportNumber=${N} "nationalId": "${N}" national_id=${N} taxId: ${N}, driverLicense=${N}`,
    ],
    ['somebody', 'customerPassportNumber=X12Y34567', `customerPassportNumber=${N}`],
    [
      'documents with signs between',
      'tax_id: 12-3456789, nationalId="AB 21 45 67", national id: 386 520 941, taxpayer id=12.345.678',
      `tax_id: ${N}, nationalId="${N}", national id: ${N}, taxpayer id=${N}`,
    ],
    [
      'documents in XML and JSON in JSON',
      String.raw`<passportNumber>C29646752</passportNumber> {\"taxId\":\"38308117982\"}`,
      String.raw`<passportNumber>${N}</passportNumber> {\"taxId\":\"${N}\"}`,
    ],
    ['people whose number is made up', 'NINO QQ123456C, NINO: QQ 12 34 56 C', `NINO ${N}, NINO: ${N}`],
    ['fields of text', '{"ssn":"219099999"} x%20219-09-9999', `{"ssn":"${N}"} x%20${N}`],
  ])('of %s go', (_, text, expected) => {
    expect(redact(text)).toBe(expected);
  });

  it.each([
    '000-12-3456 666-12-3456 900-12-3456 219-00-9999 219-09-0000',
    '404 12 1024 and 219099999 and 111-11-1111',
    '12345678A X1234567A 20261120T 20261120',
    'AB123456E BG123456C QQ123456C ab 12 34 56 cd',
    'Steuer-ID: 86095742710, 86095742719, SIN 046 454 287, 046 454 286',
    '111.444.777-36 111.111.111-11 11144477735',
    '255081416802539 RSSMRA85T10A562T 85.07.30-033.29 756.9217.0769.86',
    '7f3a2c10-219-09-9999-1 1.219-09-9999 version 12.345.678-4',
    'the sin of 2026, nas 12, tin can, uid=1000(jdoe)',
    'passport valid until 2030, passport service v12.3, passport control 12, passport-number missing',
    'passport.js 0.7.12, passport=required, Führerschein seit 2003, software license 2019',
    '{national-id-1}',
    'internationalId=38652094, nationalId: missing, taxId=null, taxIdentifier: none, national_id=0',
    'passport: 2026-11-20 08:41:00, taxId: 2026-11-20T08:41:00Z, passport=12.5.1, driver license: 11/20/2026',
    'national holiday 20261120, tax=386520941, passport-strategy=386520941',
    'nationalId=7f3a2c10-1b2d-4c3e-8f90-123456789012',
  ])('leaves "%s"', (text) => {
    expect(redact(text)).toBe(text);
  });
});
