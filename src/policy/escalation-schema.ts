import type { FileSchema } from '../rules/schema/pack-schemas.ts';
import { count, list, object, oneOf, text, type JsonSchema } from '../rules/schema/shapes.ts';
import { STEP_RESULTS } from '../rules/step-result.ts';
import { FUNCTION_STATES, SCOPES } from './escalation.ts';

const words: JsonSchema = { type: 'string', maxLength: 20_000 };
const name: JsonSchema = { type: 'string', minLength: 1, maxLength: 200 };
/** ISO 8601 with an offset; without one it is read in the zone of the case. */
const moment: JsonSchema = {
  type: 'string',
  minLength: 4,
  maxLength: 80,
  description: 'A time: 2026-11-20T08:41:00-05:00.',
};

/** The fields of `deskmedic/escalation/v1`; paths are relative to the file. */
export const ESCALATION_FIELDS: Readonly<Record<string, JsonSchema>> = {
  policy: name,
  area: name,
  symptom: name,
  summary: words,
  username: name,
  agentUsername: name,
  firstObservedAt: moment,
  agentsAffected: count,
  seats: count,
  site: name,
  errorText: words,
  screenshots: list(text),
  attachments: list(text),
  monitoring: object({ numberCalled: name, callSessionId: name }),
  impact: object({
    scope: oneOf(SCOPES),
    function: oneOf(FUNCTION_STATES),
    workaround: { type: 'boolean' },
    customersReachAgents: { type: 'boolean' },
    business: words,
  }),
  severity: name,
  severityReason: words,
  identity: object({
    ccoId: name,
    contract: name,
    subscription: name,
    product: name,
    sr: { type: 'string', pattern: '^\\d{9}$', description: 'The 9 digits of a service request, in quotes.' },
  }),
  stepsTried: list(
    object({ step: text, result: oneOf(STEP_RESULTS), at: moment, by: oneOf(['person', 'file']) }, ['step', 'result']),
  ),
  contact: object({ name, phone: name, email: name }),
};

/** An escalation that a person or another system wrote, for `bundle create --from`. */
export const escalationSchema: FileSchema = {
  id: 'deskmedic/escalation/v1',
  structure: object(
    { schema: { const: 'deskmedic/escalation/v1' }, ...ESCALATION_FIELDS },
    ['schema', 'area', 'summary'],
    'Everything that a vendor asks for about a case. What an area requires and is missing is listed at once.',
  ),
};
