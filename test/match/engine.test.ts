import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Facts, FactValue, KnownFact } from '../../src/facts/fact.ts';
import { compileEngine, type Engine } from '../../src/match/engine/engine.ts';
import { literalOf } from '../../src/match/engine/pattern-literal.ts';
import { placesOf } from '../../src/match/engine/row-set.ts';
import { substringFinder } from '../../src/match/engine/substrings.ts';
import { valueEvidence } from '../../src/match/fact-evidence.ts';
import { leafEvidence } from '../../src/match/leaf-evidence.ts';
import { accountFor, matchSymptoms } from '../../src/match/match.ts';
import type { Condition, Leaf } from '../../src/rules/condition.ts';
import { factsOf, type Context } from '../../src/rules/evaluate.ts';
import { compilePattern } from '../../src/rules/pattern.ts';
import type { Symptom } from '../../src/rules/pack.ts';
import { conditions, someFacts } from '../support/conditions.ts';

const CONTEXT: Context = {
  settings: new Map<string, FactValue>([
    ['few', 1],
    ['letter', 'A'],
  ]),
  patterns: new Map([
    ['^a', (text: string) => text.startsWith('a')],
    ['b.c', (text: string) => /b.c/.test(text)],
    ['abc?A', (text: string) => /abc?A/.test(text)],
    ['bcA', (text: string) => /bcA/.test(text)],
    [
      'o.d',
      (text: string) => {
        if (text.length > 3) throw new Error('too long');
        return text === 'odd';
      },
    ],
  ]),
};

const PIECES = ['', 'a', 'A', 'b', 'ab', 'abc', 'bc', 'bxc', 'c', 'İ', 'ß', 'odd', '3'];
const texts = fc.array(fc.constantFrom(...PIECES), { maxLength: 4 }).map((pieces) => pieces.join(''));

/** Leaves that {@link conditions} does not make: on texts, with settings, and some that cannot be evaluated. */
const further: fc.Arbitrary<Leaf> = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...PIECES).map((piece) => leaf('desk.text', 'contains', piece)) },
  {
    weight: 2,
    arbitrary: fc.constantFrom('^a', 'b.c', 'abc?A', 'bcA').map((pattern) => leaf('desk.text', 'matches', pattern)),
  },
  {
    weight: 2,
    arbitrary: fc.constantFrom('is', 'not').chain((name) => texts.map((text) => leaf('desk.text', name, text))),
  },
  { weight: 1, arbitrary: fc.constantFrom('known' as const).map((name) => leaf('desk.text', name, true)) },
  {
    weight: 1,
    arbitrary: fc.constantFrom<Leaf>(
      { ...leaf('desk.count', 'above'), operands: [{ setting: 'few' }] },
      { ...leaf('desk.text', 'contains'), operands: [{ setting: 'letter' }] },
      { ...leaf('desk.count', 'above'), operands: [{ setting: 'gone' }] },
      leaf('desk.text', 'matches', 'not compiled'),
      leaf('desk.text', 'matches', 'o.d'),
      leaf('desk.odd', 'above', '2'),
      leaf('desk.odd', 'at-most', 2.5),
      leaf('desk.odd', 'is', '2', 2, true, 'x'),
      leaf('desk.odd', 'contains', '2'),
    ),
  },
);

function leaf(fact: string, operator: Leaf['operator'], ...operands: FactValue[]): Leaf {
  return { kind: 'leaf', fact, operator, operands: operands.map((literal) => ({ literal })) };
}

/** A condition with some of its leaves exchanged. */
const anyCondition: fc.Arbitrary<Condition> = fc
  .tuple(conditions, fc.array(fc.option(further, { freq: 2 }), { minLength: 1, maxLength: 6 }))
  .map(([condition, others]) => {
    let nth = 0;
    const exchange = (part: Condition): Condition => {
      if (part.kind === 'leaf') return others[nth++ % others.length] ?? part;
      return part.kind === 'not' ? { kind: 'not', of: exchange(part.of) } : { ...part, of: part.of.map(exchange) };
    };
    return exchange(condition);
  });

const oddValues = fc.oneof(fc.constantFrom<FactValue>(2, 2.5, 3, '2', '3x', true, NaN, -0, Infinity), fc.double());
const anyFacts: fc.Arbitrary<Facts> = fc
  .tuple(someFacts, fc.option(texts), fc.option(oddValues), fc.boolean())
  .map(([facts, text, odd, isForeign]) => {
    const more: [string, KnownFact][] = [];
    if (text !== null) more.push(['desk.text', { value: text, by: 'incident' }]);
    if (odd !== null) more.push(['desk.odd', { value: odd, by: 'incident' }]);
    if (isForeign) more.push(['not.in.any.row', { value: true, by: 'incident' }]);
    return new Map([...more, ...facts]);
  });

