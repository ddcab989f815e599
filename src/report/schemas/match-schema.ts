import { document, flag, list, open, packs, text } from './output.ts';

const probability = { type: 'number', minimum: 0, maximum: 1 } as const;
const line = { type: 'integer', minimum: 1 } as const;

/** Which rows a text means. */
export const matchSchema = document(
  'match',
  'match --json: one text. match --input: one line of it, which adds line, id and problems.',
  {
    text,
    abstained: { ...flag, description: 'No row is likely enough to be named: the candidates are only the nearest.' },
    candidates: list(open({ id: text, symptom: text, area: text, probability, because: list(text) })),
    none: { ...probability, description: 'Probability that no row fits.' },
  },
  { packs, id: text, line, problems: list(open({ code: text, line, message: text }, { field: text })) },
);
