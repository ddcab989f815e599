import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ACTIONS, STATUSES, type Result } from '../../src/report/result.ts';
import { anyLines, PLANTED, type AnyLine } from '../support/any-input.ts';
import { anyRules, LIKE_ANY } from '../support/any-rules.ts';
import { builtInRules } from '../support/built-in-rules.ts';
import { checkInput, wordsOfBuiltIn, type Setup } from '../support/check-input.ts';
import { cutAt, inParts, oneByOne, tenderPlaces } from '../support/pieces.ts';

let cache: string;
/** The built-in pack or any other one, and lines for it. */
let batches: fc.Arbitrary<readonly [Setup, readonly AnyLine[]]>;

beforeAll(async () => {
  cache = mkdtempSync(join(tmpdir(), 'deskmedic-words-'));
  const { rules, context } = await builtInRules();
  const builtIn: Setup = { rules, context, words: await wordsOfBuiltIn(rules, cache), withSteps: false };
  const variants = fc.constantFrom(builtIn, { ...builtIn, withSteps: true }, { ...builtIn, words: null });
  const others = anyRules(rules.policies).map((made): Setup => ({
    rules: made,
    context: { settings: new Map(), patterns: new Map() },
    words: null,
    withSteps: false,
  }));
  batches = fc.oneof(fc.tuple(variants, anyLines(rules)), fc.tuple(others, anyLines(LIKE_ANY)));
});
afterAll(() => rmSync(cache, { recursive: true, force: true }));

const whole = (lines: readonly AnyLine[]): Uint8Array => Buffer.concat(lines.map(({ bytes }) => bytes));
const withoutLine = ({ line: _line, ...rest }: Result): Omit<Result, 'line'> => rest;

describe('whatever the records and the rules are', { timeout: 120_000 }, () => {
  test('there is one result for each record, in order, with its reasons, and every rule is accounted for', async () => {
    const seen = new Set<string>();
    await fc.assert(
      fc.asyncProperty(batches, async ([setup, lines]) => {
        const results = await checkInput([whole(lines)], setup);
        const records = lines.flatMap((line, at) => (line.is === 'blank' ? [] : [{ ...line, at }]));
        expect(results.map(({ line }) => line)).toEqual(records.map(({ at }) => at + 1));
        for (const [nth, { is, id, code }] of records.entries()) {
          const { status, problems, rules, ...result } = results[nth]!;
          const codes = problems.map((problem) => problem.code);
          for (const what of [status, result.action, ...codes]) seen.add(what);
          if (is !== 'anything') expect([result.id, status === 'invalid']).toEqual([id, is === 'invalid']);
          if (code !== undefined) expect(codes).toContain(code);
          if (is === 'invalid') expect(codes).toEqual([code]);
          const { loaded, matched, notMatched, notEvaluated, failed } = rules;
          expect(loaded).toBe(setup.rules.symptoms.length);
          expect(matched + notMatched + notEvaluated + failed).toBe(loaded);
          expect(codes.filter((one) => one === 'rule-failed')).toHaveLength(failed);
        }
      }),
      { numRuns: 200 },
    );
    // What never occurs shows nothing.
    const every = [...STATUSES, ...ACTIONS, 'rule-failed', ...PLANTED];
    expect(every.filter((what) => !seen.has(what))).toEqual([]);
  });

  test('the results are the same in whatever pieces the bytes arrive', async () => {
    const places = fc.array(fc.nat(), { maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(batches, places, async ([setup, lines], cuts) => {
        const bytes = whole(lines);
        const results = await checkInput([bytes], setup);
        for (const chunks of [oneByOne(bytes), cutAt(bytes, tenderPlaces(bytes)), cutAt(bytes, cuts)])
          expect(await checkInput(chunks, setup)).toEqual(results);
      }),
      { numRuns: 120 },
    );
  });

  test('the results are the same in whatever order the rules stand', async () => {
    const shuffled = batches.chain(([setup, lines]) => {
      const { symptoms } = setup.rules;
      const all = { minLength: symptoms.length, maxLength: symptoms.length };
      return fc.tuple(fc.constant(setup), fc.constant(lines), fc.shuffledSubarray([...symptoms], all));
    });
    await fc.assert(
      fc.asyncProperty(shuffled, async ([setup, lines, symptoms]) => {
        const bytes = whole(lines);
        const rules = { ...setup.rules, symptoms };
        const words = setup.words === null ? null : await wordsOfBuiltIn(rules, cache);
        const others = await checkInput([bytes], { ...setup, rules, words });
        expect(others).toEqual(await checkInput([bytes], setup));
      }),
      { numRuns: 120 },
    );
  });

  test('the results are the same, apart from their lines, in however many parts they are checked', async () => {
    const parted = batches.chain(([setup, lines]) =>
      fc.tuple(
        fc.constant(setup),
        fc.integer({ min: 2, max: 5 }).chain((count) => inParts(lines, count)),
      ),
    );
    await fc.assert(
      fc.asyncProperty(parted, async ([setup, parts]) => {
        const results = await checkInput([whole(parts.flat())], setup);
        const joined: Result[] = [];
        for (const part of parts) joined.push(...(await checkInput([whole(part)], setup)));
        expect(joined.map(withoutLine)).toEqual(results.map(withoutLine));
      }),
      { numRuns: 120 },
    );
  });
});
