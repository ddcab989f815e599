import { isJson } from '../facts/plain-data.ts';
import { csvColumns } from './csv-columns.ts';
import { decodeStream } from '../evidence/decode-stream.ts';
import type { Content } from './door.ts';

/** Characters of the largest JSON text that is read as such; a larger one is searched as text. */
const MOST = 8 * 1024 * 1024;
/** Characters in which the columns of a table show themselves. */
const BEGINNING = 64 * 1024;

/**
 * How the secrets of a text are found: `json` and `ndjson` by their values, `csv` by the names of its columns, when those
 * announce any, and anything else as it stands. Throws what the content throws, and `NotText`.
 */
export async function structureOf(content: Content): Promise<'json' | 'ndjson' | 'csv' | 'text'> {
  const { head, isWhole } = await beginning(content);
  if (!/^\s*[{[]/.test(head)) return csvColumns(head) === undefined ? 'text' : 'csv';
  if (isWhole && isJson(head)) return 'json';
  const lines = (isWhole ? head : head.slice(0, head.lastIndexOf('\n') + 1))
    .split('\n')
    .filter((line) => line.trim() !== '');
  return lines.length > 0 && lines.every(isJson) ? 'ndjson' : 'text';
}

async function beginning(content: Content): Promise<{ readonly head: string; readonly isWhole: boolean }> {
  let head = '';
  for await (const text of decodeStream(content())) {
    head += text;
    if ((/^\s*[^\s{[]/.test(head) && head.length >= BEGINNING) || head.length > MOST) return { head, isWhole: false };
  }
  return { head, isWhole: true };
}
