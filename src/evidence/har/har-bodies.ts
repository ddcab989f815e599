import { jsonFields, type JsonField } from '../json-fields.ts';
import { cutLength } from './held-value.ts';
import { fieldOf, textOf, type JsonMap } from './shape.ts';

/** Characters of a body that is looked into: answers of the client's API are far shorter. */
const LONGEST = 1024 * 1024;

/** The fields of a request's body; none when it is not kept in the file, or no JSON. */
export function sentFields(entry: JsonMap): readonly JsonField[] {
  return bodyFields(textOf(fieldOf(fieldOf(entry, 'request'), 'postData'), 'text'));
}

/** The fields of a response's body, also when it is recorded in base64. */
export function answeredFields(entry: JsonMap): readonly JsonField[] {
  const content = fieldOf(fieldOf(entry, 'response'), 'content');
  const text = textOf(content, 'text');
  if (text === undefined || text.length > LONGEST || cutLength(text) !== undefined) return [];
  const isBase64 = textOf(content, 'encoding')?.toLowerCase() === 'base64';
  return bodyFields(isBase64 ? Buffer.from(text, 'base64').toString('utf8') : text);
}

function bodyFields(text: string | undefined): readonly JsonField[] {
  if (text === undefined || text.length > LONGEST || !/^\s*[{[]/.test(text)) return [];
  try {
    return jsonFields(JSON.parse(text));
  } catch {
    return []; // cut by the browser, or no JSON after all
  }
}
