import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { InputFormat } from '../../src/batch/check-choices.ts';
import { readIncidents } from '../../src/batch/read-incidents.ts';
import type { BatchRecord } from '../../src/batch/record.ts';
import type { Chunks } from '../../src/batch/look-ahead.ts';

const MIB = 1024 * 1024;

async function recordsOf(chunks: Chunks, format: InputFormat = 'auto'): Promise<BatchRecord[]> {
  const records: BatchRecord[] = [];
  for await (const batch of readIncidents(chunks, { format, catalogue: new Map() })) records.push(...batch);
  return records;
}

function inPieces(bytes: Uint8Array, size: number): Uint8Array[] {
  return Array.from({ length: Math.ceil(bytes.length / size) }, (_, at) => bytes.subarray(at * size, (at + 1) * size));
}

/** Each record as its value or code, with its line. */
function shorten(records: readonly BatchRecord[]): unknown[] {
  return records.map((record) => [
    record.kind === 'value' ? record.value : record.kind === 'blank' ? 'blank' : record.problem.code,
    record.place.line,
  ]);
}

describe('the same records come out', () => {
  const line = fc.oneof(
    fc.constantFrom(
      '{"text":"é😀"}',
      '',
      ' ',
      '{',
      '\ufeff',
      'null',
      '{"a":"\\u2028"}',
      '"',
      'a;"b',
      '"x"",y"',
      'id,text',
      'id;text',
      '1,"a',
    ),
    fc.json({ maxDepth: 2 }),
    fc.string({ unit: 'binary', maxLength: 8 }),
  );
  const text = fc
    .tuple(
      fc.constantFrom('', 'id,text,site\n', 'sep=;\n', '[', '{"a":1}\n', '\ufeff'),
      fc.array(line, { maxLength: 12 }),
      fc.constantFrom('\n', '\r\n', ',\n'),
    )
    .map(([head, lines, end]) => head + lines.join(end));
  const content = fc.oneof(
    text.map((all) => Buffer.from(all)),
    text.map((all) => Buffer.from(`\ufeff${all}`, 'utf16le')),
    fc.uint8Array({ maxLength: 60 }).map((all) => Buffer.from(all)),
  );
  const format = fc.constantFrom<InputFormat>('auto', 'ndjson', 'json', 'csv');

  test('whatever the size of the chunks is', async () => {
    await fc.assert(
      fc.asyncProperty(content, format, async (bytes, as) => {
        const whole = await recordsOf([bytes], as);
        for (const size of [1, 2, 3, 5, 8, 13, 21, Math.max(1, bytes.length - 1)])
          expect(await recordsOf(inPieces(bytes, size), as)).toEqual(whole);
      }),
      // The mark at its end is white space once it is whole.
      { numRuns: 500, examples: [[Buffer.from('[]\n\ufeff'), 'auto']] },
    );
  });

  test('packed with gzip in one or more members, or not', async () => {
    await fc.assert(
      fc.asyncProperty(content, format, fc.nat(), fc.nat(40), async (bytes, as, cut, size) => {
        // What looks packed already would be unpacked twice.
        fc.pre(!(bytes[0] === 0x1f && bytes[1] === 0x8b));
        const at = cut % (bytes.length + 1);
        const packed = Buffer.concat([gzipSync(bytes.subarray(0, at)), gzipSync(bytes.subarray(at))]);
        expect(await recordsOf(inPieces(packed, size + 1), as)).toEqual(await recordsOf([bytes], as));
      }),
      { numRuns: 200 },
    );
  });

  test('when lines are longer than chunks, and chunks longer than the reader takes at once', async () => {
    const lines = Array.from({ length: 3000 }, (_, at) =>
      JSON.stringify({ id: String(at), text: 'é'.repeat((at * 37) % 900) }),
    );
    const bytes = Buffer.from(lines.join('\n'));
    const whole = await recordsOf([bytes]);
    expect(whole).toHaveLength(3000);
    for (const size of [777, 64 * 1024, 256 * 1024, 1_000_003]) {
      expect(await recordsOf(inPieces(bytes, size))).toEqual(whole);
      expect(await recordsOf(inPieces(gzipSync(bytes), size))).toEqual(whole);
    }
  });
});

