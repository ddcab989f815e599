import { encodingOf } from '../har/utf8-bytes.ts';
import { identifierKind } from '../identifiers.ts';
import { plainName } from '../json-fields.ts';
import { delimiterOf } from './csv-columns.ts';
import { measureName } from './measure-name.ts';
import { sentenceFindings } from './sentences.ts';

/** Characters that are looked at. */
const HEAD = 256 * 1024;
const CALL_NAME = /^(?:legs?|hops?|participants?|endpoints?|calls?|insights?|mediatype|codec)$/;

/** Whether a file that begins with these bytes may be a report of calls, in JSON or as a table. Cheap, and may be wrong. */
export function looksLikeCallReport(firstBytes: Uint8Array): boolean {
  const { encoding, mark } = encodingOf(firstBytes);
  return textLooksLikeCallReport(
    new TextDecoder(encoding).decode(firstBytes.subarray(mark, 2 * HEAD), { stream: true }),
  );
}

/** As {@link looksLikeCallReport}, of the beginning of a text. */
export function textLooksLikeCallReport(text: string): boolean {
  const head = text.slice(0, HEAD);
  return isJson(head) ? jsonLooksLike(head) : delimiterOf(head) !== undefined;
}

/** Whether the text begins as JSON does that has more than one value. */
export function isJson(text: string): boolean {
  return /^\s*[{[]/.test(text);
}

/** Ids that an answer of any service may have are not enough beside a sentence. */
const CALL_IDS = new Set(['call', 'correlation']);

/** Two names of measurements, or one with a name of what calls have, or a sentence of an insight with one. */
function jsonLooksLike(head: string): boolean {
  let measures = 0;
  let isCall = false;
  for (const [, name = ''] of head.matchAll(/"([^"\\]{1,80})"\s*:/g)) {
    if (measureName(name) !== undefined) measures += 1;
    const plain = plainName(name);
    isCall ||= CALL_NAME.test(plain) || CALL_IDS.has(identifierKind(plain) ?? '');
    if (measures >= 2 || (measures >= 1 && isCall)) return true;
  }
  if (!isCall) return false;
  for (const [, name = '', text = ''] of head.matchAll(/"([^"\\]{1,80})"\s*:\s*\[?\s*"([^"\\]{8,400})"/g))
    if (sentenceFindings(name, '', text).length > 0) return true;
  return false;
}
