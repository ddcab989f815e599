import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { judge } from '../../bench/words/judge.ts';
import { measure, type Measures } from '../../bench/words/measure.ts';
import type { Ranking, System } from '../../bench/words/ranker.ts';
import { rankingOf, recordsFor } from '../../bench/words/record.ts';
import { medianTimes, spread } from '../../bench/words/speed.ts';
import { readWordCases } from '../../bench/words/word-case.ts';
import { builtInRules } from '../support/built-in-rules.ts';
import { temporaryFolder } from '../support/disk.ts';

const ROOT = join(import.meta.dirname, '../..');

/** Expected ids and the ranking for one text: `a .8 b .1` are candidates with their scores, `none` abstains. */
type Line = readonly [expect: string, ranking: string];

function measured(lines: readonly Line[], scores: System['scores'] = 'probability'): Measures {
  const cases = lines.map(([expect], at) => ({ text: `text ${at}`, expect: wordsOf(expect), line: at + 1 }));
  return measure(
    judge(
      cases,
      lines.map(([, ranking]) => rankingFrom(ranking)),
      scores,
    ),
  );
}

function rankingFrom(text: string): Ranking {
  const words = wordsOf(text.replace('none', ''));
  const candidates = words.flatMap((id, at) => (at % 2 === 0 ? [{ id, score: Number(words[at + 1]) }] : []));
  return { candidates, abstained: text.includes('none') };
}

function wordsOf(text: string): string[] {
  return text.split(' ').filter((word) => word !== '');
}

describe('the ranking of fitting texts', () => {
  const figures = measured([
    ['a', 'a .8 b .1'],
    ['b', 'a .5 b .4'],
    ['c', 'a .4 b .3 d .2 c .1'],
    ['d', 'a .4'],
    ['', 'a .9'],
  ]);

  test('counts first and first three places, and leaves unfitting texts out', () => {
    expect(figures.top1).toEqual({ count: 1, of: 4 });
    expect(figures.top3).toEqual({ count: 2, of: 4 });
  });

  test('has the mean of 1 ÷ place, 0 for a row that was not found', () => {
    expect(figures.reciprocalRank).toBeCloseTo((1 + 1 / 2 + 1 / 4 + 0) / 4, 12);
  });

  test('takes any of several expected rows as right, the first of them for its place', () => {
    const { top1, reciprocalRank } = measured([
      ['b a', 'a .8 b .1'],
      ['b c', 'a .8 b .1 c .1'],
    ]);
    expect(top1).toEqual({ count: 1, of: 2 });
    expect(reciprocalRank).toBe(0.75);
  });

  test('counts what was abstained on by its ranking', () => {
    expect(measured([['a', 'none a .2']])).toMatchObject({
      top1: { count: 1, of: 1 },
      abstainedFitting: { count: 1, of: 1 },
    });
  });

  test('has no mean without fitting texts', () => {
    expect(measured([['', 'a .2']])).toMatchObject({ top1: { count: 0, of: 0 }, reciprocalRank: null });
  });
});

describe('coverage at 95 % precision', () => {
  const right = (score: number): Line => ['a', `a ${score}`];
  const wrong = (score: number): Line => ['b', `a ${score}`];
  const unfitting = (score: number): Line => ['', `a ${score}`];
  const many = (count: number, line: Line): Line[] => Array.from({ length: count }, () => line);

  test('goes beyond a wrong answer that the right ones outweigh: 19 of 20', () => {
    expect(measured([...many(18, right(0.9)), wrong(0.8), right(0.7)]).coverage).toEqual({ count: 20, of: 20 });
  });

  test('ends before an answer that lowers it under 95 %', () => {
    expect(measured([...many(18, right(0.9)), wrong(0.8)]).coverage).toEqual({ count: 18, of: 19 });
  });

  test('counts an answer to an unfitting text as wrong', () => {
    expect(measured([right(0.9), unfitting(0.8)]).coverage).toEqual({ count: 1, of: 2 });
    expect(measured([right(0.8), unfitting(0.9)]).coverage).toEqual({ count: 0, of: 2 });
  });

  test('answers equally sure texts together or not at all', () => {
    expect(measured([right(0.9), right(0.5), wrong(0.5)]).coverage).toEqual({ count: 1, of: 3 });
  });

  test('is what trying every threshold finds', () => {
    const lines = fc.array(
      fc.record({
        expect: fc.constantFrom('a', 'a', 'a', 'a', 'a', 'b', ''),
        score: fc.constantFrom('', 'a .1', 'a .2', 'a .3', 'a .4', 'a .5', 'a .6'),
      }),
      { minLength: 1, maxLength: 60 },
    );
    fc.assert(
      fc.property(lines, (drawn) => {
        const answered = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6].map((threshold) =>
          drawn.filter(({ score }) => score !== '' && Number(score.slice(2)) >= threshold),
        );
        const precise = answered.filter(
          (all) => all.filter(({ expect }) => expect === 'a').length >= 0.95 * all.length,
        );
        const { coverage } = measured(drawn.map(({ expect, score }) => [expect, score]));
        expect(coverage).toEqual({ count: Math.max(0, ...precise.map((all) => all.length)), of: drawn.length });
      }),
    );
  });
});

