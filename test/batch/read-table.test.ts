import { describe, expect, test } from 'vitest';
import fc from 'fast-check';
import { stringify } from 'csv-stringify/sync';
import { catalogueOf } from '../../src/rules/catalogue.ts';
import { readIncidents } from '../../src/batch/read-incidents.ts';
import type { InputFormat } from '../../src/batch/check-choices.ts';
import { builtInRules } from '../support/built-in-rules.ts';

interface Read {
  readonly records: readonly unknown[];
  readonly problems: readonly unknown[];
  readonly notices: readonly string[];
}

async function read(input: string | Uint8Array, format: InputFormat = 'auto'): Promise<Read> {
  const { rules } = await builtInRules();
  const records: unknown[] = [];
  const problems: unknown[] = [];
  const notices: string[] = [];
  const options = { format, catalogue: catalogueOf(rules), notice: (text: string) => notices.push(text) };
  for await (const batch of readIncidents([Buffer.from(input as string)], options))
    for (const record of batch) {
      const { line } = record.place;
      records.push([
        record.kind === 'value' ? record.value : record.kind === 'blank' ? 'blank' : record.problem.code,
        line,
      ]);
      if (record.kind === 'value') for (const { code } of record.problems ?? []) problems.push([code, line]);
    }
  return { records, problems, notices };
}

