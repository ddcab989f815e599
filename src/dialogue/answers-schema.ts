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
      symptom: {
        ...symptomId,
        pattern: `${symptomId.pattern as string}|^none$`,
        description: 'Take this row, whatever the ranking says; none: take no row.',
      },
      facts: { ...mapOf(scalar), description: 'Values by fact; default: unknown is the only default.' },
      decide: {
        ...mapOf(oneOf(['shown', 'said'])),
        description: 'Where a file shows another value of a fact than was answered: which counts; shown when left out.',
      },
      steps: {
        ...mapOf(oneOf(['fixed', 'not-fixed', 'could-not-do', 'skip'])),
        description: 'Results by step id or by number from 1, and default. An answer is the consent to the step.',
      },
      explained: { type: 'boolean', description: 'Whether an explanation fits; as escalate says when left out.' },
      waited: {
        ...oneOf(['gone', 'later', 'still']),
        description: 'What became of a wait: later when left out, or still where escalate is true.',
      },
      escalate: { type: 'boolean', description: 'Whether to escalate; as the row says when left out.' },
      escalation: {
        ...object({ schema: { const: 'deskmedic/escalation/v1' }, ...ESCALATION_FIELDS }),
        description:
          'The fields of deskmedic/escalation/v1. Its symptom is taken where the file names no other; stepsTried were tried before.',
      },
      output: { ...text, description: 'Where the bundle goes: a file, or a folder ending in /.' },
    },
    ['schema'],
    'The answers to a dialogue.',
  ),
};
