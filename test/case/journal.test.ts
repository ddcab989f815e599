import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CaseEvent, JournalEntry, Json } from '../../src/case/events.ts';
import { encodeEntry, readJournal } from '../../src/case/journal.ts';

const opened: CaseEvent = {
  type: 'opened',
  format: 1,
  tool: '0.1.0',
  packs: [{ name: 'webex-cc', version: '1', hash: 'ab' }],
  policy: 'cisco-tac',
  zone: 'America/Chicago',
};

/** A journal of these events: its lines, and the whole as bytes. */
function journal(events: readonly CaseEvent[]): { entries: JournalEntry[]; lines: string[]; bytes: Uint8Array } {
  let sum = '';
  const entries = events.map((event, n) => ({ ...event, seq: n + 1, at: new Date(n * 1000).toISOString() }));
  const lines = entries.map((entry) => {
    const encoded = encodeEntry(entry, sum);
    sum = encoded.sum;
    return encoded.line;
  });
  return { entries, lines, bytes: bytesOf(lines) };
}

const bytesOf = (lines: readonly string[]): Uint8Array => Buffer.from(lines.map((line) => `${line}\n`).join(''));
const answered = (value: Json): CaseEvent => ({ type: 'answered', prompt: 'text', value, by: 'person' });
const three = journal([opened, answered('phone is silent – \u202e"1'), { type: 'back' }]);
const json = fc.jsonValue() as fc.Arbitrary<Json>;

describe('a line of the journal', () => {
  it('is one JSON object whose last field is the checksum over the line before and the rest', () => {
    let previous = '';
    for (const [n, line] of three.lines.entries()) {
      const { sum, ...rest } = JSON.parse(line) as Record<string, unknown> & { sum: string };
      expect(Object.keys(JSON.parse(line) as object).at(-1)).toBe('sum');
      expect(rest).toEqual(three.entries[n]);
      const body = line.replace(/,"sum":"[0-9a-f]{16}"\}$/, '}');
      expect(createHash('sha256').update(`${previous}${body}`).digest('hex').slice(0, 16)).toBe(sum);
      previous = sum;
    }
  });

  it('is the same whatever the order of the keys', () => {
    const at = '2026-11-20T08:41:00.000Z';
    const one: JournalEntry = { type: 'set', field: 'impact', value: { a: 1, b: { c: 2, d: 3 } }, seq: 1, at };
    const other: JournalEntry = { at, seq: 1, value: { b: { d: 3, c: 2 }, a: 1 }, field: 'impact', type: 'set' };
    expect(encodeEntry(other, 'x')).toEqual(encodeEntry(one, 'x'));
  });
});