const rowOf = (when: Condition, at: number): Symptom => ({ id: `row/${at}`, when }) as Symptom;
const rulesOf = (whens: readonly Condition[]) => ({ symptoms: whens.map(rowOf) });

/** What the engine says of each row, in the terms of the plain evaluator. */
function decided(engine: Engine, facts: Facts, size: number) {
  const { yes, no, unknown, failed, holding, failing, counts, evidence } = engine.decide(facts);
  const { excluded, favoured, favouredBy, countAll } = evidence();
  const sets = Object.entries({ yes, no, unknown, failed }).map(([name, set]) => [name, placesOf(set)] as const);
  const isIn = (set: Int32Array, at: number): boolean => placesOf(set).includes(at);
  const rows = Array.from({ length: size }, (_, at) => ({
    truth: sets.filter(([, places]) => places.includes(at)).map(([name]) => name),
    holding: isIn(holding, at),
    failing: isIn(failing, at),
    excluded: isIn(excluded, at),
    favouredBy: isIn(excluded, at) ? 0 : favouredBy(at),
  }));
  const oneByOne = rows.map((_, at) => favouredBy(at));
  countAll();
  expect(rows.map((_, at) => favouredBy(at))).toEqual(oneByOne);
  expect(placesOf(favoured).filter((at) => !isIn(excluded, at))).toEqual(
    rows.flatMap((row, at) => (row.favouredBy > 0 ? [at] : [])),
  );
  return { rows, counts: { ...counts } };
}

/** The same by evaluating row by row. */
function evaluated(whens: readonly Condition[], facts: Facts) {
  const matches = matchSymptoms(rulesOf(whens) as never, facts, CONTEXT);
  const { matched: yes, notMatched: no, notEvaluated: unknown, failed } = accountFor(matches);
  const rows = matches.map((match) => {
    const isFailed = match.failed !== undefined;
    const leaves = isFailed ? { holding: [], failing: [] } : leafEvidence(match.symptom.when, facts, CONTEXT);
    const said = factsOf(match.symptom.when).flatMap((fact) => {
      const known = facts.get(fact);
      return known === undefined ? [] : [valueEvidence(match.symptom, fact, known.value, CONTEXT)];
    });
    const isExcluded = said.some((one) => one === null || one.bits < 0);
    return {
      truth: [isFailed ? 'failed' : match.verdict.truth],
      holding: leaves.holding.length > 0,
      failing: leaves.failing.length > 0,
      excluded: isExcluded,
      favouredBy: isExcluded ? 0 : said.filter((one) => one!.bits > 0).length,
    };
  });
  return { rows, counts: { yes, no, unknown, failed } };
}

describe('the engine', () => {
  test('says of every row what evaluating it by itself says, whatever the rows and facts are', () => {
    const rows = fc.array(anyCondition, { maxLength: 70, size: 'max' });
    fc.assert(
      fc.property(rows, fc.array(anyFacts, { minLength: 1, maxLength: 12 }), (whens, incidents) => {
        const engine = compileEngine(rulesOf(whens), CONTEXT);
        // Twice: what was kept from the first time says the same.
        for (const facts of [...incidents, ...incidents])
          expect(decided(engine, facts, whens.length)).toEqual(evaluated(whens, facts));
      }),
      { numRuns: 300 },
    );
  });

  test('says the same in whatever order the rows stand and the facts came', () => {
    fc.assert(
      fc.property(
        fc.array(anyCondition, { maxLength: 40 }),
        anyFacts,
        fc.infiniteStream(fc.nat()),
        (whens, facts, seeds) => {
          const order = whens.map((_, at) => [seeds.next().value as number, at] as const).sort(([a], [b]) => a - b);
          const shuffled = compileEngine(rulesOf(order.map(([, at]) => whens[at]!)), CONTEXT);
          const { rows, counts } = decided(shuffled, new Map([...facts].reverse()), whens.length);
          const expected = decided(compileEngine(rulesOf(whens), CONTEXT), facts, whens.length);
          expect({ rows: order.map(([, at]) => expected.rows[at]), counts: expected.counts }).toEqual({ rows, counts });
        },
      ),
    );
  });

  test('evaluates a row by itself whose alternatives are too many to be told apart', () => {
    const both = (nth: number): Condition => ({
      kind: 'all',
      of: [leaf(`a.${nth}`, 'is', true), leaf(`b.${nth}`, 'is', true)],
    });
    const whens: Condition[] = [
      leaf('a.1', 'is', true),
      { kind: 'any', of: Array.from({ length: 9 }, (_, nth) => both(nth)) },
    ];
    const engine = compileEngine(rulesOf(whens), CONTEXT);
    for (const known of [[], ['a.1'], ['a.1', 'b.1'], ['a.1', 'b.2']]) {
      const facts: Facts = new Map(known.map((id) => [id, { value: true, by: 'incident' }]));
      expect(decided(engine, facts, 2)).toEqual(evaluated(whens, facts));
    }
  });

  test('keeps no more than it has room for, and says the same after it forgot', () => {
    const rows = Array.from({ length: 3000 }, (_, at): Condition => leaf('desk.count', 'above', at % 50));
    const texted = [...rows, leaf('desk.text', 'contains', '7')];
    const engine = compileEngine(rulesOf(texted), CONTEXT);
    const before = process.memoryUsage().arrayBuffers;
    const count = (at: number) => {
      const facts: Facts = new Map([
        ['desk.count', { value: at % 60, by: 'incident' }],
        ['desk.text', { value: `text ${at % 2000}`, by: 'incident' }],
      ]);
      return { ...engine.decide(facts).counts };
    };
    const once = Array.from({ length: 6000 }, (_, at) => count(at));
    expect(once).toEqual(Array.from({ length: 6000 }, (_, at) => count(at)));
    expect(once[8]).toEqual({ yes: 480, no: 2521, unknown: 0, failed: 0 });
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(64 * 1024 * 1024);
  });
});

