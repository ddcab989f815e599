import { TRUTHS } from '../../rules/verdict.ts';
import { accounting } from './result-schemas.ts';
import { document, either, list, open, packs, scalar, text } from './output.ts';

const line = { type: 'integer', minimum: 1 } as const;

/** `data/results.json` of a bundle. */
export const ruleResultsSchema = document(
  'rule-results',
  'data/results.json of a bundle: every rule accounted for, and the facts with where they came from.',
  {
    packs,
    rules: accounting,
    facts: {
      ...list(open({ id: text, value: scalar, by: text }, { file: text, line, at: text })),
      description: 'What was known, in the order in which it became known.',
    },
    symptoms: list(
      open({ id: text, verdict: either(TRUTHS), because: list(text), missing: list(text) }, { failed: text }),
    ),
  },
);
