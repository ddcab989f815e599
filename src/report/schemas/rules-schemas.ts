import { ESCALATION_CLASSES } from '../../rules/escalation-class.ts';
import { ACTORS, DISRUPTIONS, LIKELIHOODS, OUTCOME_KINDS, RECIPIENTS } from '../../rules/pack.ts';
import { source, type JsonSchema } from '../../rules/schema/shapes.ts';
import { count, day, document, either, flag, list, open, packs, text } from './output.ts';

const condition: JsonSchema = open({ kind: either(['leaf', 'all', 'any', 'not']) });

/** `rules list --json`. */
export const rulesSchema = document('rules', 'rules list: every symptom of the rules in force.', {
  packs,
  symptoms: list(
    open({
      id: text,
      area: text,
      symptom: text,
      outcomes: list(either(OUTCOME_KINDS)),
      escalate: either(ESCALATION_CLASSES),
      steps: count,
      source,
      reviewed: day,
      pack: text,
    }),
  ),
});

/** `rules show --json`. */
export const ruleSchema = document('rule', 'rules show: one symptom, as it was compiled; durations in milliseconds.', {
  id: text,
  area: text,
  symptom: text,
  screenText: list(text),
  phrases: list(text),
  frequency: { type: 'integer', minimum: 1, maximum: 5 },
  when: condition,
  steps: list(
    open(
      {
        id: text,
        do: text,
        verify: text,
        who: either(ACTORS),
        minutes: { type: 'number' },
        likelihood: either(LIKELIHOODS),
        disrupts: either(DISRUPTIONS),
      },
      { if: condition },
    ),
  ),
  outcomes: list(
    open(
      { kind: either(OUTCOME_KINDS) },
      { when: condition, say: text, waitFor: count, to: either(RECIPIENTS) },
    ),
  ),
  escalate: either(ESCALATION_CLASSES),
  source,
  reviewed: day,
  pack: text,
});

const place = { file: text, line: { type: 'integer', minimum: 1 } };
const problems = list(
  open({ code: text, ...place, column: { type: 'integer', minimum: 1 }, message: text }, { hint: text }),
);

/** `rules lint --json`. */
export const lintSchema = document('lint', 'rules lint: everything wrong with a pack; notes never change an exit code.', {
  errors: problems,
  warnings: problems,
  notes: problems,
});

/** `rules test --json`. */
export const ruleTestsSchema = document('rule-tests', 'rules test: the cases of a pack, and what became of them.', {
  passed: count,
  failed: count,
  untested: list(text),
  cases: list(open({ of: text, name: text, ...place, passed: flag, expected: text, actual: text })),
});

/** `rules coverage --json`. */
export const ruleCoverageSchema = document('rule-coverage', 'rules coverage: what lacks a case.', {
  symptoms: count,
  lacking: list(open({ symptom: text, lacks: text })),
});
