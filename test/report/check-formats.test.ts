import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { countResults, exitCodeOf } from '../../src/batch/summary.ts';
import { CHECK_FORMAT_NAMES, type CheckFormatName } from '../../src/report/check-format.ts';
import { CHECK_FORMATS } from '../../src/report/check-formats.ts';
import { escapeText } from '../../src/report/escape.ts';
import type { Result, Summary } from '../../src/report/result.ts';
import { renderLines } from '../../src/report/text.ts';
import { anyBatch, HOSTILE, hostileResult, plainResult } from '../support/results.ts';
import { readCsv, readJsonValues, readJunit, readTap } from '../support/outside-readers.ts';

function summaryOf(results: readonly Result[], blankLines = 0): Summary {
  const counter = countResults();
  for (const result of results) counter.add(result);
  return counter.summary(blankLines);
}

function print(name: CheckFormatName, results: readonly Result[], blankLines = 0): string {
  const format = CHECK_FORMATS[name]((lines) => renderLines(lines, { color: false }));
  const summary = summaryOf(results, blankLines);
  return [format.head, ...results.map(format.result), format.tail(summary, exitCodeOf(summary))].join('');
}

/** Status and action of each record in order, and what the format says of the whole. */
interface Read {
  readonly records: readonly string[];
  readonly summary?: unknown;
}

interface Told {
  readonly status?: unknown;
  readonly action?: unknown;
}

const told = ({ status, action }: Told): string => `${String(status)} ${String(action)}`;

const READERS: Readonly<Record<Exclude<CheckFormatName, 'text'>, (text: string) => Read>> = {
  ndjson: (text) => ({ records: (readJsonValues(text) as Result[]).map(told) }),
  json: (text) => {
    const [document, ...more] = readJsonValues(text) as { results: Result[]; summary: Summary; exitCode: number }[];
    expect(more).toEqual([]);
    expect(Object.keys(document!)).toEqual(['schema', 'results', 'summary', 'exitCode']);
    const { results, summary, exitCode } = document!;
    return { records: results.map(told), summary: { ...summary, exitCode } };
  },
  junit: (text) => {
    const suites = readJunit(text);
    for (const { attributes, cases } of suites) {
      const parts = cases.flatMap((one) => one.parts.map(({ name }) => name));
      const count = (name: string): string => String(parts.filter((part) => part === name).length);
      expect(attributes).toEqual({
        name: attributes['name'],
        tests: String(cases.length),
        failures: count('failure'),
        errors: count('error'),
        skipped: count('skipped'),
      });
    }
    const all = suites.flatMap(({ cases }) => cases);
    for (const { properties, parts } of all) {
      expect(parts.some(({ name }) => name === 'failure')).toBe(properties['action'] === 'escalate');
      expect(parts.some(({ name }) => name === 'error')).toBe(properties['status'] === 'invalid');
    }
    return { records: all.map(({ properties }) => told(properties)), summary: nested(suites.at(-1)!.properties) };
  },
  tap: (text) => {
    const { count, planEnd, problems, points, fail } = readTap(text);
    expect(problems).toEqual([]);
    expect(planEnd).toBe(count);
    expect(points.map(({ id }) => id)).toEqual(points.map((_, at) => at + 1));
    const diags = points.map(({ diag }) => diag as Result);
    expect(points.map(({ ok }) => ok)).toEqual(
      diags.map(({ status, action }) => status !== 'invalid' && action !== 'escalate'),
    );
    expect(fail).toBe(points.filter(({ ok }) => !ok).length);
    return { records: diags.map(told) };
  },
  csv: (text) => ({ records: readCsv(text).map(told) }),
};

/** `{"statuses.matched": "1"}` → `{statuses: {matched: 1}}`. */
function nested(properties: Readonly<Record<string, string>>): unknown {
  const tree: Record<string, unknown> = {};
  for (const [path, value] of Object.entries(properties)) {
    const [name, inner] = path.split('.') as [string, string | undefined];
    if (inner === undefined) tree[name] = Number(value);
    else tree[name] = { ...(tree[name] as object | undefined), [inner]: Number(value) };
  }
  return tree;
}

