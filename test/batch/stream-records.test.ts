import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readIncidents } from '../../src/batch/read-incidents.ts';
import type { BatchRecord } from '../../src/batch/record.ts';
import { streamRecords } from '../../src/batch/stream-records.ts';

const MIB = 1024 * 1024;

async function streamed(bytes: Uint8Array, cuts: readonly number[]): Promise<BatchRecord[]> {
  const places = [0, ...cuts.map((cut) => Math.min(cut, bytes.length)).toSorted((a, b) => a - b), bytes.length];
  const chunks = places.slice(1).map((end, at) => bytes.subarray(places[at], end));
  const records: BatchRecord[] = [];
  for await (const record of streamRecords(chunks)) records.push(record);
  return records;
}

test('bytes that come in chunks hold the same records as the whole, wherever they are cut', async () => {
  const part = fc.constantFrom('{"text":"é"}', '\n', '\r\n', '\r', ' ', '{', '\ufeff', 'null', '\u2028', '😀');
  const bytes = fc.oneof(
    fc.array(part, { maxLength: 12 }).map((parts) => new TextEncoder().encode(`{"a":1}${parts.join('')}`)),
    fc.uint8Array({ minLength: 1, maxLength: 40 }),
  );
  await fc.assert(
    fc.asyncProperty(bytes, fc.array(fc.nat(60), { maxLength: 6 }), async (input, cuts) => {
      // A mark alone is no line to the one and a blank line to the other: to both there is no record.
      const isRecord = ({ kind }: BatchRecord): boolean => kind !== 'blank';
      expect((await streamed(input, cuts)).filter(isRecord)).toEqual(
        [...readIncidents(input, 'ndjson')].filter(isRecord),
      );
    }),
  );
});

test.each([
  ['a mebibyte', MIB, 'bad-json'],
  ['a byte more', MIB + 1, 'too-large'],
])('a line of %s, with a mark and a carriage return in chunks of their own, is %3$s', async (_, size, code) => {
  const bytes = Buffer.from(`\ufeff${'x'.repeat(size)}\r\n{}`);
  for (const cuts of [[], [1, 2, 3], [MIB], [size + 2, size + 3, size + 4, size + 5]]) {
    const [long, next] = await streamed(bytes, cuts);
    expect(long).toMatchObject({ kind: 'unreadable', problem: { code }, place: { line: 1 } });
    expect(next).toMatchObject({ kind: 'value', value: {}, place: { line: 2 } });
  }
});

test('of a line of 512 MiB no more is held than tells that it is too long', async () => {
  const chunk = new Uint8Array(MIB).fill(0x78);
  function* chunks(): Generator<Uint8Array> {
    for (let given = 0; given < 512; given++) yield chunk;
    yield Buffer.from('\n{}');
  }
  const before = process.memoryUsage().arrayBuffers;
  const held: number[] = [];
  const codes: unknown[] = [];
  for await (const record of streamRecords(chunks())) {
    held.push(process.memoryUsage().arrayBuffers - before);
    codes.push(record.kind === 'unreadable' ? record.problem.code : record.kind);
  }
  expect(codes).toEqual(['too-large', 'value']);
  expect(Math.max(...held)).toBeLessThan(32 * MIB);
});