describe('reading a journal', () => {
  it('gives back every value that was written', () => {
    fc.assert(
      fc.property(fc.array(json, { maxLength: 8 }), (values) => {
        const written = journal([opened, ...values.map(answered)]);
        const reading = readJournal(written.bytes);
        // JSON has no -0.
        expect(reading.entries).toEqual(JSON.parse(JSON.stringify(written.entries)));
        expect(reading).toMatchObject({ length: written.bytes.length, torn: null, damaged: null, newerFormat: false });
      }),
    );
  });

  it('keeps lone surrogates, line ends and a "__proto__" key as they are', () => {
    const value = JSON.parse('{"__proto__": {"polluted": true}, "text": "\\ud800 \\n \\u2028"}') as Json;
    const reading = readJournal(journal([opened, answered(value)]).bytes);
    expect(JSON.stringify(reading.entries[1])).toContain('"__proto__":{"polluted":true}');
    expect(reading.torn).toBeNull();
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });

  it('of nothing finds nothing', () => {
    expect(readJournal(new Uint8Array())).toEqual({
      entries: [],
      length: 0,
      lastSum: '',
      torn: null,
      damaged: null,
      newerFormat: false,
    });
  });

  it('that was cut off at any byte gives the whole lines before, and the rest as torn', () => {
    const { bytes, entries, lines } = three;
    for (let length = 0; length <= bytes.length; length++) {
      const reading = readJournal(bytes.subarray(0, length));
      const whole = lines.filter((_, n) => bytesOf(lines.slice(0, n + 1)).length <= length).length;
      expect(reading.entries).toEqual(entries.slice(0, whole));
      expect(reading.length).toBe(bytesOf(lines.slice(0, whole)).length);
      expect(reading.damaged).toBeNull();
      expect(reading.torn?.bytes ?? new Uint8Array()).toEqual(new Uint8Array(bytes.subarray(reading.length, length)));
    }
  });

  it('with any byte changed in any way never gives another entry than was written, and says where it broke', () => {
    const { bytes, entries, lines } = three;
    const lastStart = bytesOf(lines.slice(0, -1)).length;
    for (let place = 0; place < bytes.length; place++) {
      for (const flip of [0x01, 0x20, 0x80, 0xff]) {
        const changed = Uint8Array.from(bytes);
        changed[place]! ^= flip;
        const reading = readJournal(changed);
        const line = lines.filter((_, n) => bytesOf(lines.slice(0, n + 1)).length <= place).length + 1;
        expect(reading.entries).toEqual(entries.slice(0, line - 1));
        // In the last line it is torn, or damaged where the change made two lines of it.
        const broken = reading.damaged?.line ?? (place < lastStart - 1 ? 'torn in the middle' : line);
        expect(broken).toBe(line);
        expect(reading.damaged !== null || reading.torn !== null).toBe(true);
      }
    }
  });

  it('finds a line that was removed, moved or repeated', () => {
    const { lines } = journal([opened, answered(1), answered(2), answered(3)]);
    const [a, b, c, d] = lines as [string, string, string, string];
    for (const [order, line] of [
      [[a, c, d], 2],
      [[a, c, b, d], 2],
      [[a, b, b, c, d], 3],
      [[b, c, d], 1],
      [[a, '', b, c, d], 2],
    ] as const)
      expect(readJournal(bytesOf(order)).damaged).toMatchObject({ line });
  });

  it('never throws, whatever the bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        const reading = readJournal(bytes);
        expect(reading.entries).toEqual([]);
        expect(reading.torn !== null || reading.damaged !== null).toBe(bytes.length > 0);
      }),
    );
  });

  it('of a later version leaves out what it does not know, and says that it is newer', () => {
    const later = { type: 'observed', probe: 'dns' } as unknown as CaseEvent;
    const event = readJournal(journal([opened, later, answered(1)]).bytes);
    expect(event).toMatchObject({ newerFormat: true, torn: null, damaged: null });
    expect(event.entries.map(({ type, seq }) => [type, seq])).toEqual([
      ['opened', 1],
      ['answered', 3],
    ]);
    const format = readJournal(journal([{ ...opened, format: 2 } as unknown as CaseEvent, answered(1)]).bytes);
    expect(format.newerFormat).toBe(true);
    const inherited = readJournal(journal([opened, { type: 'constructor' } as unknown as CaseEvent]).bytes);
    expect(inherited.newerFormat).toBe(true);
  });

  const reading = {
    format: 'console-log',
    facts: [
      { fact: 'socket.gap', value: 5000, first: { line: 1, at: '2026-11-20T08:41:00.000Z' }, last: {}, times: 1 },
    ],
    gaps: [{ cause: 'network', from: '2026-11-20T08:41:00.000Z', milliseconds: 5000, line: 1 }],
    quality: [{ leg: 'relay', loss: 2.5 }],
    ids: { tracking: ['a'] },
    firstAt: '2026-11-20T08:41:00.000Z',
    problems: [{ code: 'cut-short', message: 'it ends early', line: 9 }],
  };
  const forged: readonly (readonly [string, unknown])[] = [
    ['nothing', null],
    ['a list', []],
    ['without facts', { ...reading, facts: undefined }],
    ['facts that are no list', { ...reading, facts: {} }],
    ['a fact without a place', { ...reading, facts: [{ fact: 'socket.gap', value: 1, times: 1 }] }],
    ['a fact at no time', { ...reading, facts: [{ ...reading.facts[0], first: { at: 'banana' } }] }],
    ['a format that nobody knows', { ...reading, format: 'martian' }],
    ['no identifiers', { ...reading, ids: null }],
    ['identifiers that are no texts', { ...reading, ids: { tracking: [1] } }],
    ['identifiers of no kind', { ...reading, ids: JSON.parse('{"__proto__": ["a"]}') as unknown }],
    ['a gap of less than nothing', { ...reading, gaps: [{ cause: 'network', milliseconds: -5 }] }],
    ['a gap without a cause', { ...reading, gaps: [{}] }],
    ['a measurement that is a text', { ...reading, quality: [{ leg: 'relay', loss: 'x' }] }],
    ['a time that is none', { ...reading, firstAt: 'banana' }],
    ['a day that there is not', { ...reading, lastAt: '2026-02-31T08:41:00.000Z' }],
    ['a problem that is a number', { ...reading, problems: [{ code: 'cut-short', message: 5 }] }],
  ];

  it('takes a reading that fits', () => {
    const read = { type: 'read', name: 'a.log', reading } as unknown as CaseEvent;
    expect(readJournal(journal([opened, read, answered(1)]).bytes)).toMatchObject({ torn: null, damaged: null });
  });

  it.each(forged)('says that a reading is damaged, last or not, although its checksum fits: %s', (_, wrong) => {
    const read = { type: 'read', name: 'a.log', reading: wrong } as unknown as CaseEvent;
    for (const events of [
      [opened, read],
      [opened, read, answered(1)],
    ]) {
      const { entries, torn, damaged } = readJournal(journal(events).bytes);
      expect([entries.length, torn, damaged]).toEqual([1, null, { line: 2, reason: expect.any(String) as string }]);
    }
  });

  it('still reads the journal that the first version wrote', () => {
    const golden =
      '{"at":"2026-11-20T14:41:00.000Z","format":1,"packs":[],"policy":"cisco-tac","seq":1,"tool":"0.1.0","type":"opened","zone":"America/Chicago","sum":"d542841be066cd2d"}\n' +
      '{"at":"2026-11-20T14:41:05.120Z","by":"person","prompt":"text","seq":2,"type":"answered","value":"Not Responding","sum":"3849ae1cb9d9edf8"}\n';
    const reading = readJournal(Buffer.from(golden));
    expect(reading).toMatchObject({ torn: null, damaged: null, newerFormat: false, length: golden.length });
    expect(reading.entries.map(({ type }) => type)).toEqual(['opened', 'answered']);
  });
});
