import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { newPlaceholders } from '../../../src/redact/placeholders.ts';
import { SECRET_KINDS } from '../../../src/redact/kinds.ts';
import { redactText } from '../../../src/redact/redact-text.ts';
import { marked } from './marked.ts';
import { cpuTime } from '../../support/cpu-time.ts';

const digits = (length: number): fc.Arbitrary<string> => fc.stringMatching(new RegExp(`^[1-9][0-9]{${length - 1}}$`));
const small = fc.nat({ max: 9999 }).map(String);
const hex = (length: number): fc.Arbitrary<string> => fc.stringMatching(new RegExp(`^[0-9a-f]{${length}}$`));
const time = fc.date({ min: new Date('2020-01-01'), max: new Date('2030-01-01'), noInvalidDate: true });
const iso = time.map((date) => date.toISOString());
const publicAddress = fc.constantFrom('8.8.8.8', '173.36.1.2', '62.109.192.7', '114.29.216.10', '2001:db8::17');
const host = fc.constantFrom('desktop.wxcc-us1.cisco.com', 'api.wxcc-eu2.cisco.com', 'idbroker.webex.com');
const word = fc.constantFrom('INFO', 'WARN', 'ERROR', 'DEBUG');
const agent = fc.constantFrom('agent7', 'a.smith', 'AGT_0042');

/** A line of a log that holds nothing to be removed; each `%` is replaced by what its arbitrary gives. */
function line(template: string, ...values: readonly fc.Arbitrary<string>[]): fc.Arbitrary<string> {
  return fc.tuple(...values).map((given) => given.reduce((text, value) => text.replace('%', () => value), template));
}

const CLEAN = fc.oneof(
  line('% % [thread-%] request took % ms', iso, word, small, small),
  line('%Z|%|connected to %:443 in %.% ms', iso, word, host, small, small),
  line(
    '% epoch=% ms=%',
    iso,
    time.map((date) => String(Math.floor(+date / 1000))),
    time.map((date) => String(+date)),
  ),
  line('GET https://%/v1/interactions/% 200 % %', host, fc.uuid(), small, small),
  line('trackingid: ROUTER_%', fc.uuid()),
  line('TrackingID=NA_%_% orgId=%', fc.uuid(), small, fc.uuid()),
  line('callSessionId=% interactionId: %', fc.uuid(), fc.uuid()),
  line('Call-ID: %@%', hex(24), host),
  line('order % was delivered, SR % stays open', digits(7), digits(9)),
  line('order number % %', digits(3), digits(5)),
  line('ICE candidate:% 1 udp % % % typ srflx', digits(9), digits(7), publicAddress, small),
  line('m=audio % RTP/SAVPF 111 63 9 0 8 13 110 126', small),
  line('a=rtpmap:101 telephone-event/8000 % a=ssrc:%', small, digits(9)),
  line('a=fmtp:111 minptime=10;useinbandfec=1 %', small),
  line('ports %-% open, blocked: 5060 5061 8443 %', small, small, small),
  line('Chrome/%.0.% Windows NT 10.0; Win64; x64 build 10.0.19045.%', small, small, small),
  line('version 10.0.2.1, Java 11.0.% , driver v31.0.15.%', small, small),
  line('mac 00:1a:2b:3c:4d:5e vlan % mtu 1500 speed % Mbps', small, small),
  line('jitter=%.%ms loss=0.% rtt % mos 4.3', small, small, digits(16), small),
  line('% retries, % of % packets, % bytes sent', small, small, digits(6), digits(8)),
  line('commit % tree %', hex(40), hex(8)),
  line('sha256 %', hex(64)),
  line('HTTP/1.1 503 Service Unavailable; retry-after: %; cf-ray: %-FRA', small, hex(16)),
  line('user % signed in on station WS-%', agent, small),
  line('username=% state=Available code=% team=%', agent, small, small),
  line('OID 1.3.6.1.4.1.9.9.%.1.2 = Gauge32: %', small, digits(7)),
  line('row % | % | % | %', small, small, small, small),
  line('0x% 0x% at 0x%', hex(8), hex(4), hex(12)),
  line('shard % offset % lag % (20261120-134100-%)', small, digits(8), small, small),
  line('error code: %, status code %; exit code 137', small, small),
  line('Agent Desktop shows "Re-connecting" since % (% s)', iso, small),
  line('pressed F% and clicked Save, % rows selected', fc.constantFrom('1', '5', '12'), small),
  line('queue "Sales % EMEA" has % calls, longest 00:%:%', small, small, digits(2), digits(2)),
  line('calls to % failed % times on 2026-11-20 at 08:41', host, small),
  line('the certificate of % expires 11/2026, serial %', host, hex(18)),
  line('size 1920x1080 at 60 Hz, zoom %%, x=% y=%', small, fc.constant('%'), small, small),
);

