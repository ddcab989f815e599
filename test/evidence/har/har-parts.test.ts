import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cutHar } from '../../../src/evidence/har/cut-har.ts';
import { harEntries } from '../../../src/evidence/har/har-entries.ts';
import { harParts, type HarPart } from '../../../src/evidence/har/har-parts.ts';
import { cutLength } from '../../../src/evidence/har/held-value.ts';
import { isHar } from '../../../src/evidence/har/is-har.ts';

const HAR =
  '{"log":{"version":"1.2","pages":[{"id":"page_1"}],"entries":[{"a":"1, ]} \\" \\\\"},{"b":[{}]}],"x":[1]},"y":{"entries":[7]}}';

async function allOf<T>(items: AsyncIterable<T>): Promise<readonly T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}

async function partsOf(text: string | Uint8Array, pieces = 64 * 1024): Promise<readonly HarPart[]> {
  const bytes = Buffer.from(text as Uint8Array);
  const chunks = Array.from({ length: Math.ceil(bytes.length / pieces) }, (_, at) =>
    bytes.subarray(at * pieces, (at + 1) * pieces),
  );
  return allOf(harParts(chunks));
}

describe('the parts of a HAR', () => {
  it('are its fields, its pages and its entries, however it is cut into pieces', async () => {
    const expected = [
      { kind: 'field', name: 'version', value: '1.2' },
      { kind: 'page', value: { id: 'page_1' } },
      { kind: 'entry', value: { a: '1, ]} " \\' } },
      { kind: 'entry', value: { b: [{}] } },
      { kind: 'field', name: 'x', value: [1] },
      { kind: 'end', ending: 'whole' },
    ];
    for (const pieces of [1, 2, 3, 5, 1000]) expect(await partsOf(HAR, pieces)).toEqual(expected);
    for (const encoding of ['utf8', 'utf16le'] as const)
      expect(await partsOf(Buffer.from(`\ufeff${HAR}`, encoding), 7)).toEqual(expected);
    expect(await partsOf(Buffer.from(HAR, 'utf16le'), 3)).toEqual(expected);
  });

  it('are the same as those of a parser, for any JSON', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.jsonValue()),
        fc.jsonValue(),
        fc.integer({ min: 1, max: 40 }),
        fc.nat(2),
        async (entries, other, pieces, indent) => {
          const text = JSON.stringify(
            { before: other, log: { creator: other, entries, pages: entries }, after: other },
            null,
            indent,
          );
          const parts = await partsOf(text, pieces);
          expect(parts.filter(({ kind }) => kind === 'entry')).toEqual(
            (JSON.parse(text) as { log: { entries: unknown[] } }).log.entries.map((value) => ({
              kind: 'entry',
              value,
            })),
          );
          expect(parts.at(-1)).toEqual({ kind: 'end', ending: 'whole' });
        },
      ),
    );
  });

  it('are those that are whole when the rest is missing, wherever it is cut', async () => {
    for (let end = 0; end < HAR.length - 1; end++) {
      const parts = await partsOf(HAR.slice(0, end));
      const entries = parts.filter(({ kind }) => kind === 'entry').length;
      expect(entries).toBe(end >= HAR.indexOf('},{"b"') + 1 ? (end >= HAR.indexOf('}]}],"x"') + 3 ? 2 : 1) : 0);
      expect(parts.at(-1)).toEqual({ kind: 'end', ending: end > HAR.indexOf('{"version"') ? 'cut' : 'not-har' });
    }
  });

  it('are given but for the one that is no JSON, as after an edit by hand', async () => {
    expect(await partsOf('{"log":{"entries":[{"a":1},{"a":REMOVED},{"a":3},]}}')).toEqual([
      { kind: 'entry', value: { a: 1 } },
      { kind: 'refused', what: 'entry', why: 'no-json' },
      { kind: 'entry', value: { a: 3 } },
      { kind: 'end', ending: 'whole' },
    ]);
    expect((await partsOf('{"log":{"entries":[{"a":1}}}')).at(-1)).toEqual({ kind: 'end', ending: 'broken' });
  });

  it.each([
    '',
    ' ',
    'x',
    '[]',
    '{"log":1}',
    '{"log":[{"entries":[{}]}]}',
    '{"x":{"log":{"entries":[{}]}}}',
    '"{\\"log\\":{"',
  ])('are none in %j', async (text) => {
    expect(await partsOf(text)).toEqual([{ kind: 'end', ending: 'not-har' }]);
  });

  it('may be nested as deep as somebody likes', async () => {
    const deep = '['.repeat(300_000) + ']'.repeat(300_000);
    const kinds = (await partsOf(`{"log":{"entries":[${deep},1]}}`)).map(({ kind }) => kind);
    expect(kinds.slice(1)).toEqual(['entry', 'end']);
  });
});

