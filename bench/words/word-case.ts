import { splitLines, withoutMark } from './split-lines.ts';
import { UserError } from '../../src/errors.ts';
import { decodeUtf8 } from '../../src/facts/utf8.ts';
import { hintFor } from '../../src/rules/did-you-mean.ts';

/** One text that somebody wrote, and the rows that are right for it. */
export interface WordCase {
  readonly text: string;
  /** Ids of rows, any of which is right; empty when no row fits. */
  readonly expect: readonly string[];
  /** Counts from 1. */
  readonly line: number;
}

/**
 * Reads lines of `{"text": "…", "expect": ["area/row"]}`; blank lines and other keys are passed over.
 *
 * @param file what the file is called in an error
 * @param ids the rows that there are
 * @throws AggregateError of one {@link UserError} per faulty line
 */
export function readWordCases(file: string, bytes: Uint8Array, ids: readonly string[]): WordCase[] {
  const cases: WordCase[] = [];
  const errors: UserError[] = [];
  let line = 0;
  for (const found of splitLines(withoutMark(bytes))) {
    line += 1;
    try {
      const text = textOf(found);
      if (text.trim() !== '') cases.push({ ...parseCase(text, ids), line });
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      errors.push(new UserError('bench-line', error.message, { hint: error.hint, where: { file, line } }));
    }
  }
  if (errors.length === 0 && cases.length === 0)
    errors.push(new UserError('bench-empty', 'there is no text in this file', { hint: LIKE, where: { file } }));
  if (errors.length > 0) throw new AggregateError(errors);
  return cases;
}

const LIKE = 'a line looks like {"text": "my screen is frozen", "expect": ["desktop/some-row"]}';

/** What is wrong with a line; its place is added where it is known. */
class Fault extends Error {
  readonly hint: string;
  constructor(message: string, hint = LIKE) {
    super(message);
    this.hint = hint;
  }
}

function textOf(line: Uint8Array): string {
  const text = decodeUtf8(line, { keepMark: true });
  if (text === undefined) throw new Fault('this line is not UTF-8', 'save the file as UTF-8');
  return text;
}

function parseCase(line: string, ids: readonly string[]): Omit<WordCase, 'line'> {
  const record = parseJson(line);
  if (typeof record !== 'object' || record === null || Array.isArray(record))
    throw new Fault('this line is not a JSON object');
  const { text, expect } = record as Readonly<Record<string, unknown>>;
  if (typeof text !== 'string' || text.trim() === '') throw new Fault('"text" must be a text that is not empty');
  if (!Array.isArray(expect) || !expect.every((id) => typeof id === 'string'))
    throw new Fault('"expect" must be a list of ids', 'an empty list means that no row fits');
  const unknown = expect.find((id) => !ids.includes(id));
  if (unknown !== undefined) throw new Fault(`no row is called "${unknown}"`, hintFor(unknown, ids));
  return { text, expect };
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch (error) {
    throw new Fault(`this line is not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
}
