import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findKnown, type Hit } from '../../../src/redact/known/find-known.ts';
import { encodingsOf, type ByteSpelling } from '../../../src/redact/known/spellings.ts';

interface Named {
  readonly value: string;
}

const secretsOf = (values: readonly string[]): readonly Named[] => values.map((value) => ({ value }));

function search(values: readonly string[], chunks: readonly Uint8Array[]): readonly string[] {
  const running = findKnown(secretsOf(values)).newSearch();
  return [...chunks.flatMap((chunk) => running.write(chunk)), ...running.end()].map(told);
}

const told = ({ offset, secret, encoding }: Hit<Named>): string => `${offset} ${encoding} ${secret.value}`;

/** The long way round: every spelling by itself at every place, and of those at one place the longest. */
function searchSlowly(values: readonly string[], bytes: Buffer): readonly string[] {
  const lower = asciiLower(bytes);
  const best = new Map<number, { spelling: ByteSpelling; value: string }>();
  for (const value of values) {
    for (const spelling of encodingsOf(value)) {
      const wanted = spelling.anyCase ? asciiLower(Buffer.from(spelling.bytes)) : Buffer.from(spelling.bytes);
      const within = spelling.anyCase ? lower : bytes;
      for (let at = within.indexOf(wanted); at !== -1; at = within.indexOf(wanted, at + 1)) {
        if (spelling.borders && !standsAlone(bytes, at, spelling)) continue;
        if ((best.get(at)?.spelling.bytes.length ?? 0) < wanted.length) best.set(at, { spelling, value });
      }
    }
  }
  return [...best]
    .toSorted(([one], [other]) => one - other)
    .map(([at, { spelling, value }]) => `${at} ${spelling.encoding} ${value}`);
}

function standsAlone(bytes: Buffer, at: number, spelling: ByteSpelling): boolean {
  const read = (from: number, to: number): string => {
    const part = bytes.subarray(Math.max(0, from), Math.max(0, to));
    if (spelling.encoding === 'utf-16le') return part.toString('utf16le');
    if (spelling.encoding === 'utf-16be')
      return Buffer.from(part.subarray(0, part.length & ~1))
        .swap16()
        .toString('utf16le');
    return part.toString('latin1');
  };
  const width = spelling.encoding.startsWith('utf-16') ? 2 : 1;
  const end = at + spelling.bytes.length;
  const before = read(at - Math.floor(Math.min(at, 12) / width) * width, at);
  const self = read(at, end);
  const after = read(end, end + width);
  const word = /[A-Za-z0-9\u0080-\uffff]/;
  const isOpen = !word.test(before.at(-1) ?? '') || /(?:%[0-9a-f]{2}|\\[bfnrtv]|\\u[0-9a-f]{4})$/i.test(before);
  return (!word.test(self[0]!) || isOpen) && (!word.test(self.at(-1)!) || !word.test(after));
}

function asciiLower(bytes: Buffer): Buffer {
  return Buffer.from(bytes.map((byte) => (byte >= 65 && byte <= 90 ? byte + 32 : byte)));
}

function cut(bytes: Buffer, places: readonly number[]): readonly Buffer[] {
  const ends = [...new Set(places.map((place) => place % (bytes.length + 1)))].toSorted((one, other) => one - other);
  return [0, ...ends].map((start, index) => bytes.subarray(start, ends[index]));
}

const few = fc.constantFrom('a', 'b', 'A', 'Z', 'z', '1', '%', '/', ' ', '"', '\\', 'ä');
const secret = fc.string({ unit: few, minLength: 6, maxLength: 16 });
const long = fc.stringMatching(/^[a-d]{1,3}[A-D0-9=+/%]{20,70}$/);
/** Text in which secrets stand in all spellings, whole and cut off, between what looks like them. */
const document = fc.array(fc.oneof(secret, long), { minLength: 1, maxLength: 5 }).chain((values) => {
  const spelled = fc
    .constantFrom(...values.flatMap((value) => encodingsOf(value)))
    .map(({ bytes }) => Buffer.from(bytes));
  const part = fc.oneof(
    spelled,
    fc.tuple(spelled, fc.nat(40)).map(([bytes, length]) => bytes.subarray(0, length)),
    spelled.map((bytes) => Buffer.from(bytes.toString('latin1').toUpperCase(), 'latin1')),
    fc.string({ unit: few, maxLength: 12 }).map((text) => Buffer.from(text)),
    fc.uint8Array({ maxLength: 5 }).map((bytes) => Buffer.from(bytes)),
  );
  return fc.tuple(
    fc.constant(values),
    fc.array(part, { maxLength: 12 }).map((parts) => Buffer.concat(parts)),
  );
});

