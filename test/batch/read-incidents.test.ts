import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { InputFormat } from '../../src/batch/check-choices.ts';
import { readIncidents } from '../../src/batch/read-incidents.ts';
import type { BatchRecord } from '../../src/batch/record.ts';

const MIB = 1024 * 1024;
const NO_FACTS = new Map();

/** The records of an input that comes in these chunks. */
async function recordsOf(chunks: Iterable<Uint8Array>, format: InputFormat = 'auto'): Promise<BatchRecord[]> {
  const records: BatchRecord[] = [];
  for await (const batch of readIncidents(chunks, { format, catalogue: NO_FACTS })) records.push(...batch);
  return records;
}

/** Each record in short: its value, or the code of why it has none, with its line and index. */
async function read(input: string | Uint8Array, format: InputFormat = 'auto'): Promise<unknown[]> {
  return shorten(await recordsOf([Buffer.from(input as string)], format));
}

function shorten(records: readonly BatchRecord[]): unknown[] {
  return records.map((record) => [
    record.kind === 'value' ? record.value : record.kind === 'blank' ? 'blank' : record.problem.code,
    record.place.line,
    ...(record.place.index === undefined ? [] : [record.place.index]),
  ]);
}

function bytes(...parts: (string | number[])[]): Uint8Array {
  return Buffer.concat(parts.map((part) => Buffer.from(part as string)));
}

describe('what an input is', () => {
  test.each<[string, string, unknown[]]>([
    ['one object on a line', '{"id":"a"}', [[{ id: 'a' }, 1]]],
    ['one object spread over lines', '\n{\n  "id": "a",\n  "facts": {\n  }\n}\n', [[{ id: 'a', facts: {} }, 2]]],
    ['an object whose inner braces stand at the margin', '{"facts":\n{}\n}', [[{ facts: {} }, 1]]],
    [
      'an array on a line',
      '[{"id":"a"},{"id":"b"}]\n',
      [
        [{ id: 'a' }, 1, 0],
        [{ id: 'b' }, 1, 1],
      ],
    ],
    [
      'an array spread over lines',
      '[\n{"id":"a"},\n\n  {"id":\n"b"}\n]\n',
      [
        [{ id: 'a' }, 2, 0],
        [{ id: 'b' }, 4, 1],
      ],
    ],
    ['an empty array', ' [ ] ', []],
    [
      'lines',
      '{"id":"a"}\n{"id":"b"}\n',
      [
        [{ id: 'a' }, 1],
        [{ id: 'b' }, 2],
      ],
    ],
    [
      'lines without a last line end',
      '{"id":"a"}\n{"id":"b"}',
      [
        [{ id: 'a' }, 1],
        [{ id: 'b' }, 2],
      ],
    ],
    [
      'lines of which the first is an array',
      '[1]\n{"id":"b"}',
      [
        [[1], 1],
        [{ id: 'b' }, 2],
      ],
    ],
    [
      'lines of which the first is broken',
      '{"id":"a", "facts": {\n{"id":"b"}',
      [
        ['bad-json', 1],
        [{ id: 'b' }, 2],
      ],
    ],
    [
      'lines of which the first is no JSON at all',
      'id,text\n{"id":"b"}',
      [
        ['bad-json', 1],
        [{ id: 'b' }, 2],
      ],
    ],
    ['a broken object spread over lines', '{\n  "id": "a"\n  "text": "b"\n}', [['bad-json', 1]]],
    ['words', 'she cannot hear me', [['bad-json', 1]]],
    ['a number', '7', [[7, 1]]],
    ['nothing', '', []],
  ])('%s', async (_, input, expected) => {
    expect(await read(input)).toEqual(expected);
  });

  test('a format that is given is not guessed', async () => {
    expect(await read('[{"id":"a"}]', 'ndjson')).toEqual([[[{ id: 'a' }], 1]]);
    expect(await read('{"id":"a"}\n{"id":"b"}', 'json')).toEqual([['bad-json', 1]]);
  });
});

describe('lines', () => {
  test('a byte order mark, CRLF and blank lines are read, and lines are counted as an editor counts them', async () => {
    const input = bytes([0xef, 0xbb, 0xbf], '{"id":"a"}\r\n\r\n   \n{"id":"b"}\r\n');
    expect(await read(input)).toEqual([
      [{ id: 'a' }, 1],
      ['blank', 2],
      ['blank', 3],
      [{ id: 'b' }, 4],
    ]);
  });

  test('a lone carriage return, U+2028 and NUL end no line', async () => {
    expect(await read('{"id":"a\u2028"}\n{"id":\r"b"}\n{"id":"\0"}\n{"id":"d"}')).toEqual([
      [{ id: 'a\u2028' }, 1],
      [{ id: 'b' }, 2],
      ['bad-json', 3],
      [{ id: 'd' }, 4],
    ]);
  });

  test('bytes that are not UTF-8 spoil their own line only', async () => {
    expect(await read(bytes('{"id":"a"}\n{"id":"', [0xff], '"}\n{"id":"c"}'))).toEqual([
      [{ id: 'a' }, 1],
      ['not-utf8', 2],
      [{ id: 'c' }, 3],
    ]);
  });

  test('a line of 1 MiB is read, one byte more is refused, and the next one is read', async () => {
    const line = (size: number): string => `{"text":"${'x'.repeat(size - 11)}"}`;
    expect(line(MIB)).toHaveLength(MIB);
    const records = await read(`${line(MIB)}\n${line(MIB + 1)}\n{}`);
    expect(records.map((entry) => (entry as unknown[])[0])).toEqual([{ text: 'x'.repeat(MIB - 11) }, 'too-large', {}]);
  });

  test('two characters of three bytes count as six', async () => {
    expect(await read(`{"text":"${'€'.repeat(MIB / 3)}"}`)).toEqual([['too-large', 1]]);
    expect(await read(`[{"text":"${'€'.repeat(MIB / 3)}"},{}]`)).toEqual([
      ['too-large', 1, 0],
      [{}, 1, 1],
    ]);
  });

  test('nesting without end is refused without overflowing, in lines and in arrays', async () => {
    const deep = '['.repeat(200_000) + ']'.repeat(200_000);
    expect(await read(`{"facts":${deep}}\n{}`)).toEqual([
      ['too-deep', 1],
      [{}, 2],
    ]);
    expect(await read(`[{},{"facts":${deep}}]`)).toEqual([
      [{}, 1, 0],
      ['too-deep', 1, 1],
    ]);
  });
});