describe('how sure a system is', () => {
  test('is held against what came true, in ten bins, 1 in the last', () => {
    const { bins, sure } = measured([
      ['a', 'a 1'],
      ['b', 'a .9'],
      ['', 'a .95'],
      ['a', 'a .7'],
      ['a', 'none a .75'],
      ['a', ''],
    ]);
    expect(sure).toEqual({ count: 1, of: 3 });
    expect(bins!.filter(({ of }) => of > 0)).toEqual([
      { from: 0.7, count: 2, of: 2 },
      { from: 0.9, count: 1, of: 3 },
    ]);
  });

  test('is not asked of scores that are no probabilities', () => {
    expect(measured([['a', 'a .95']], 'relevance')).toMatchObject({ sure: null, bins: null });
  });
});

describe('abstaining', () => {
  test('is the system’s own where it has probabilities, and what finds nothing abstains', () => {
    const lines: Line[] = [
      ['a', 'none a .3'],
      ['a', ''],
      ['a', 'a .1'],
      ['', 'none a .4'],
      ['', 'a .9'],
    ];
    expect(measured(lines)).toMatchObject({
      threshold: null,
      abstainedFitting: { count: 2, of: 3 },
      abstainedUnfitting: { count: 1, of: 2 },
    });
  });

  test('is chosen for other scores so that it parts fitting from unfitting texts best', () => {
    const lines: Line[] = [
      ['a', 'a 9'],
      ['a', 'a 7'],
      ['b', 'a 6'],
      ['a', 'a 2'],
      ['', 'a 5'],
      ['', 'a 1'],
      ['', ''],
    ];
    expect(measured(lines, 'relevance')).toMatchObject({
      threshold: 6,
      abstainedFitting: { count: 1, of: 4 },
      abstainedUnfitting: { count: 3, of: 3 },
    });
  });

  test('is chosen on everything where nothing fits, and on nothing where everything does', () => {
    expect(measured([['', 'a 5']], 'relevance').abstainedUnfitting).toEqual({ count: 1, of: 1 });
    const fitting: Line[] = [
      ['a', 'a 5'],
      ['a', 'b 1'],
    ];
    expect(measured(fitting, 'relevance').abstainedFitting).toEqual({ count: 0, of: 2 });
  });
});

test('confusions are counted by what was expected and what was said, the most frequent first', () => {
  const { confusions } = measured([
    ['a', 'a .9'],
    ['', 'none a .3'],
    ['a', 'none a .3'],
    ['b c', 'a .5'],
    ['b c', 'a .6'],
    ['', 'b .5'],
  ]);
  expect(confusions).toEqual([
    { expected: 'b or c', given: 'a', count: 2 },
    { expected: 'a', given: 'abstained', count: 1 },
    { expected: 'none fits', given: 'b', count: 1 },
  ]);
});

describe('what search libraries are given', () => {
  const rows = [{ id: 'x/a', symptom: 'A', screenText: [], phrases: ['aa'] }];

  test('is a record a row, and one of the texts that belong to none', async () => {
    const given = { ...(await builtInRules()), words: [], rows, unlisted: ['the lift is broken'] };
    expect(recordsFor(given).map(({ phrases }) => phrases)).toEqual([['aa'], ['the lift is broken']]);
    expect(recordsFor({ ...given, unlisted: [] })).toEqual(rows);
  });

  test('a row found ahead of the unlisted texts is surer than any found behind them, and their order stays', () => {
    const { candidates } = rankingOf([
      { id: 'x/a', score: 40 },
      { id: 'unlisted', score: 30 },
      { id: 'x/b', score: 20 },
      { id: 'x/c', score: 10 },
    ]);
    expect(candidates.map(({ id }) => id)).toEqual(['x/a', 'x/b', 'x/c']);
    expect(candidates.map(({ score }) => score)).toEqual(candidates.map(({ score }) => score).sort((a, b) => b - a));
    const behind = rankingOf([
      { id: 'unlisted', score: 5000 },
      { id: 'x/a', score: 4000 },
    ]);
    expect(rankingOf([{ id: 'x/a', score: 0.1 }]).candidates[0]!.score).toBeGreaterThan(behind.candidates[0]!.score);
  });
});

describe('times', () => {
  test('are medians per text, taken with the systems in turn, the first round left out', () => {
    let clock = 0;
    const order: string[] = [];
    const taking = (name: string, first: number, later: number) => (text: string) => {
      clock += order.includes(name + text) ? later : first;
      order.push(name + text);
      return { candidates: [], abstained: true };
    };
    expect(medianTimes([taking('x', 100, 1), taking('y', 100, 3)], ['1', '2'], () => clock)).toEqual([1, 3]);
    expect(order.slice(0, 4)).toEqual(['x1', 'y1', 'y2', 'x2']);
  });

  test('are taken on texts from all over the file', () => {
    expect(spread([0, 1, 2, 3, 4, 5, 6, 7, 8, 9], 4)).toEqual([0, 2, 5, 7]);
    expect(spread([0, 1], 4)).toEqual([0, 1]);
  });
});

