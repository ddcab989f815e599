import type { JsonSchema } from '../../rules/schema/shapes.ts';
import { OUTCOME_KINDS } from '../../rules/pack.ts';
import { CHANGES } from '../analysis.ts';
import { document, either, list, open, packs, scalar, sha256, text } from './output.ts';

const orNull = (schema: JsonSchema): JsonSchema => ({ anyOf: [schema, { type: 'null' }] });
const seen = { file: text, line: { type: 'integer', minimum: 1 }, at: text } as const;
const conclusion = orNull(open({ verdict: either(['yes', 'no', 'unknown']) }, { outcome: either(OUTCOME_KINDS) }));
const fact = { id: text, value: scalar, by: text };

/** What a bundle says, and what is said today. */
function thenAndNow(before: JsonSchema, now: JsonSchema): Readonly<Record<string, JsonSchema>> {
  // oxlint-disable-next-line unicorn/no-thenable -- a key of JSON, and nobody awaits it
  return { then: before, now };
}

/** `analyze --json`. */
export const analysisSchema = document('analysis', 'analyze: what of the conclusions of a bundle changed since.', {
  bundle: { ...text, description: 'Path of the bundle.' },
  id: sha256,
  case: text,
  packs: open(thenAndNow(list(open({ name: text, version: text, hash: text })), packs)),
  changed: list(
    open(
      {
        id: text,
        change: either(CHANGES),
        by: { ...either(['rules', 'evidence']), description: 'evidence: only with what the files show now.' },
        ...thenAndNow(conclusion, conclusion),
        because: list(text),
      },
      { symptom: text },
    ),
  ),
  same: { ...list(text), description: 'Ids of the rows that were concluded, and still are.' },
  rows: open({ added: list(text), removed: list(text) }),
  newFacts: list(open(fact, seen)),
  otherFacts: list(open({ id: text, by: text, ...thenAndNow(scalar, scalar) }, seen)),
  lostFacts: list(open({ ...fact, why: text }, seen)),
  severity: open({ policy: text, ...thenAndNow(text, { type: ['string', 'null'] }) }),
  problems: list(open({ file: text, code: text, message: text })),
});
