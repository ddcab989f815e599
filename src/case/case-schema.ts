import { EVIDENCE_FORMATS, IDENTIFIER_KINDS, QUALITY_LEGS } from '../evidence/reading.ts';
import { FUNCTION_STATES, SCOPES } from '../policy/escalation.ts';
import { OUTCOME_KINDS } from '../rules/pack.ts';
import { STEP_RESULTS } from '../rules/step-result.ts';
import { RECORDED_MOST } from './record-reading.ts';

/** A JSON Schema, as data. */
type Schema = Readonly<Record<string, unknown>>;

const text: Schema = { type: 'string' };
const number = (most: number): Schema => ({ type: 'number', minimum: 0, maximum: most });
const integer = (least: number, most = Number.MAX_SAFE_INTEGER): Schema => ({
  type: 'integer',
  minimum: least,
  maximum: most,
});
const count = integer(0);
const line = integer(1);
const list = (items: Schema): Schema => ({ type: 'array', items });

/** Fields may be added by later versions, so unknown ones are allowed everywhere. */
const object = (
  required: Readonly<Record<string, Schema>>,
  optional: Readonly<Record<string, Schema>> = {},
): Schema => ({
  type: 'object',
  required: Object.keys(required),
  properties: { ...required, ...optional },
});

const time = object({
  utc: { type: 'string', pattern: '^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z$' },
  local: text,
  zone: text,
});
const gap = object({ field: text, label: text });
const sha256: Schema = { type: 'string', pattern: '^[0-9a-f]{64}$' };

/** The published schema of `data/case.json`, and what a bundle that comes from elsewhere is held against. */
export const CASE_SCHEMA: Schema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'deskmedic/case/v1',
  description:
    'data/case.json of a bundle: everything the vendor is told about a case, complete or with its gaps named.',
  ...object(
    {
      schema: { const: 'deskmedic/case/v1' },
      case: { type: 'string', pattern: '^[A-Za-z0-9][A-Za-z0-9-]{0,63}$' },
      createdAt: time,
      tool: text,
      packs: list(object({ name: text, version: text, hash: text })),
      severity: object(
        { policy: text, severity: text, because: list(text), channel: text, say: text, proposed: text },
        { reason: text },
      ),
      policy: text,
      area: text,
      summary: text,
      symptoms: list(
        object(
          { id: text, symptom: text, area: text, verdict: { enum: ['yes', 'no', 'unknown'] }, because: list(text) },
          { outcome: { enum: OUTCOME_KINDS } },
        ),
      ),
      stepsTried: list(
        object(
          { step: text, result: { enum: STEP_RESULTS } },
          { do: text, at: time, by: { enum: ['person', 'file'] } },
        ),
      ),
      missing: list(gap),
      gaps: list(gap),
      facts: list(
        object(
          { id: text, value: { type: ['boolean', 'number', 'string'] }, by: text },
          { file: text, line, at: text },
        ),
      ),
      notes: list(object({ at: time, text })),
      evidence: list(
        object(
          {
            path: text,
            role: { enum: ['screenshot', 'attachment'] },
            bytes: count,
            sha256,
            media: text,
            copied: { type: 'boolean' },
          },
          { name: text, why: text },
        ),
      ),
      screenshots: list(text),
      attachments: list(text),
    },
    {
      readings: list(
        object(
          {
            file: text,
            format: { enum: EVIDENCE_FORMATS },
            gaps: list(
              object({ cause: text }, { from: time, to: time, milliseconds: integer(0, RECORDED_MOST.gap), line }),
            ),
            quality: list(
              object(
                { leg: { enum: QUALITY_LEGS } },
                {
                  at: time,
                  line,
                  side: text,
                  loss: number(RECORDED_MOST.loss),
                  roundTrip: number(RECORDED_MOST.delay),
                  jitter: number(RECORDED_MOST.delay),
                },
              ),
            ),
            ids: object({}, Object.fromEntries(IDENTIFIER_KINDS.map((kind) => [kind, list(text)]))),
            problems: list(object({ code: text, message: text }, { line })),
          },
          { from: time, to: time },
        ),
      ),
      parent: sha256,
      symptom: text,
      username: text,
      agentUsername: text,
      firstObservedAt: time,
      agentsAffected: count,
      seats: count,
      site: text,
      errorText: text,
      monitoring: object({}, { numberCalled: text, callSessionId: text }),
      impact: object(
        {},
        {
          scope: { enum: SCOPES },
          function: { enum: FUNCTION_STATES },
          workaround: { type: 'boolean' },
          customersReachAgents: { type: 'boolean' },
          business: text,
        },
      ),
      contact: object({}, { name: text, phone: text, email: text }),
      identity: object({}, { ccoId: text, contract: text, subscription: text, product: text, sr: text }),
    },
  ),
};
