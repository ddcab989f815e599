import { ESCALATION_FIELDS } from '../policy/escalation-schema.ts';
import type { FileSchema } from '../rules/schema/pack-schemas.ts';
import { mapOf, object, oneOf, scalar, symptomId, text } from '../rules/schema/shapes.ts';

/** Answers that run a dialogue unattended, for `diagnose --answers`. */
export const answersSchema: FileSchema = {
  id: 'deskmedic/answers/v1',
  structure: object(
    {
      schema: { const: 'deskmedic/answers/v1' },
      text: { type: 'string', maxLength: 20_000, description: 'What is seen.' },
      symptom: { ...symptomId, description: 'Take this row, whatever the ranking says.' },
      facts: { ...mapOf(scalar), description: 'Values by fact; default: unknown is the only default.' },
      steps: {
        ...mapOf(oneOf(['fixed', 'not-fixed', 'could-not-do', 'skip'])),
        description: 'Results by step id or by number from 1, and default. An answer is the consent to the step.',
      },
      escalate: { type: 'boolean', description: 'Whether to escalate; as the row says when left out.' },
      escalation: { ...object(ESCALATION_FIELDS), description: 'The fields of deskmedic/escalation/v1.' },
      output: { ...text, description: 'Where the bundle goes: a file, or a folder ending in /.' },
    },
    ['schema'],
    'The answers to a dialogue.',
  ),
};