test('a text in which a pattern is found holds what the pattern cannot do without', () => {
  const piece = fc.constantFrom(
    'abc',
    'Abcd',
    'k',
    ' b',
    '-',
    'é',
    '.',
    'x?',
    'abc*',
    'c+',
    'b{2}',
    'ab{0,1}',
    '(abc)',
    '(ab|cde)?',
    '(?:abc)',
    '[abc]',
    '[^a]',
    '\\d',
    '\\.',
    '\\.?',
    '\\b',
    '^',
    '$',
    'abc{',
    '}',
    '|',
    '(?i)',
    '\\x41',
    '\\Qa.b\\E',
    '[[:alpha:]]',
    '[a\\]]',
  );
  const text = fc.array(fc.constantFrom(...Array.from('abcdekABCK .-{}é1\u212a'), 'abc', 'Abcd', 'ab', 'bc{'), {
    maxLength: 12,
  });
  let held = 0;
  fc.assert(
    fc.property(fc.array(piece, { minLength: 1, maxLength: 6 }), fc.array(text, { minLength: 20 }), (pieces, parts) => {
      const pattern = pieces.join('');
      const literal = literalOf(pattern);
      const isFound = compiled(pattern);
      if (literal === undefined || isFound === undefined) return;
      for (const one of [...parts, pieces].map((part) => part.join('')).filter(isFound)) {
        held++;
        expect(one.toLowerCase()).toContain(literal);
      }
    }),
    { numRuns: 3000 },
  );
  expect(held).toBeGreaterThan(300);
  const some = ['time.?out', '^agent .* failed', '(a|b)c expired$', 'ab|cd', '(?i)abc', 'a{2}', 'x?yz'];
  expect(some.map(literalOf)).toEqual(['time', ' failed', 'c expired', undefined, undefined, undefined, undefined]);
  // A brace that begins no repetition hides nothing that stands behind it.
  const braces = ['abcd{2,}efgh', 'abcd{efgh', 'abcd{|}', 'abcd{', 'abcd{,5}'];
  expect(braces.map(literalOf)).toEqual(['efgh', 'efgh', undefined, 'abc', 'abc']);
});

/** As packs have it compiled, if it is a pattern. */
function compiled(pattern: string): ((text: string) => boolean) | undefined {
  try {
    return compilePattern(pattern);
  } catch {
    return undefined; // not one
  }
}

describe('looking for many texts at once', () => {
  test('finds each that stands there, once, as looking for each by itself does', () => {
    const letters = fc.string({ unit: fc.constantFrom('a', 'b', 'c', 'é', '😀'), maxLength: 5 });
    fc.assert(
      fc.property(fc.array(letters.filter((text) => text !== '')), fc.array(letters), (wanted, parts) => {
        const text = parts.join('');
        const found: number[] = [];
        substringFinder(wanted)(text, (nth) => found.push(nth));
        expect(found.sort((a, b) => a - b)).toEqual(wanted.flatMap((one, nth) => (text.includes(one) ? [nth] : [])));
      }),
      { numRuns: 1000 },
    );
  });

  test('has no trouble with texts that are too long for one table', () => {
    const long = Array.from({ length: 3000 }, (_, at) => String.fromCharCode(0x4e00 + at)).join('');
    const wanted = ['abc', long, 'b', `${long}x`, 'c'];
    const found: number[] = [];
    substringFinder(wanted)(`abc${long}`, (nth) => found.push(nth));
    expect(found.sort((a, b) => a - b)).toEqual([0, 1, 2, 4]);
  });

  test('takes time in proportion to the text, though all that is looked for ends everywhere', () => {
    const wanted = Array.from({ length: 1000 }, (_, at) => 'a'.repeat(at + 1));
    let told = 0;
    substringFinder(wanted)('a'.repeat(1_000_000), () => told++);
    expect(told).toBe(1000);
  });
});