describe('the search for known secrets', () => {
  it('finds what the slow way finds, however the stream is cut', () => {
    fc.assert(
      fc.property(document, fc.array(fc.nat()), ([values, bytes], places) => {
        expect(search(values, cut(bytes, places))).toEqual(searchSlowly(values, bytes));
      }),
      { numRuns: 500 },
    );
  });

  it('finds the same at the edges of its own window', () => {
    const values = ['hunter2hunter2', 'sesame-open', `${'long-'.repeat(300)}end`];
    const spelled = values.flatMap((value) => encodingsOf(value));
    fc.assert(
      fc.property(
        fc.constantFrom(...spelled),
        fc.integer({ min: -12_000, max: 200 }),
        fc.nat(300_000),
        (spelling, shift, rest) => {
          const bytes = Buffer.concat([
            Buffer.alloc(131_072 + 12 + shift, '.'),
            spelling.bytes,
            Buffer.alloc(rest, '.'),
          ]);
          expect(search(values, [bytes])).toEqual(searchSlowly(values, bytes));
        },
      ),
      { numRuns: 100 },
    );
  });

  it('finds or leaves the same at every place of the edge of its own window', () => {
    const finder = findKnown(secretsOf(['swordfish']));
    const first = (bytes: Buffer): number | undefined => {
      const running = finder.newSearch();
      return [...running.write(bytes), ...running.end()][0]?.offset;
    };
    const numbered = Array.from('swordfish', (letter) => `&#x${letter.charCodeAt(0).toString(16)};`).join('');
    const wide = (text: string): Buffer => Buffer.from(text, 'utf16le');
    const dots = Buffer.alloc(131_200, '.');
    for (let before = 130_980; before < 131_100; before += 1) {
      const at = (bytes: Buffer): number | undefined =>
        first(Buffer.concat([dots.subarray(0, before), bytes, dots.subarray(0, 50)]));
      expect(at(Buffer.from(numbered))).toBe(before);
      expect(at(Buffer.from('\\u0020swordfish'))).toBe(before + 6);
      expect(at(Buffer.from('swordfishes'))).toBeUndefined();
      expect(at(wide('\\u0020swordfish.'))).toBe(before + 12);
      expect(at(wide('swordfishes'))).toBeUndefined();
      expect(at(wide('myswordfish'))).toBeUndefined();
    }
  });

  it('tells the first of the list where two are the same there', () => {
    expect(search(['ABCDEF1', 'abcdef1'], [Buffer.from('aBcDeF1')])).toEqual(['0 plain ABCDEF1']);
    expect(search(['abcdef1', 'ABCDEF1'], [Buffer.from('aBcDeF1')])).toEqual(['0 plain abcdef1']);
  });

  it('finds each of two thousand secrets in each spelling', () => {
    const values = Array.from({ length: 2000 }, (_, index) => `Key-${(index * 7919 + 1e9).toString(36)}/${index}`);
    const finder = findKnown(secretsOf(values));
    const running = finder.newSearch();
    let missed = 0;
    for (const value of values) {
      for (const { bytes } of encodingsOf(value)) {
        const hits = [...running.write(Buffer.concat([bytes, Buffer.from('.')]))];
        missed += 1 - hits.length;
      }
    }
    missed -= running.end().length;
    expect(missed).toBeLessThanOrEqual(0);
    expect(finder.spellings).toBeGreaterThan(20_000);
  });

  it('stops reading at the first hit', async () => {
    const finder = findKnown(secretsOf(['hunter2hunter2']));
    let read = 0;
    async function* endless(): AsyncGenerator<Uint8Array> {
      for (;;) yield Buffer.from(`${'.'.repeat(60_000)}${(read += 1) === 3 ? 'HUNTER2hunter2' : ''}`);
    }
    expect(await finder.first(endless())).toEqual({
      offset: 180_000,
      secret: { value: 'hunter2hunter2' },
      encoding: 'plain',
    });
    expect(read).toBeLessThan(10);
    expect(await finder.first([Buffer.from('hunter2')])).toBeUndefined();
  });

  it('tells every hit', async () => {
    const hits: string[] = [];
    const chunks = ['aHVudGVyMmh1bnRlcjI', 'hunter2hun', 'ter2'].map((text) => Buffer.from(text));
    for await (const hit of findKnown(secretsOf(['hunter2hunter2'])).all(chunks)) hits.push(told(hit));
    expect(hits).toEqual(['0 base64 hunter2hunter2', '19 plain hunter2hunter2']);
  });

  it('finds a short word only where it stands by itself, as the replacement does', () => {
    const at = (text: string): readonly string[] => search(['swordfish'], [Buffer.from(text)]);
    expect(at('a Swordfish!')).toEqual(['2 plain swordfish']);
    expect(at('x%3Dswordfish"')).toEqual(['4 plain swordfish']);
    expect(at('"\\nswordfish\\n"')).toEqual(['3 plain swordfish']);
    expect(at('swordfishes, myswordfish, swordfishé, 2swordfish')).toEqual([]);
    const wide = Buffer.from('swordfishes swordfish', 'utf16le');
    expect(search(['swordfish'], [wide])).toContain('24 utf-16le swordfish');
    expect(search(['swordfish'], [wide.subarray(0, 24)])).toEqual([]);
  });

  it('finds nothing where there is nothing to look for', () => {
    expect(search([], [Buffer.from('anything')])).toEqual([]);
    expect(search(['short'], [Buffer.from('short')])).toEqual([]);
  });

  it('keeps its pace among near misses', () => {
    const values = ['a', 'ab', 'abc'].flatMap((unit) => [
      `${unit.repeat(400)}x`,
      `x${unit.repeat(400)}`,
      `${unit.repeat(200)}x${unit.repeat(200)}`,
    ]);
    for (const unit of ['a', 'ab', 'abc', '%61', '\\u0061', 'a\0']) {
      const started = process.cpuUsage().user;
      search(values, [Buffer.alloc(2 ** 20, unit)]);
      expect(process.cpuUsage().user - started).toBeLessThan(5e6);
    }
  });
});
