import { describe, expect, it } from 'vitest';
import { keypad } from '../../../src/redact/kinds/keypad.ts';
import { marked } from './marked.ts';

const K = '{keypad}';
const redact = (text: string): string => marked(text, [keypad]);

describe('keypad tones', () => {
  it.each([
    ['one in a line', 'DTMF: 4\nDTMF: #\ndtmf=*', `DTMF: ${K}\nDTMF: ${K}\ndtmf=${K}`],
    [
      'in events',
      'DTMF digit received: 5, DTMF event 5, RFC 2833 event: 11, RTP event 5 (RFC 4733)',
      `DTMF digit received: ${K}, DTMF event ${K}, RFC 2833 event: ${K}, RTP event ${K} (RFC 4733)`,
    ],
    ['in a row', 'dtmfDigits=4111#, collected digits: 1 2 3 4', `dtmfDigits=${K}, collected digits: ${K}`],
    ['right behind what is escaped', 'a%20DTMF: 4, leg2dtmf=5', `a%20DTMF: ${K}, leg2dtmf=${K}`],
    ['in quotes', `digit '5' tone "7"`, `digit '${K}' tone "${K}"`],
    ['in fields of text', '{"dtmf":"4","digitsEntered":"12*"}', `{"dtmf":"${K}","digitsEntered":"${K}"}`],
    [
      'in SIP',
      'Content-Type: application/dtmf-relay\r\n\r\nSignal=5\r\nDuration=160',
      `Content-Type: application/dtmf-relay\r\n\r\nSignal=${K}\r\nDuration=160`,
    ],
    ['that were pressed', 'caller pressed 4, then pressed key #', `caller pressed ${K}, then pressed key ${K}`],
    ['that were entered', 'Caller entered 4111111111111111#', `Caller entered ${K}`],
    ['in a menu', 'IVR input: 2, menu selection=3', `IVR input: ${K}, menu selection=${K}`],
    [
      'by the names of Contact Center Enterprise',
      'callerEnteredDigits=116152099 CallerEnteredDigits: 4, caller entered digits: 1 2 3, CED=4410#, "CED": "81"',
      `callerEnteredDigits=${K} CallerEnteredDigits: ${K}, caller entered digits: ${K}, CED=${K}, "CED": "${K}"`,
    ],
    [
      'by the names of Customer Voice Portal and of flows',
      'GetPin_01,interaction,utterance,1234\nGetPin_01,element,data,value,81# Menu_k3.OptionEntered = 2',
      `GetPin_01,interaction,utterance,${K}\nGetPin_01,element,data,value,${K} Menu_k3.OptionEntered = ${K}`,
    ],
    ['that were received', 'IVR input received: 974098750', `IVR input received: ${K}`],
    [
      'in calls of programs',
      String.raw`sendDTMF("26280") sender.insertDTMF('7#', 100) sendDigits(\"81\")`,
      String.raw`sendDTMF("${K}") sender.insertDTMF('${K}', 100) sendDigits(\"${K}\")`,
    ],
    ['in XML', '<CallerEnteredDigits>4410</CallerEnteredDigits>', `<CallerEnteredDigits>${K}</CallerEnteredDigits>`],
    ['from a keypad', 'keypad entry: 7 7 1 9, userInput=281#', `keypad entry: ${K}, userInput=${K}`],
    [
      'at a node that asks',
      'node=GatherZip, input="74103" node=EnterPin value=4410',
      `node=GatherZip, input="${K}" node=EnterPin value=${K}`,
    ],
  ])('%s go', (_, text, expected) => {
    expect(redact(text)).toBe(expected);
  });

  it.each([
    'a=rtpmap:101 telephone-event/8000',
    'a=fmtp:101 0-15',
    'DTMF payload type 101, DTMF mode rfc2833, DTMF: rfc2833, dtmf=inband, dtmf: auto',
    'dtmf duration: 160 ms, DTMF: 12 events, 3 DTMF tones were lost',
    'pressed F5, pressed Ctrl+C, pressed 4 times, pressed the button',
    'ring tone 3.wav, digits: 6 digits, key=value, event: 2026-11-20',
    'signal=85% signal=-60 dBm, Signal=5 bars',
    'DTMF: {keypad-1}',
    'CED tone 2100 Hz, CED: 2100 Hz, reduced=4, placed: 12, CED=none, cedVersion=3',
    'sendDTMF(tones, 100), sendDTMF() took 12 ms, getDigits(4), DTMF("rfc2833")',
    'id,data,value,12 user.response=200 prompt.response: 404',
    'interaction,inputmode,dtmf interaction,utterance,yes interaction,confidence,1.0 element,data,value,1.0',
    'IVR input received: none, IVR input received at 08:41',
    'userInput=yes, user input: none, user response: 250 ms, node=CollectName value=Jane',
    'collection input=a.txt, prompt took value=12ms',
  ])('leaves "%s"', (text) => {
    expect(redact(text)).toBe(text);
  });

  it('are told by the name of a field', () => {
    for (const field of ['callerentereddigits', 'ced', 'dtmfdigits', 'ivrinput'])
      expect([field, keypad.isField?.(field)]).toEqual([field, true]);
    for (const field of ['cedversion', 'reduced', 'dtmfmode', 'maxdigits'])
      expect([field, keypad.isField?.(field)]).toEqual([field, false]);
  });
});