test('every format, read back by an outsider, has the same records and counts', { timeout: 90_000 }, () => {
  fc.assert(
    fc.property(anyBatch, fc.nat(3), (results, blankLines) => {
      const summary = summaryOf(results, blankLines);
      const wanted = results.map(told);
      for (const [name, read] of Object.entries(READERS)) {
        const { records, summary: said } = read(print(name as CheckFormatName, results, blankLines));
        expect({ name, records }).toEqual({ name, records: wanted });
        if (said !== undefined)
          expect({ name, said }).toEqual({ name, said: { ...summary, exitCode: exitCodeOf(summary) } });
      }
      const { statuses, actions } = summary;
      const counts = `${results.length} incident${results.length === 1 ? '' : 's'}: ${statuses.matched} matched, ${statuses.possible} possible, ${statuses.unmatched} unmatched, ${statuses.invalid} invalid`;
      const last = print('text', results, blankLines).split('\n').at(-2)!;
      expect(last.startsWith(counts)).toBe(true);
      expect(print('tap', results, blankLines)).toContain(`\n# ${last}\n`);
      if (actions.escalate > 0) expect(last).toContain(`${actions.escalate} to escalate`);
    }),
    { numRuns: 12 },
  );
});

/** What no format carries is half a character. */
function wholeCharacters<T>(value: T): T {
  return JSON.parse(
    JSON.stringify(value).replace(/\\(?:ud[89a-f]..|.)/g, (found) => (found.length > 2 ? '\ufffd' : found)),
  ) as T;
}

test('TAP and JSON carry the whole of a result', () => {
  fc.assert(
    fc.property(anyBatch, (results) => {
      const { points } = readTap(print('tap', results));
      expect(points.map(({ diag }) => ({ schema: 'deskmedic/result/v1', ...(diag as object) }))).toEqual(
        wholeCharacters(results),
      );
      const { results: inJson } = JSON.parse(print('json', results)) as { results: Result[] };
      expect(inJson).toEqual(wholeCharacters(results));
    }),
  );
});

describe('hostile text in every field', () => {
  const results = HOSTILE.map(hostileResult);

  test.each(CHECK_FORMAT_NAMES)('reaches nobody raw in %s', (name) => {
    const raw = name === 'csv' ? /(?!\r\n|[\n\t])\p{C}/u : /(?!\n)\p{C}/u;
    for (const result of results) expect(raw.exec(print(name, [result]))).toBeNull();
  });

  test('is the name of a JUnit test, visible, and its text is whole', () => {
    const cases = readJunit(print('junit', results)).flatMap((suite) => suite.cases);
    expect(cases.map(({ attributes }) => attributes['name'])).toEqual(HOSTILE.map(escapeText));
    for (const [at, { parts }] of cases.entries())
      expect(parts.map(({ text }) => text).join('')).toContain(`because ${escapeText(HOSTILE[at]!)}`);
  });

  test('is the name of a TAP test point, visible', () => {
    const { points, problems } = readTap(print('tap', results));
    expect(problems).toEqual([]);
    expect(points.map(({ name }) => name.slice(0, name.indexOf(' (')))).toEqual(
      HOSTILE.map((text) => escapeText(text).trim()),
    );
  });

  test('is no formula in any cell of CSV, by whatever a spreadsheet takes for the end of a cell', () => {
    const rows = readCsv(print('csv', results));
    expect(rows).toHaveLength(HOSTILE.length);
    for (const row of rows) {
      for (const cell of Object.values(row).filter((text) => !/^\d+$/.test(text))) {
        for (const part of cell.split(/[;\t\r\n]/)) expect(part.trimStart()).not.toMatch(/^[=+\-@＝＋－＠]/);
        expect(cell).not.toMatch(/^[\t\r]/);
      }
    }
  });

  test('that starts no formula comes back from CSV as it was, line breaks and quotes included', () => {
    const texts = [
      'a\r\nb',
      'a\nb',
      'say "no"',
      'a,b',
      "it's",
      ' padded ',
      'a\tb',
      'é😀日本語',
      '\\',
      'x'.repeat(1 << 20),
    ];
    const rows = readCsv(print('csv', texts.map(hostileResult)));
    expect(rows.map(({ id }) => id)).toEqual(texts);
  });
});

