import { ACTORS, DISRUPTIONS, LIKELIHOODS, OUTCOME_KINDS, RECIPIENTS } from '../pack.ts';
import { IDENTITY_FIELDS, REQUIRED_FIELDS } from '../policy.ts';
import { TRUTHS } from '../verdict.ts';
import {
  condition,
  count,
  date,
  duration,
  factId,
  factReader,
  factSubject,
  factType,
  list,
  mapOf,
  object,
  oneOf,
  scalar,
  slug,
  source,
  symptomId,
  text,
  type JsonSchema,
} from './shapes.ts';

/** What one can say of a file of a pack: the `schema` line, and the structure behind it. */
export interface FileSchema {
  /** The value of the file's `schema` key. */
  readonly id: string;
  readonly structure: JsonSchema;
}

const fileSchema = (
  id: string,
  properties: Readonly<Record<string, JsonSchema>>,
  required: readonly string[],
  description: string,
): FileSchema => ({
  id,
  structure: object({ schema: { const: id }, ...properties }, ['schema', ...required], description),
});

const setting = object(
  {
    type: factType,
    value: { ...scalar, description: 'The default; the configuration may change it.' },
    about: text,
    source: text,
  },
  ['type', 'value', 'about', 'source'],
);

/** `pack.yaml`: what a pack is called, what it extends, and the settings that it declares. */
export const packSchema = fileSchema(
  'deskmedic/pack/v1',
  {
    name: slug,
    version: { type: 'string', pattern: '^\\d+\\.\\d+\\.\\d+$', description: 'Three numbers: 1.2.0.' },
    title: text,
    extends: { ...list(slug), description: 'Names of the packs whose facts and symptoms this one builds on.' },
    settings: mapOf(setting),
    outages: {
      ...object({ signs: condition }, ['signs']),
      description: 'Which incidents speak of trouble with the network: those of one time and place make an outage.',
    },
  },
  ['name', 'version'],
  'pack.yaml: what a pack is called, and the numbers in it that a site may change.',
);

const fact = object(
  {
    id: factId,
    type: factType,
    about: factSubject,
    question: {
      type: 'string',
      pattern: '\\?$',
      minLength: 3,
      maxLength: 300,
      description: 'Asked as it stands; ends in "?".',
    },
    hint: text,
    options: { ...mapOf(text, 1), description: 'For an enum: each value with the words a person chooses by.' },
    seconds: { ...count, description: 'How long a person needs to find out.' },
    'shown-by': {
      ...list(factReader, 1),
      uniqueItems: true,
      description: 'Readers that can show it: what stands in such a file of the case is not asked.',
    },
  },
  ['id', 'type', 'about', 'question', 'seconds'],
);

/** `facts.yaml`: the facts that a pack declares. */
export const factsSchema = fileSchema(
  'deskmedic/facts/v1',
  { facts: list(fact, 1) },
  ['facts'],
  'facts.yaml: the fact catalogue.',
);

/** The keys of a step, in the order in which they stand. */
export const STEP_KEYS = ['id', 'if', 'do', 'verify', 'who', 'minutes', 'likelihood', 'disrupts'] as const;

const step = object(
  {
    id: slug,
    if: condition,
    do: text,
    verify: { ...text, description: 'A question that is answered with yes when the step has helped.' },
    who: oneOf(ACTORS),
    minutes: { type: 'number', exclusiveMinimum: 0, maximum: 240 },
    likelihood: oneOf(LIKELIHOODS),
    disrupts: oneOf(DISRUPTIONS),
  },
  ['id', 'do', 'verify', 'who', 'minutes', 'likelihood', 'disrupts'],
);

const outcome = {
  ...object({
    when: condition,
    outcome: oneOf(OUTCOME_KINDS),
    otherwise: oneOf(OUTCOME_KINDS),
    say: { ...text, description: 'For explain and wait: why this is expected.' },
    for: { ...duration, description: 'For wait: how long until "still there?" is asked.' },
    to: oneOf(RECIPIENTS),
  }),
  oneOf: [
    { required: ['when', 'outcome'], not: { required: ['otherwise'] } },
    { required: ['otherwise'], not: { anyOf: [{ required: ['when'] }, { required: ['outcome'] }] } },
  ],
};

/** The keys of a symptom, in the order in which they stand. */
export const SYMPTOM_KEYS = [
  'id',
  'overrides',
  'symptom',
  'screen-text',
  'phrases',
  'frequency',
  'when',
  'steps',
  'outcomes',
  'source',
  'reviewed',
] as const;

