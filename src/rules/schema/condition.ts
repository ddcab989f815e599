import type { JsonSchema } from './shapes.ts';
import { list, scalar } from './shapes.ts';

const operators: Readonly<Record<string, JsonSchema>> = {
  above: { ...scalar, description: 'Greater than; a count or a duration.' },
  below: { ...scalar, description: 'Less than.' },
  'at-least': { ...scalar, description: 'Equal or greater.' },
  'at-most': { ...scalar, description: 'Equal or less.' },
  contains: { type: 'string', description: 'A text holds these characters, upper and lower case alike.' },
  matches: { type: 'string', maxLength: 512, description: 'A text matches this RE2 pattern (linear time).' },
  known: { type: 'boolean', description: 'Whether the fact is known at all; never unknown itself.' },
  not: { anyOf: [scalar, list(scalar, 1)], description: 'None of these values.' },
};

/** `$defs` of the condition language, for the published schemas. */
export const conditionDefs: Readonly<Record<string, JsonSchema>> = {
  condition: {
    description: 'A condition: all, any, not, or one fact compared. A leaf on an unknown fact is unknown.',
    type: 'object',
    minProperties: 1,
    maxProperties: 1,
    properties: {
      all: list({ $ref: '#/$defs/condition' }, 1),
      any: list({ $ref: '#/$defs/condition' }, 1),
      not: { $ref: '#/$defs/condition' },
    },
    additionalProperties: {
      anyOf: [
        scalar,
        list(scalar, 1),
        { type: 'object', properties: operators, additionalProperties: false, minProperties: 1 },
      ],
    },
  },
};
