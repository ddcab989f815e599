import fc from 'fast-check';
import type { Facts, FactValue, KnownFact } from '../../src/facts/fact.ts';
import type { Condition, Leaf } from '../../src/rules/condition.ts';

/** A boolean, an enum and a count, by which conditions of every shape can be made. */
export const VALUES: Readonly<Record<string, readonly FactValue[]>> = {
  'desk.on': [true, false],
  'desk.state': ['a', 'b', 'c'],
  'desk.count': [0, 1, 2, 3],
};

const leaf: fc.Arbitrary<Leaf> = fc
  .constantFrom(...Object.keys(VALUES))
  .chain((fact) => {
    const value = fc.constantFrom(...VALUES[fact]!);
    const ordered = fact === 'desk.count' ? (['above', 'below', 'at-least', 'at-most'] as const) : [];
    return fc.oneof(
      fc.record({
        kind: fc.constant('leaf' as const),
        fact: fc.constant(fact),
        operator: fc.constantFrom('is' as const, 'not' as const),
        operands: fc
          .uniqueArray(value, { minLength: 1, maxLength: 2 })
          .map((list) => list.map((literal) => ({ literal }))),
      }),
      fc.record({
        kind: fc.constant('leaf' as const),
        fact: fc.constant(fact),
        operator: fc.constantFrom('known' as const, ...ordered),
        operands: value.map((literal) => [{ literal }]),
      }),
    );
  })
  .map((made) =>
    made.operator === 'known' ? { ...made, operands: [{ literal: made.operands[0]!.literal === 1 }] } : made,
  );

/** Any condition over {@link VALUES}. */
export const conditions: fc.Arbitrary<Condition> = fc.letrec<{ condition: Condition }>((tie) => ({
  condition: fc.oneof(
    { maxDepth: 4 },
    leaf,
    fc.record({
      kind: fc.constantFrom('all' as const, 'any' as const),
      of: fc.array(tie('condition'), { minLength: 1, maxLength: 3 }),
    }),
    fc.record({ kind: fc.constant('not' as const), of: tie('condition') }),
  ),
})).condition;

/** Some of the facts of {@link VALUES}, each with one of its values. */
export const someFacts: fc.Arbitrary<Facts> = fc
  .record(
    Object.fromEntries(
      Object.entries(VALUES).map(([id, values]) => [id, fc.option(fc.constantFrom(...values), { nil: undefined })]),
    ),
  )
  .map(
    (record) =>
      new Map(
        Object.entries(record).flatMap(([id, value]): [string, KnownFact][] =>
          value === undefined ? [] : [[id, { value, by: 'incident' }]],
        ),
      ),
  );
