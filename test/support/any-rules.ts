import fc from 'fast-check';
import type { Condition } from '../../src/rules/condition.ts';
import type { Outcome, Rules, Symptom } from '../../src/rules/pack.ts';
import { conditions } from './conditions.ts';
import { twoRows } from './two-rows.ts';

/** A row that no facts decide: the setting that it names is not there. */
const BROKEN: Condition = {
  kind: 'leaf',
  fact: 'desk.count',
  operator: 'above',
  operands: [{ setting: 'gone' }],
};

/** Rules with the facts and areas of all that {@link anyRules} makes. */
export const LIKE_ANY: Rules = twoRows(BROKEN, BROKEN);

const row = fc.record({
  when: fc.oneof({ weight: 20, arbitrary: conditions }, { weight: 1, arbitrary: fc.constant(BROKEN) }),
  frequency: fc.integer({ min: 1, max: 5 }),
  area: fc.constantFrom('crm', 'desk'),
  outcomes: fc
    .tuple(conditions, conditions)
    .map(([escalate, wait]): readonly [Outcome, ...Outcome[]] => [
      { kind: 'escalate', to: 'vendor', when: escalate },
      { kind: 'wait', say: 'It passes.', waitFor: 60_000, when: wait },
      { kind: 'workaround' },
    ]),
});

/** Packs of up to 70 rows on the facts of `conditions.ts`, some of which cannot be evaluated; the policies are lent. */
export function anyRules(policies: Rules['policies']): fc.Arbitrary<Rules> {
  return fc.array(row, { minLength: 1, maxLength: 70, size: 'max' }).map((rows) => ({
    ...LIKE_ANY,
    policies,
    // Their ids are in another order than they.
    symptoms: rows.map((one, at): Symptom => ({ ...LIKE_ANY.symptoms[0]!, ...one, id: `crm/${(at * 37) % 71}` })),
  }));
}