describe('gzip', () => {
  const lines = Array.from({ length: 2000 }, (_, at) => JSON.stringify({ id: at, text: String((at * 7919) % 10007) }));
  const packed = gzipSync(lines.join('\n'));

  test('that is cut off gives what there is, and tells the line where the rest is missing', async () => {
    for (const end of [packed.length - 1, packed.length - 9, Math.floor(packed.length / 2), 100]) {
      const found = await recordsOf([packed.subarray(0, end)]);
      const last = found.at(-1)!;
      expect(found.slice(0, -1).every(({ kind }, at) => kind === 'value' && found[at]!.place.line === at + 1)).toBe(
        true,
      );
      expect(last).toMatchObject({ kind: 'unreadable', problem: { code: 'bad-gzip' }, place: { line: found.length } });
      expect(last.kind === 'unreadable' && last.problem.message).toContain('too early');
      for (const size of [1, 100, 4096])
        expect(await recordsOf(inPieces(packed.subarray(0, end), size))).toEqual(found);
    }
    expect((await recordsOf([packed.subarray(0, packed.length - 9)])).length).toBeGreaterThan(1900);
  });

  test('that is damaged is told once, however it arrives', async () => {
    for (const place of [3, 2000, packed.length - 6, packed.length - 2]) {
      const bytes = Buffer.from(packed);
      bytes[place]! ^= 0xff;
      const found = await recordsOf([bytes]);
      expect(
        found.filter(({ kind }) => kind === 'unreadable').map((one) => one.kind === 'unreadable' && one.problem.code),
      ).toContain('bad-gzip');
      expect(found.at(-1)).toMatchObject({ problem: { code: 'bad-gzip' } });
      for (const size of [1, 999]) expect(await recordsOf(inPieces(bytes, size))).toEqual(found);
    }
  });

  const two = gzipSync('{"id":"a"}\n{"id":"b"}\n');
  const flipped = (bytes: Uint8Array, fromEnd: number): Buffer => {
    const damaged = Buffer.from(bytes);
    damaged[damaged.length - fromEnd]! ^= 0xff;
    return damaged;
  };
  test.each<[string, Buffer]>([
    ['rubbish behind it', Buffer.concat([two, Buffer.from('garbage')])],
    ['a page of rubbish behind it', Buffer.concat([two, Buffer.alloc(5000, 'x')])],
    ['a wrong check sum', flipped(two, 6)],
    ['a wrong length', flipped(two, 2)],
    ['the beginning of another member behind it', Buffer.concat([two, two.subarray(0, 4)])],
    ['a damaged member behind it', Buffer.concat([two, flipped(two, two.length - 10)])],
  ])('gives every record that stands before %s', async (_, bytes) => {
    for (const size of [1, 7, 4096]) {
      const found = shorten(await recordsOf(inPieces(bytes, size)));
      expect(found.slice(0, 2)).toEqual([
        [{ id: 'a' }, 1],
        [{ id: 'b' }, 2],
      ]);
      expect(found.slice(2)).toEqual([['bad-gzip', 3]]);
    }
  });

  test('that is damaged gives what it would if it were cut off before the damage', async () => {
    for (let place = 30; place < packed.length; place += 397) {
      const whole = (await recordsOf([packed.subarray(0, place)])).filter(({ kind }) => kind === 'value');
      const found = await recordsOf([flipped(packed, packed.length - place)]);
      expect(found.slice(0, whole.length)).toEqual(whole);
    }
  });

  test('that is damaged far from its beginning loses no more than a page', async () => {
    const many = Array.from({ length: 40_000 }, (_, at) =>
      JSON.stringify({ id: at, text: String((at * 7919) % 10007) }),
    );
    const large = gzipSync(many.join('\n'));
    expect(large.length).toBeGreaterThan(200_000);
    const found = (await recordsOf([flipped(large, 6)])).filter(({ kind }) => kind === 'value');
    expect(found.length).toBeGreaterThan(many.length * (1 - 2048 / large.length));
  });

  test('is not what a bad first line is whose first bytes are those of gzip, or of the mark of UTF-16', async () => {
    for (const start of [
      [0x1f, 0x8b],
      [0xff, 0xfe],
    ])
      for (const rest of ['{"id":"a"}', 'a'])
        for (const format of ['auto', 'ndjson'] as const) {
          if (format === 'auto' && rest === 'a') continue; // a table in UTF-16, for all that anybody can tell
          const bytes = Buffer.concat([Buffer.from(start), Buffer.from(`${rest}\n{"id":"b"}\n{"id":"c"}\n`)]);
          expect(shorten(await recordsOf([bytes], format)).slice(1)).toEqual([
            [{ id: 'b' }, 2],
            [{ id: 'c' }, 3],
          ]);
        }
  });

  test('may have zeros behind it, but nothing else', async () => {
    const one = gzipSync('{"id":"a"}\n');
    const many = gzipSync(`${lines.join('\n')}\n`);
    expect(shorten(await recordsOf([Buffer.concat([one, Buffer.alloc(512)])]))).toEqual([[{ id: 'a' }, 1]]);
    const found = await recordsOf([Buffer.concat([many, Buffer.from('rubbish')])]);
    expect(found.length).toBeGreaterThan(1500);
    expect(found.at(-1)).toMatchObject({ problem: { code: 'bad-gzip' }, place: { line: found.length } });
  });
});

