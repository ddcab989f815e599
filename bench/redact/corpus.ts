import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { UserError } from '../../src/errors.ts';
import { EXIT } from '../../src/exit-codes.ts';
import type { Span } from '../../src/redact/kind.ts';

/** A place that people labelled: `CREDIT_CARD` from `start` up to but not including `end`. */
export interface Label extends Span {
  readonly entity: string;
}

/** One text and what is in it. */
export interface LabelledText {
  readonly text: string;
  readonly labels: readonly Label[];
}

/** A file in the format of presidio-research: a list of `{full_text, spans: [{entity_type, start_position, end_position}]}`. */
export interface Corpus {
  /** Hex, of the bytes of the file. */
  readonly sha256: string;
  readonly texts: readonly LabelledText[];
}

/** Throws a UserError when the file cannot be read or has another format. */
export async function readCorpus(file: string): Promise<Corpus> {
  const bytes = await readFile(file).catch((cause: unknown) => {
    throw new UserError('bench-no-file', `${file} cannot be read`, { exit: EXIT.unreachable, cause });
  });
  const texts = parse(bytes.toString('utf8'));
  if (texts === undefined)
    throw new UserError('bench-format', `${file} is no labelled corpus`, { hint: 'see --help for the format' });
  return { sha256: createHash('sha256').update(bytes).digest('hex'), texts };
}

function parse(text: string): readonly LabelledText[] | undefined {
  try {
    const records: unknown = JSON.parse(text);
    return Array.isArray(records) ? records.map(labelledText) : undefined;
  } catch {
    return undefined;
  }
}

function labelledText(record: { readonly full_text: unknown; readonly spans: unknown }): LabelledText {
  if (typeof record.full_text !== 'string' || !Array.isArray(record.spans)) throw new TypeError('no labelled text');
  return { text: record.full_text, labels: record.spans.map(label) };
}

function label(span: Readonly<Record<'entity_type' | 'start_position' | 'end_position', unknown>>): Label {
  const { entity_type: entity, start_position: start, end_position: end } = span;
  if (typeof entity !== 'string' || typeof start !== 'number' || typeof end !== 'number')
    throw new TypeError('no label');
  return { entity, start, end };
}
