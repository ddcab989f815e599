import { EVIDENCE_FORMATS, IDENTIFIER_KINDS, QUALITY_LEGS } from '../../evidence/reading.ts';
import type { JsonSchema } from '../../rules/schema/shapes.ts';
import { ACTIONS } from '../result.ts';
import { count, document, either, list, open, packs, scalar, text } from './output.ts';
import { accounting, symptomFields } from './result-schemas.ts';

const line = { type: 'integer', minimum: 1 } as const;
const measure: JsonSchema = { type: 'number', minimum: 0 };
const fact = open({ id: text, value: scalar, file: text, times: line }, { line, at: text, lastLine: line, lastAt: text });

/** `read --json`. */
export const evidenceSchema = document('evidence', 'read: what files show, and the symptoms that go with it.', {
  files: list(
    open(
      {
        file: text,
        format: either(EVIDENCE_FORMATS),
        problems: list(open({ code: text, message: text }, { line, at: text })),
      },
      { firstAt: text, lastAt: text },
    ),
  ),
  facts: { ...list(fact), description: 'All values that were seen; of one fact, the one that counts first.' },
  gaps: list(open({ file: text, cause: text }, { from: text, to: text, length: text, milliseconds: count, line })),
  quality: list(
    open(
      { file: text, leg: either(QUALITY_LEGS) },
      { side: text, loss: measure, roundTrip: measure, jitter: measure, line, at: text },
    ),
  ),
  ids: open({}, Object.fromEntries(IDENTIFIER_KINDS.map((kind) => [kind, list(text)]))),
  symptoms: list(open({ ...symptomFields.required, evidence: list(fact) }, symptomFields.optional)),
  action: either(ACTIONS),
  missingFacts: list(text),
  problems: list(open({ code: text, message: text }, { field: text })),
  rules: accounting,
  packs,
});