describe('a table', () => {
  test.each([',', ';', '\t'])('with %j between its cells is read by its header', async (delimiter) => {
    const header = ['ID', ' observedat ', 'Desktop.Status', 'phone.rings', 'affected.agents', 'network.outage', 'text'];
    const rows = [
      ['a', '2026-11-20T08:41:00Z', 'Not-Responding', 'No', '12', '1m 30s', 'silent, or so'],
      ['b', '', '', 'TRUE', '', '', ''],
    ];
    const table = stringify([header, ...rows], { delimiter, record_delimiter: '\r\n', bom: true });
    const { records, problems, notices } = await read(table);
    expect(records).toEqual([
      [
        {
          id: 'a',
          observedAt: '2026-11-20T08:41:00Z',
          text: 'silent, or so',
          facts: {
            'desktop.status': 'not-responding',
            'phone.rings': false,
            'affected.agents': 12,
            'network.outage': '1m30s',
          },
        },
        2,
      ],
      [{ id: 'b', facts: { 'phone.rings': true } }, 3],
    ]);
    expect([problems, notices]).toEqual([[], []]);
  });

  test('has its lines counted through quoted line breaks, and blank ones skipped', async () => {
    const { records } = await read('\n\nid,text\r\na,"one\r\ntwo\n\nthree"\r\n\r\n , \nb,x\n"c\n","""q"""');
    expect(records).toEqual([
      ['blank', 1],
      ['blank', 2],
      [{ id: 'a', text: 'one\r\ntwo\n\nthree', facts: {} }, 4],
      ['blank', 8],
      ['blank', 9],
      [{ id: 'b', text: 'x', facts: {} }, 10],
      [{ id: 'c', text: '"q"', facts: {} }, 11],
    ]);
  });

  test('may begin with a line for Excel', async () => {
    expect((await read('sep=;\r\nid;text\r\na;b,c\r\n')).records).toEqual([[{ id: 'a', text: 'b,c', facts: {} }, 3]]);
  });

  test('tells of too many and too few cells, and reads the rest', async () => {
    const { records, problems } = await read('id,text,site\na,b\nc,d,e,f\ng,h,i\n');
    expect(problems).toEqual([
      ['too-few-cells', 2],
      ['too-many-cells', 3],
    ]);
    expect(records).toEqual([
      [{ id: 'a', text: 'b', facts: {} }, 2],
      [{ id: 'c', text: 'd', site: 'e', facts: {} }, 3],
      [{ id: 'g', text: 'h', site: 'i', facts: {} }, 4],
    ]);
  });

  test('spoils no more than the record whose bytes or quotes are at fault', async () => {
    const rows = [
      'id,text,site',
      'a,"a "phone" rings",x', // a quote too few, but each cell can still be told
      'b,5" monitor,x',
      'c,"never closed,x',
      'd,fine,y',
      'e,"two\nlines",y',
      'f,\u00ff,z',
      'g,"closed"then not",z',
      'h,fine,"z"',
    ];
    const bytes = Buffer.from(rows.join('\n').replace('\u00ff', '\u0001'));
    bytes[bytes.indexOf(1)] = 0xff;
    expect((await read(bytes)).records).toEqual([
      [{ id: 'a', text: 'a "phone" rings', site: 'x', facts: {} }, 2],
      [{ id: 'b', text: '5" monitor', site: 'x', facts: {} }, 3],
      ['bad-csv', 4],
      [{ id: 'd', text: 'fine', site: 'y', facts: {} }, 5],
      [{ id: 'e', text: 'two\nlines', site: 'y', facts: {} }, 6],
      ['not-utf8', 8],
      [{ id: 'g', text: 'closed"then not', site: 'z', facts: {} }, 9],
      [{ id: 'h', text: 'fine', site: 'z', facts: {} }, 10],
    ]);
  });

  test('that ends in the middle of a record has one record that cannot be read', async () => {
    expect((await read('id,text,site\na,b,c\nd,"one\ntwo\nthr')).records).toEqual([
      [{ id: 'a', text: 'b', site: 'c', facts: {} }, 2],
      ['bad-csv', 3],
    ]);
  });

  test('with a quote that is never closed loses one record of 40,000', async () => {
    const rows = Array.from({ length: 40_000 }, (_, at) => `${at},status bar says Not Responding,TUL`);
    rows[5] = '5,"phone is silent,TUL';
    const { records } = await read(`id,text,site\n${rows.join('\n')}`);
    expect(records).toHaveLength(40_000);
    expect(records[5]).toEqual(['bad-csv', 7]);
    expect(records[6]).toMatchObject([{ id: '6' }, 8]);
  });

  test('with a loose quote in each line is read in a time that grows with its length', async () => {
    const rows = Array.from({ length: 20_000 }, (_, at) => `${at},5" monitor,TUL`);
    const { records } = await read(`id,text,site\n${rows.join('\n')}`);
    expect(records).toHaveLength(20_000);
    expect(records.at(-1)).toMatchObject([{ id: '19999', text: '5" monitor' }, 20_001]);
  });

  test('whose header means nothing says so once', async () => {
    const { notices, records } = await read('number;short description\nINC1;a\nINC2;b');
    expect(records).toHaveLength(2);
    expect(notices).toEqual([
      expect.stringContaining('the input: no column of the header means anything here (number, short description)'),
    ]);
  });

  test('has odd columns told once: a misspelt one, and one that stands there twice', async () => {
    const { notices, records } = await read('id,ID,agnt,phone.ring,priority\n1,2,3,yes,4');
    expect(notices.map((notice) => notice.replace('the input: ', ''))).toEqual([
      'the column "ID" stands there twice; the first is read',
      'the column "agnt" is not read; did you mean "agent"?',
      'the column "phone.ring" is not read; did you mean "phone.rings"?',
    ]);
    expect(records).toEqual([[{ id: '1', facts: {} }, 2]]);
  });

  test.each<[string, string, string]>([
    ['a header of known names', 'id,text\n1,2', 'csv'],
    ['a single known name', 'text\nsilence', 'csv'],
    ['names that nobody knows', 'number;state\n1;2', 'csv'],
    ['words before lines of JSON', 'oops, there it goes\n{"id":"a"}', 'ndjson'],
    ['words', 'she cannot hear me', 'ndjson'],
  ])('is told from lines of JSON by %s', async (_, input, format) => {
    expect(await read(input)).toEqual(await read(input, format as InputFormat));
    expect(await read(input)).not.toEqual(await read(input, format === 'csv' ? 'ndjson' : 'csv'));
  });

  test('gives back what csv-stringify wrote', async () => {
    const cell = fc.string({
      unit: fc.constantFrom('a', 'é', '"', ',', ';', '\t', '\n', '\r', ' ', '😀', "'"),
      maxLength: 6,
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(cell, cell), { minLength: 1 }),
        fc.constantFrom(',', ';', '\t'),
        async (rows, delimiter) => {
          const table = stringify([['id', 'text'], ...rows], { delimiter, quoted: true });
          const { records } = await read(table, 'csv');
          let line = 2;
          const expected = rows.map(([id, text]) => {
            const at = line;
            line += 1 + `${id}${text}`.split('\n').length - 1;
            if (id.trim() === '' && text.trim() === '') return ['blank', at];
            const value = {
              ...(id.trim() === '' ? {} : { id: id.trim() }),
              ...(text.trim() === '' ? {} : { text: text.trim() }),
              facts: {},
            };
            return [value, at];
          });
          expect(records).toEqual(expected);
        },
      ),
      { numRuns: 300 },
    );
  });
});