describe('what is too long to be held', () => {
  const limits = { refuse: 4000, spare: 1000, string: 500, shortString: 10 };
  const slices = (text: string, pieces: number): readonly unknown[] => {
    const cutter = cutHar(limits);
    const bytes = Buffer.from(text);
    const all = [];
    for (let at = 0; at < bytes.length; at += pieces) all.push(...cutter.push(bytes.subarray(at, at + pieces)));
    return all.map(({ json }) => (json === undefined ? undefined : (JSON.parse(json) as unknown)));
  };

  it('loses its long strings, and tells how long they were', () => {
    for (const pieces of [1, 13, 5000]) {
      const [entry] = slices(
        JSON.stringify({ log: { entries: [{ a: 'x'.repeat(499), b: `"${'y'.repeat(600)}`, c: 'z' }] } }),
        pieces,
      ) as [Record<string, string>];
      expect(entry).toMatchObject({ a: 'x'.repeat(499), c: 'z' });
      expect(cutLength(entry.b!)).toBe(602);
    }
  });

  it('keeps short strings only once it is long', () => {
    const [entry] = slices(
      JSON.stringify({ log: { entries: [Array.from({ length: 20 }, () => 'w'.repeat(100))] } }),
      64,
    ) as [string[]];
    expect(entry.slice(0, 10)).toEqual(Array.from({ length: 10 }, () => 'w'.repeat(100)));
    expect(cutLength(entry.at(-1)!)).toBe(100);
  });

  it('is refused when it is too long without them, and what comes next is not', () => {
    const text = JSON.stringify({ log: { entries: [Array.from({ length: 3000 }, () => 1), { a: 'ok' }] } });
    for (const pieces of [1, 77, 100_000]) expect(slices(text, pieces)).toEqual([undefined, { a: 'ok' }]);
  });
});

describe('entries for readers', () => {
  it('have their place in the file, counted with those that are no objects', async () => {
    const text = '{"log":{"entries":[{"a":1},null,{"a":x},{"a":2}]}}';
    expect(await allOf(harEntries([Buffer.from(text)]))).toEqual([
      { index: 0, value: { a: 1 } },
      { index: 3, value: { a: 2 } },
    ]);
  });
});

describe('a HAR is known by its beginning', () => {
  it.each([
    '{"log":{"version":"1.2","creator":{"name":"x","version":"1"},',
    '  {\n "x": {"log": 1}, "log" : { "entries" : [ {"a":',
    '{"log":{"pages":[',
    '{"l\\u006fg":{"entries":[]}}',
  ])('%j', (text) => {
    expect(isHar(Buffer.from(text))).toBe(true);
    expect(isHar(Buffer.from(`\ufeff${text}`))).toBe(true);
    expect(isHar(Buffer.from(text, 'utf16le'))).toBe(true);
    expect(isHar(Buffer.from(`\ufeff${text}`, 'utf16le'))).toBe(true);
  });

  it.each([
    '',
    '{',
    '{"log":{"level":"debug"}}',
    '{"log":[{"entries":[]}]}',
    '{"a":{"log":{"entries":[]}}}',
    '{"log":{"entries":1}}',
    'log: {"log":{"entries":[',
    '2026-11-20 [info] x',
  ])('not %j', (text) => {
    expect(isHar(Buffer.from(text))).toBe(false);
  });
});