/** Kinds of this folder that look at what people are called and how they are reached. */
const PERSONAL = SECRET_KINDS.filter(({ name }) =>
  /^(?:card|cvc|keypad|iban|national-id|email|telephone|customer-name|user-folder|private-address)$/.test(name),
);

describe('lines without anything personal', () => {
  it('come out unchanged, each of them and 500 together', () => {
    fc.assert(
      fc.property(CLEAN, (one) => {
        expect(marked(one, PERSONAL)).toBe(one);
      }),
      { numRuns: 2_000 },
    );
    const text = fc.sample(CLEAN, 500).join('\n');
    expect(marked(text, PERSONAL)).toBe(text);
  });
});

const PERSONAL_LINE = fc.constantFrom(
  'phone: 4155550100, 4155550101',
  'From: "Jane Doe" <sip:+14155550100@10.0.0.1>;tag=1',
  'card 4111 1111 1111 1111 12/27 123',
  'DTMF: 4',
  String.raw`C:\Users\Jane Doe\x jdoe@ws12:~$ `,
  'jane@example.com ssn 219-09-9999 GB82WEST12345698765432',
  'customerName=Jane Doe&cvv=123',
  'call me on 467 3395 at fe80::1 (mac.local)',
);

describe('what was redacted once', () => {
  it('stays as it is when it is redacted again', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(PERSONAL_LINE, CLEAN, fc.string()), { maxLength: 12 }), (lines) => {
        const once = redactText(lines.join('\n'), newPlaceholders(), new Map());
        expect(redactText(once, newPlaceholders([once]), new Map())).toBe(once);
      }),
      { numRuns: 300 },
    );
  });

  it('holds none of it', () => {
    const text = fc.sample(PERSONAL_LINE, 50).join('\n');
    const once = redactText(text, newPlaceholders(), new Map());
    expect(once).not.toMatch(/4155550|jane|doe|4111|12\/27|219-09|WEST|467 3395|fe80|10\.0|DTMF: 4|=123|mac\.local/i);
  });
});

describe('the kinds of personal data', () => {
  it('find the same whether a text is hinted at or not', () => {
    const anything = fc.array(fc.oneof(PERSONAL_LINE, CLEAN, fc.string({ unit: 'binary' })), { maxLength: 3 });
    fc.assert(
      fc.property(anything, (lines) => {
        const text = lines.join(' ');
        for (const kind of PERSONAL) if (kind.hint?.test(text) === false) expect(kind.find(text)).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it('take time that grows with the length of the text, whatever the text is', { timeout: 120_000 }, () => {
    const pieces = [
      '1 ',
      '1-',
      '1.',
      '5-',
      '1%20',
      '1\uFFFF',
      '@',
      'a@',
      'a.a@',
      '%40',
      '(1',
      '+44 ',
      '01 ',
      '4111\n',
      '4111=\n',
    ];
    const words = [
      'cvv ',
      'exp ',
      'dtmf: 1 ',
      'digits ',
      'cnam=',
      'customer:{',
      'customer:{name:',
      'national id 1',
      'CED=1 ',
      'caller name is ',
      'from: "',
      'customer: A ',
      'van ',
    ];
    const places = [
      'C:\\Users\\',
      '/home/',
      '[a@b ',
      'ssh -a ',
      '10.0.0.1 ',
      'fe80:',
      '%3a',
      'a.local.',
      'GB56',
      'Ab12',
      'a',
    ];
    for (const piece of [...pieces, ...words, ...places]) {
      const text = piece.repeat(500_000 / piece.length);
      for (const kind of PERSONAL) {
        const started = cpuTime();
        if (kind.hint?.test(text) !== false) kind.find(text);
        expect([kind.name, piece, cpuTime() - started < 2_000]).toEqual([kind.name, piece, true]);
      }
    }
  });
});
