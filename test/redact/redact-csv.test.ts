import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cellsOf } from '../../src/redact/csv-cells.ts';
import { csvColumns } from '../../src/redact/csv-columns.ts';
import { textContent } from '../../src/redact/door.ts';
import { newPlaceholders } from '../../src/redact/placeholders.ts';
import { redactCsv } from '../../src/redact/redact-csv.ts';
import { structureOf } from '../../src/redact/structure.ts';
import { readCsv } from '../support/outside-readers.ts';
import { cpuTime } from '../support/cpu-time.ts';

/** A table in pieces of `size` characters, redacted. */
async function redact(text: string, size = text.length): Promise<string> {
  async function* pieces(): AsyncGenerator<string> {
    for (let at = 0; at < text.length; at += size) yield text.slice(at, at + size);
  }
  let result = '';
  for await (const piece of redactCsv(pieces(), newPlaceholders(), new Map())) result += piece;
  return result;
}

describe('a table', () => {
  it.each<[string, string, string]>([
    [
      'commas',
      'id,first name,pwd\n1,lea,Otter lake\n2,,\n',
      'id,first name,pwd\n1,{customer-name-1},{password-1}\n2,,\n',
    ],
    ['semicolons', 'Kunde;CVC;Ort\r\nLea Kern;123;Ulm\r\n', 'Kunde;CVC;Ort\r\n{customer-name-1};{cvc-1};Ulm\r\n'],
    ['tabs', 'sid\tphone\nq1w2e3r4t5\t0151 2345', 'sid\tphone\n{session-1}\t{telephone-1}'],
    ['quotes', '"api key","note"\n"a ""b"", c","x, y"\n', '"api key","note"\n"{api-key-1}","x, y"\n'],
    ['lines in cells', 'note,pin\n"a\nb",4711\n', 'note,pin\n"a\nb",{one-time-code-1}\n'],
    [
      'text that must stay text',
      'ani,otp\n="4155550100",\'8812\'\n',
      'ani,otp\n="{telephone-1}",\'{one-time-code-1}\'\n',
    ],
    ['a mark', '\uFEFFpassword,x\nOtter,1\n', '\uFEFFpassword,x\n{password-1},1\n'],
    ['JSON in cells', 'ssn,data\n,"{""secret"":""Otter7lake""}"\n', 'ssn,data\n,"{""secret"":""{api-key-1}""}"\n'],
    ['what shows itself', 'cvv,mail\n,a@x.org and 5425233430109903\n', 'cvv,mail\n,{email-1} and {card-1}\n'],
    ['a quote that is none', 'size,cvc\n5" disk,321\n"6" disk,322\n', 'size,cvc\n5" disk,{cvc-1}\n"6" disk,{cvc-2}\n'],
    [
      'the same header again',
      'user,password\njo,Otter\nuser,password\n',
      'user,password\njo,{password-1}\nuser,password\n',
    ],
    [
      'persons and queues',
      'caller,queue\nLea Kern,Sales East\nunknown,x\n',
      'caller,queue\n{customer-name-1},Sales East\nunknown,x\n',
    ],
    [
      'names and keys of a contact center',
      'accountHolder,CED,taxId,digest\nOtto Fen,4410,12-3456789,"response=""324d3a86ad86dda2ac6e0ea6b1e4b4c3"""\n',
      'accountHolder,CED,taxId,digest\n{customer-name-1},{keypad-1},{national-id-1},"response=""{sip-digest-1}"""\n',
    ],
  ])('with %s loses what its columns announce', async (_, text, expected) => {
    expect(await redact(text)).toBe(expected);
  });

  it.each([
    ['with a column of secrets', 'csv', 'time;password\n1;x\n'],
    ['of persons', 'csv', 'id,caller\n1,x\n'],
    ['without such columns', 'text', 'time,queue,agent\n08:41,Sales,a7\n'],
    ['that is a log', 'text', 'start, token refresh, done\n08:41 the token was refreshed\nok\n'],
    ['that is one line', 'text', 'user,password\n'],
    ['whose rows differ', 'text', 'user,password\na,b\na,b,c\n'],
    ['of one column', 'text', 'password\nreset\n'],
    ['with numbers in its header', 'text', '12,password\n1,2\n'],
  ])('%s is %s', async (_, structure, text) => {
    expect(await structureOf(textContent(text))).toBe(structure);
  });

  it('gives the same however it is cut, and changes nothing else', async () => {
    const cell = fc.constantFrom('', 'a', 'b c', '"x, y"', '"two\nlines"', '"a ""q"" b"', 'ä', ' z ', '5" disk');
    const row = fc
      .tuple(cell, cell, fc.constantFrom('Otter7lake', '"Otter7 lake"', ''))
      .map((cells) => cells.join(','));
    const rest = (text: string): string => text.replaceAll(/Otter7 ?lake|\{password-\d\}/g, '');
    await fc.assert(
      fc.asyncProperty(
        fc.array(row, { minLength: 1, maxLength: 20 }),
        fc.integer({ min: 1, max: 50 }),
        async (rows, size) => {
          const text = `a,b,password\n${rows.join('\n')}\n`;
          const whole = await redact(text);
          expect(await redact(text, size)).toBe(whole);
          expect(whole).not.toContain('Otter7');
          expect(rest(whole)).toBe(rest(text));
        },
      ),
      { numRuns: 60 },
    );
  });

  it('has the same rows for outsiders', async () => {
    const table = 'a,password,b\n"x ""y"", z",Otter,1\n"two\nlines","a ""b""",2\n';
    expect(readCsv(await redact(table))).toEqual(
      readCsv(table).map((read, index) => ({ ...read, password: `{password-${index + 1}}` })),
    );
  });

  it('is read to its end, however many rows there are', async () => {
    const text = `id,password\n${Array.from({ length: 40_000 }, (_, id) => `${id},Otter${id}lake\n`).join('')}`;
    const redacted = await redact(text, 60_000);
    expect(redacted).not.toContain('Otter');
    expect(redacted.split('\n')).toHaveLength(40_002);
  });

  it('is searched in time that grows with its length, whatever quotes it has', { timeout: 60_000 }, async () => {
    for (const piece of ['"', '""', '",', ',"', '"\n', ',""', '"",', "'", '="', 'x,"\n', '"a,b\n']) {
      const text = `password,b\n1,2\n${piece.repeat(200_000 / piece.length)}`;
      const started = cpuTime();
      csvColumns(text);
      await redact(text);
      expect([piece, cpuTime() - started < 3_000]).toEqual([piece, true]);
    }
  });
});

describe('the cells of a row', () => {
  it('are none when the row may go on', () => {
    expect(cellsOf('a,"b', 0, ',')).toBeUndefined();
    expect(cellsOf('', 0, ',')).toBeUndefined();
  });
});
