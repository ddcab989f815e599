import { OUTCOME_KINDS, RECIPIENTS } from '../../rules/pack.ts';
import { duration, type JsonSchema } from '../../rules/schema/shapes.ts';
import { STEP_RESULTS } from '../../rules/step-result.ts';
import { ACTIONS, STATUSES } from '../result.ts';
import { madeBundle } from './case-schemas.ts';
import { count, document, either, list, open, packs, scalar, text } from './output.ts';

/** One record of a batch. Other systems add their own fields, which are left alone. */
export const incidentSchema: JsonSchema = {
  description: 'An incident, for check: one object, an array of them, or one a line.',
  ...open(
    {},
    {
      id: { type: ['string', 'number'] },
      agent: { ...text, description: 'Username of the agent.' },
      observedAt: { ...text, description: 'ISO 8601 with an offset: 2026-11-20T08:41:00-05:00.' },
      site: text,
      area: text,
      text: { ...text, description: 'What is seen, in any words.' },
      facts: {
        type: 'object',
        additionalProperties: scalar,
        description: 'Values by fact id; a fact that is left out is unknown, never "no". Durations as 90s or 1m30s.',
      },
    },
  ),
};

const step = open(
  { id: text, who: text, disrupts: text },
  { do: text, if: text, withheld: either(['call-active', 'call-unknown']) },
);

/** Fields of a row that is matched or possible. */
export const symptomFields = {
  required: { id: text, verdict: either(['yes', 'unknown']), because: list(text) },
  optional: {
    symptom: text,
    by: { const: 'text' },
    probability: { type: 'number', minimum: 0, maximum: 1 },
    outcome: either(OUTCOME_KINDS),
    to: either(RECIPIENTS),
    say: { ...text, description: 'With steps: why it is expected (explain), or passes by itself (wait).' },
    for: { ...duration, description: 'With steps, for wait: how long until it should have passed.' },
    steps: list(step),
  },
};

const symptom = open(symptomFields.required, symptomFields.optional);

/** What became of the rules: loaded = matched + notMatched + notEvaluated + failed. */
export const accounting = open({
  loaded: count,
  matched: count,
  notMatched: count,
  notEvaluated: count,
  failed: count,
});

/** What was found out about one record, or by one dialogue, which adds `case`, `steps` and `bundle`. */
export const resultSchema = document(
  'result',
  'check: one record. diagnose: one dialogue.',
  {
    status: either(STATUSES),
    symptoms: list(symptom),
    action: either(ACTIONS),
    missingFacts: list(text),
    problems: list(open({ code: text, message: text }, { field: text })),
    rules: accounting,
  },
  {
    id: text,
    file: text,
    line: { type: 'integer', minimum: 1 },
    index: count,
    observedAt: text,
    escalation: open({ severity: text, policy: text, missing: list(text) }, { to: either(RECIPIENTS) }),
    packs,
    case: text,
    steps: list(open({ id: text, result: either(STEP_RESULTS) }, { by: either(['person', 'file']), at: text })),
    bundle: { anyOf: [madeBundle, { type: 'null' }] },
  },
);

/** Without what a schema says of itself, since it stands within another. */
const { description: _, ...resultOnly } = resultSchema.structure;

const counts = (keys: readonly string[]): JsonSchema => open(Object.fromEntries(keys.map((key) => [key, count])));

/** `check --format json`: all results in one document. */
export const resultsSchema = document('results', 'check --format json: all records, and what they came to.', {
  results: list(resultOnly),
  summary: open({
    records: count,
    blankLines: count,
    statuses: counts(STATUSES),
    actions: counts(ACTIONS),
    withFailedRules: count,
  }),
  exitCode: count,
});
