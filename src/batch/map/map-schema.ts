import { mapOf, object, oneOf, scalar, text } from '../../rules/schema/shapes.ts';
import type { FileSchema } from '../../rules/schema/pack-schemas.ts';

/** Units in which a length of time can stand as a bare number. */
export const UNITS = ['ms', 's', 'm', 'h'] as const;

const entry = object(
  {
    from: {
      type: ['string', 'array'],
      minLength: 1,
      minItems: 1,
      items: text,
      description:
        'The column, or the field of a JSON record (dots lead inwards). Of several the first that has a value counts; for text they are all joined.',
    },
    constant: { ...scalar, description: 'The same for every record.' },
    values: {
      ...mapOf(scalar, 1),
      description:
        'What stands in the column, and what it means here; case does not matter. unknown: nothing is known.',
    },
    default: {
      ...scalar,
      description: 'For a value that is empty or not listed. unknown: nothing is known, and nothing is reported.',
    },
    date: {
      ...text,
      description:
        'How observedAt is written: yyyy MM MMM dd HH hh mm ss SSS a XXX, or epoch-seconds, epoch-milliseconds. ISO 8601 when left out.',
    },
    unit: { ...oneOf(UNITS), description: 'Of a duration that is a bare number.' },
  },
  [],
  'Where a value comes from: from or constant.',
);

/** What the fields of another system mean, for `check --map`. */
export const mapSchema: FileSchema = {
  id: 'deskmedic/map/v1',
  structure: object(
    {
      schema: { const: 'deskmedic/map/v1' },
      title: { ...text, description: 'Which export of which system this is for.' },
      zone: { ...text, description: 'The time zone of dates that name none: America/Chicago.' },
      fields: {
        ...object({ id: entry, agent: entry, observedAt: entry, site: entry, area: entry, text: entry }),
        description: 'Fields of the incident.',
      },
      facts: { ...mapOf(entry), description: 'Facts by their id.' },
    },
    ['schema'],
    'What the columns or fields of another system mean.',
  ),
};