const symptom = object(
  {
    id: symptomId,
    overrides: { ...symptomId, description: 'The symptom of an earlier pack that this one replaces.' },
    symptom: { ...text, description: 'What is seen, in one sentence.' },
    'screen-text': { ...list(text), description: 'Exactly as on the screen; {date} and {time} stand for what varies.' },
    phrases: { ...list(text), description: 'How people say it.' },
    frequency: { type: 'integer', minimum: 1, maximum: 5, description: '1 rare … 5 daily.' },
    when: condition,
    steps: list(step),
    outcomes: list(outcome, 1),
    source,
    reviewed: date,
  },
  ['id', 'symptom', 'frequency', 'when', 'outcomes'],
);

/** `tables/*.yaml`: the symptoms of one area. */
export const tableSchema = fileSchema(
  'deskmedic/table/v1',
  { area: slug, title: text, source, reviewed: date, symptoms: list(symptom, 1) },
  ['area', 'title', 'source', 'reviewed', 'symptoms'],
  'tables/*.yaml: the symptoms of one area.',
);

/** `policies/*.yaml`: a vendor's support terms. */
export const policySchema = fileSchema(
  'deskmedic/policy/v1',
  {
    id: slug,
    title: text,
    vendor: text,
    source,
    severities: list(object({ id: text, title: text, channel: slug, when: condition }, ['id', 'title', 'channel']), 1),
    default: { ...text, description: 'The severity when no condition is yes.' },
    channels: mapOf(object({ say: text }, ['say']), 1),
    required: mapOf(
      list(
        object({ field: oneOf(REQUIRED_FIELDS), label: text, when: condition, 'if-available': { type: 'boolean' } }, [
          'field',
          'label',
        ]),
      ),
      1,
    ),
    identity: list(object({ field: oneOf(IDENTITY_FIELDS), label: text }, ['field', 'label'])),
    ladder: list(text),
  },
  ['id', 'title', 'vendor', 'severities', 'default', 'channels', 'required'],
  "policies/*.yaml: a vendor's support terms.",
);

const facts = mapOf(scalar);

/** The files of `tests/`: the cases of a pack. */
export const testsSchema = fileSchema(
  'deskmedic/tests/v1',
  {
    cases: list(
      {
        ...object(
          {
            symptom: symptomId,
            policy: slug,
            name: text,
            facts,
            expect: object({
              verdict: oneOf(TRUTHS),
              outcome: oneOf([...OUTCOME_KINDS, 'ask']),
              severity: text,
            }),
          },
          ['name', 'facts', 'expect'],
        ),
        oneOf: [{ required: ['symptom'] }, { required: ['policy'] }],
      },
      1,
    ),
  },
  ['cases'],
  'tests/**/*.yaml: cases that show what a symptom matches and what a policy proposes.',
);

const language: JsonSchema = {
  type: 'string',
  pattern: '^[a-z]{2,3}(-[a-z0-9]+)*$',
  description: 'A language tag: en, es, pt-br.',
};
const wordList: JsonSchema = { ...text, maxLength: 10_000 };

/** `words/*.yaml`: what the words of one language mean at the desk. */
export const wordsSchema = fileSchema(
  'deskmedic/words/v1',
  {
    language,
    fillers: { ...wordList, description: 'Words that say nothing about which row is meant, blanks between them.' },
    negations: { ...wordList, description: 'Words that turn round what follows them in their clause.' },
    breaks: { ...wordList, description: 'Words that end a clause.' },
    numbers: { ...mapOf({ type: 'number', minimum: 0 }), description: 'Number words, with what they count.' },
    units: { ...mapOf({ type: 'number', exclusiveMinimum: 0 }), description: 'Words for units of time, in seconds.' },
    synonyms: {
      ...mapOf(list({ ...text, maxLength: 80 }, 1)),
      description: 'A notion, with the words and expressions for it.',
    },
  },
  ['language'],
  'words/*.yaml: fillers, negations and synonyms of one language.',
);

/** `phrases/*.yaml`: how people say it. */
export const phrasesSchema = fileSchema(
  'deskmedic/phrases/v1',
  {
    language,
    phrases: { ...mapOf(list(text, 1)), description: 'Id of a symptom, with phrases for it.' },
    unlisted: { ...list(text), description: 'What people say that no symptom is about.' },
  },
  ['language'],
  'phrases/*.yaml: how people say what the rows are about, and what no row is about.',
);