describe('an array', () => {
  test.each<[string, string, unknown[]]>([
    [
      'a broken element does not take the others with it',
      '[{"id":"a"},\n{bad},\n{"id":"c"}]',
      [
        [{ id: 'a' }, 1, 0],
        ['bad-json', 2, 1],
        [{ id: 'c' }, 3, 2],
      ],
    ],
    [
      'brackets, commas and quotes in strings are text',
      String.raw`[{"id":"],\"}["},"\\",[","]]`,
      [
        [{ id: '],"}[' }, 1, 0],
        ['\\', 1, 1],
        [[','], 1, 2],
      ],
    ],
    [
      'a comma too many is a broken element',
      '[{},\n]',
      [
        [{}, 1, 0],
        ['bad-json', 2, 1],
      ],
    ],
    [
      'an array without an end says so',
      '[{},\n{"id":"b"}\n',
      [
        [{}, 1, 0],
        [{ id: 'b' }, 2, 1],
        ['bad-json', 3, 2],
      ],
    ],
    [
      'so does one that is cut in an element',
      '[{},{"id":',
      [
        [{}, 1, 0],
        ['bad-json', 1, 1],
        ['bad-json', 1, 2],
      ],
    ],
    [
      'what stands after the end is told',
      '[{}]\n{}',
      [
        [{}, 1, 0],
        ['bad-json', 2, 1],
      ],
    ],
  ])('%s', async (_, input, expected) => {
    expect(await read(input, 'json')).toEqual(expected);
  });

  test('bytes that are not UTF-8 spoil their own element only', async () => {
    expect(await read(bytes('[{},\n{"id":"', [0xc3, 0x28], '"},{}]'))).toEqual([
      [{}, 1, 0],
      ['not-utf8', 2, 1],
      [{}, 2, 2],
    ]);
  });

  test('an element of more than a mebibyte is refused, and the next one is read', async () => {
    const big = JSON.stringify({ text: 'x'.repeat(MIB) });
    expect(await read(`[{},\n${big},\n{"id":"c"}]`)).toEqual([
      [{}, 1, 0],
      ['too-large', 2, 1],
      [{ id: 'c' }, 3, 2],
    ]);
  });

  test('an array holds what JSON.parse finds in it, however it is laid out', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.jsonValue({ maxDepth: 4 })), fc.nat(4), async (values, indent) => {
        const text = JSON.stringify(values, null, indent);
        const records = await recordsOf([new TextEncoder().encode(text)], 'json');
        expect(records.map((record) => record.kind === 'value' && record.value)).toEqual(JSON.parse(text));
      }),
    );
  });
});

test('an array without a line end is read element by element', async () => {
  const part = Buffer.from('{"id":"a"},'.repeat(40_000));
  expect(await recordsOf([Buffer.from('['), ...Array<Uint8Array>(10).fill(part), Buffer.from('{}]')])).toHaveLength(
    400_001,
  );
});

test('there is one record for each line, whatever the lines are', async () => {
  const line = fc.oneof(
    fc.json({ maxDepth: 3 }),
    fc.string({ unit: 'binary' }).map((text) => text.replaceAll('\n', '')),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(line), fc.constantFrom('\n', '\r\n'), async (lines, end) => {
      // A mark that only announces the encoding is no part of the first line.
      const input = Buffer.from(`\ufeff${lines.map((text) => text + end).join('')}`);
      const records = await recordsOf([input], 'ndjson');
      expect(records.map((record) => record.place.line)).toEqual(lines.map((_, at) => at + 1));
    }),
  );
});

test('no bytes make the reader throw', async () => {
  const part = fc.constantFrom(
    '"',
    ',',
    ';',
    '\n',
    '\r',
    '{',
    '}',
    '[',
    ']',
    'id',
    'text',
    '\u0000',
    'sep=;',
    ' ',
    'é',
  );
  const input = fc.oneof(
    fc.uint8Array({ maxLength: 200 }),
    fc.array(part, { maxLength: 60 }).map((parts) => new Uint8Array(Buffer.from(parts.join('')))),
  );
  await fc.assert(
    fc.asyncProperty(input, fc.constantFrom<InputFormat>('auto', 'ndjson', 'json', 'csv'), async (content, format) => {
      for (const record of await recordsOf([content], format)) expect(record.place.line).toBeGreaterThan(0);
    }),
    { numRuns: 1000 },
  );
});