describe('a file of texts', () => {
  const IDS = ['desktop/slow', 'audio/one-way'];
  const read = (text: string) => readWordCases('words.jsonl', new TextEncoder().encode(text), IDS);
  const faults = (text: string): string[] => {
    try {
      read(text);
    } catch (error) {
      const { errors } = error as AggregateError;
      return errors.map(({ message, hint, where }) => `${where.file}:${where.line} ${message} (${hint})`);
    }
    return [];
  };

  test('may have a byte order mark, CRLF, blank lines and further keys', () => {
    expect(
      read('\ufeff{"text":"so slow","expect":["desktop/slow"],"by":"x"}\r\n\r\n{"text":"hm","expect":[]}'),
    ).toEqual([
      { text: 'so slow', expect: ['desktop/slow'], line: 1 },
      { text: 'hm', expect: [], line: 3 },
    ]);
  });

  test('has every faulty line told with its place', () => {
    const lines = [
      '{"text":"so slow","expect":["desktop/slwo"]}',
      '{"text":"fine","expect":[]}',
      '{"text":',
      '[]',
      '{"text":"","expect":[]}',
      '{"text":"x","expect":"desktop/slow"}',
      '{"text":"x"}',
    ];
    const told = faults(lines.join('\n'));
    expect(told).toHaveLength(6);
    expect(told[0]).toBe('words.jsonl:1 no row is called "desktop/slwo" (did you mean "desktop/slow"?)');
    expect(told[1]).toMatch(/^words\.jsonl:3 this line is not JSON/);
    expect(told.slice(2).map((each) => each.split(' ')[0])).toEqual([4, 5, 6, 7].map((line) => `words.jsonl:${line}`));
  });

  test('that is not UTF-8 or empty is refused', () => {
    expect(() => readWordCases('words.jsonl', Uint8Array.of(0x7b, 0xff, 0x7d), IDS)).toThrow(AggregateError);
    expect(faults('\n\n')[0]).toMatch(/there is no text in this file/);
  });
});

describe('npm run bench:words', () => {
  const bench = (...args: string[]) =>
    spawnSync(process.execPath, ['bench/words.mjs', ...args], { cwd: ROOT, encoding: 'utf8' });
  const fileOf = (...records: unknown[]): string => {
    const file = join(temporaryFolder(), 'words.jsonl');
    writeFileSync(file, records.map((record) => JSON.stringify(record)).join('\n'));
    return file;
  };

  test('has every system rank the same texts, and finds rows by their own sentences', async () => {
    const { rules } = await builtInRules();
    const [first, second] = rules.symptoms;
    const file = fileOf(
      { text: first!.symptom, expect: [first!.id] },
      { text: second!.symptom, expect: [second!.id] },
      { text: 'zzyzx qwrtp', expect: [] },
    );
    const { status, stdout } = bench(file, '--json');
    expect(status).toBe(0);
    const [result] = JSON.parse(stdout).files;
    expect(result).toMatchObject({ file, fitting: 2, unfitting: 1 });
    expect(result.systems.map(({ name }: { name: string }) => name)).toEqual([
      'deskmedic',
      'minisearch',
      'minisearch+',
      'fuse',
      'fuse+',
    ]);
    for (const { top1, coverage, abstainedUnfitting } of result.systems) {
      expect([top1.of, coverage.of, abstainedUnfitting.of]).toEqual([2, 3, 1]);
    }
    expect(result.systems[0]).toMatchObject({ top1: { count: 2 }, abstainedUnfitting: { count: 1 } });
  });

  test('prints figures side by side, and with --errors the mistaken texts', async () => {
    const { rules } = await builtInRules();
    const [first, second] = rules.symptoms;
    const file = fileOf({ text: `${first!.symptom} \u001b[31m`, expect: [second!.id] });
    const { status, stdout } = bench(file, '--errors', '--system', 'minisearch', '--system', 'minisearch+');
    expect(status).toBe(0);
    expect(stdout).toMatch(/^ +minisearch +minisearch\+$/m);
    expect(stdout).toMatch(/^top-1 of fitting +0\.0 % +0\.0 %$/m);
    expect(stdout).toContain(`   1  ${second!.id} → ${first!.id}`);
    expect(stdout).toContain(`line 1: ${first!.symptom}`);
    expect(stdout).not.toContain('\u001b');
  });

  test.each([
    ['an unknown row', { text: 'x', expect: ['desktop/no-such-row'] }, /words\.jsonl:1: no row is called/],
    ['a text that is none', { text: 3, expect: [] }, /words\.jsonl:1: "text" must be a text/],
  ])('ends with 2 for %s', (_, record, says) => {
    const { status, stdout, stderr } = bench(fileOf(record));
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(says);
  });

  test('ends with 2 for an unknown option or system, and with 6 for a file that is not there', () => {
    expect(bench('--sped').status).toBe(2);
    const { status, stderr } = bench('--system', 'minisaerch');
    expect(status).toBe(2);
    expect(stderr).toContain('did you mean "minisearch"?');
    expect(bench('/no/such/words.jsonl').status).toBe(6);
  });
});