describe('csv', () => {
  test('has one header, whatever comes', () => {
    const header = print('csv', []);
    expect(header).toBe(
      'id,file,line,index,observedAt,status,action,symptom,sentence,verdict,by,probability,because,steps,otherSymptoms,severity,policy,to,missing,missingFacts,problemCodes,problems,rulesLoaded,rulesMatched,rulesNotMatched,rulesNotEvaluated,rulesFailed,packs\n',
    );
    expect(print('csv', [plainResult('a'), plainResult('b')]).split('\n')[0]).toBe(header.trim());
  });

  test('joins lists, and leaves a cell empty where there is nothing', () => {
    const [row] = readCsv(print('csv', [plainResult('INC-7')]));
    expect(row).toMatchObject({
      id: 'INC-7',
      file: '',
      line: '7',
      symptom: 'audio/cross-talk',
      because: 'audio.fault = cross-talk; affected.scope = one-agent',
      missing: 'username; screenshots',
      probability: '',
      steps: '',
    });
  });

  test.each([
    [{ say: 'It is expected.' }, 'It is expected.; Close it. [agent]'],
    [{ say: 'It passes.', for: '15m' }, 'It passes. Wait 15m.; Close it. [agent]'],
  ])('has the words of an outcome before its steps: %j', (words, cell) => {
    const plain = plainResult('a');
    const step = { id: 'close', do: 'Close it.', who: 'agent', disrupts: 'none' } as const;
    const result = { ...plain, symptoms: [{ ...plain.symptoms[0], ...words, steps: [step] }] };
    expect(readCsv(print('csv', [result]))[0]!['steps']).toBe(cell);
    expect(print('text', [result])).toContain(`    ${cell.split('; ')[0]}\n    1. Close it. [agent]\n`);
  });
});

describe('junit', () => {
  test('says what has to be escalated, and to whom', () => {
    const [suite] = readJunit(print('junit', [plainResult('INC-7')]));
    expect(suite!.properties).toEqual({ packs: `webex-cc 1.0.0 ${'0'.repeat(64)}` });
    expect(suite!.cases[0]).toMatchObject({
      attributes: { name: 'INC-7', classname: 'check', line: '7' },
      properties: { severity: 'S3', missing: 'username; screenshots' },
      parts: [
        {
          name: 'failure',
          attributes: { type: 'escalate', message: 'escalate: audio/cross-talk' },
          text: expect.stringContaining('severity S3 (cisco-tac), missing: username, screenshots') as string,
        },
      ],
    });
  });

  test.each([
    ['small', 'x', 1_300, 500],
    ['large', 'x'.repeat(100_000), 60, 12],
  ])('holds no more than a suite of %s records, however many there are', (_, id, records, most) => {
    const format = CHECK_FORMATS.junit(() => '');
    let held = 0;
    let text = format.head;
    for (let nth = 0; nth < records; nth++) {
      const piece = format.result(plainResult(id), nth);
      held = piece === '' ? held + 1 : 0;
      expect(held).toBeLessThan(most);
      text += piece;
    }
    text += format.tail({ ...summaryOf([]), records }, 0);
    const suites = readJunit(text).slice(0, -1);
    expect(suites.reduce((sum, { attributes }) => sum + Number(attributes['tests']), 0)).toBe(records);
    let from = 1;
    for (const { attributes, cases } of suites) {
      expect(attributes['name']).toBe(`records ${from} to ${from + cases.length - 1}`);
      from += cases.length;
    }
  });
});

describe('what has no answer yet', () => {
  const ask = { ...plainResult('a'), action: 'ask' as const };
  const unmatched = { ...plainResult('u'), status: 'unmatched' as const, action: 'none' as const, symptoms: [] };
  const broken = { ...plainResult('f'), action: 'wait' as const, rules: { ...ask.rules, notEvaluated: 46, failed: 1 } };

  test('is skipped, in TAP and JUnit alike', () => {
    const results = [ask, unmatched, broken];
    const { points, ok } = readTap(print('tap', results));
    expect([ok, ...points.map(({ skip }) => skip)]).toEqual([true, 'incomplete', 'unmatched', 'incomplete']);
    const [suite] = readJunit(print('junit', results));
    expect(suite!.attributes).toMatchObject({ tests: '3', failures: '0', errors: '0', skipped: '3' });
    expect(suite!.cases.map(({ parts }) => parts[0]!.attributes['message'])).toEqual([
      'incomplete: more has to be known: audio/cross-talk',
      'unmatched: nothing documented fits',
      'incomplete: wait, it passes by itself: audio/cross-talk',
    ]);
  });
});