describe('UTF-16', () => {
  test('is read where a mark announces it; half a character spoils its own line', async () => {
    const bytes = Buffer.from('\ufeff{"id":"ü😀"}\r\n{"id":"\ud800"}\n\n{"id":"c"}', 'utf16le');
    expect(shorten(await recordsOf(inPieces(bytes, 3)))).toEqual([
      [{ id: 'ü😀' }, 1],
      ['not-utf8', 2],
      ['blank', 3],
      [{ id: 'c' }, 4],
    ]);
    expect(shorten(await recordsOf([bytes.subarray(0, -1)])).at(-1)).toEqual(['not-utf8', 4]);
  });
});

describe('memory', () => {
  const held = (): number => {
    const { heapUsed, external } = process.memoryUsage();
    return heapUsed + external;
  };

  test.each<[string, InputFormat, number, string, string]>([
    [
      'NDJSON',
      'ndjson',
      300,
      '',
      '{"id":"INC-0012345","agent":"jdoe","text":"status bar says Not Responding","facts":{}}\n',
    ],
    [
      'a JSON array',
      'json',
      100,
      '[',
      '{"id":"INC-0012345","agent":"jdoe","text":"status bar says Not Responding","facts":{}},\n',
    ],
  ])(
    'stays flat over much %s and a reader that takes its time',
    async (_, format, megabytes, head, line) => {
      const chunk = Buffer.from(line.repeat(Math.floor((64 * 1024) / line.length)));
      function* chunks(): Generator<Uint8Array> {
        yield Buffer.from(head);
        for (let given = 0; given < megabytes * MIB; given += chunk.length) yield chunk;
      }
      let most = 0;
      let records = 0;
      let batches = 0;
      const before = held();
      for await (const batch of readIncidents(chunks(), { format, catalogue: new Map() })) {
        records += [...batch].length;
        if (++batches % 100 !== 0) continue;
        await new Promise((resolve) => setTimeout(resolve, 1));
        most = Math.max(most, held() - before);
      }
      expect(records).toBeGreaterThan(megabytes * 10_000);
      expect(most).toBeLessThan(96 * MIB);
    },
    120_000,
  );

  test('a line of nothing but commas is too large, however it arrives', async () => {
    const bytes = Buffer.from(`id,text\n${','.repeat(6 * MIB)}\n1,b\n`);
    for (const size of [100_000, bytes.length]) {
      expect(shorten(await recordsOf(inPieces(bytes, size)))).toEqual([
        ['too-large', 2],
        [{ id: '1', text: 'b', facts: {} }, 3],
      ]);
    }
  });

  test('of a line, a cell or an element of 256 MiB no more is held than tells that it is too long', async () => {
    const chunk = new Uint8Array(MIB).fill(0x78);
    const before = process.memoryUsage().arrayBuffers;
    for (const [format, head, tail] of [
      ['ndjson', '', '\n{}\n'],
      ['json', '["', '",{}]'],
      ['csv', 'id,text\n1,"', '"\n2,b\n'],
    ] as const) {
      function* chunks(): Generator<Uint8Array> {
        yield Buffer.from(head);
        for (let given = 0; given < 256; given++) yield chunk;
        yield Buffer.from(tail);
      }
      const held: number[] = [];
      const codes: unknown[] = [];
      for await (const batch of readIncidents(chunks(), { format, catalogue: new Map() })) {
        held.push(process.memoryUsage().arrayBuffers - before);
        for (const record of batch) codes.push(record.kind === 'unreadable' ? record.problem.code : record.kind);
      }
      expect(codes).toEqual(['too-large', 'value']);
      expect(Math.max(...held)).toBeLessThan(48 * MIB);
    }
  });
});
