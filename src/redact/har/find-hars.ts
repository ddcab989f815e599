import { isJson } from '../../facts/plain-data.ts';
import type { Span } from '../kind.ts';
import { tokensOf } from '../json-tokens.ts';

/** What of a HAR stands in other JSON. A `message` is one of a web-socket. */
export type HarPiece = 'log' | 'entry' | 'request' | 'response' | 'post-data' | 'content' | 'message';

/** A piece of a HAR, and where it stands in a JSON text. */
export interface FoundHar extends Span {
  readonly piece: HarPiece;
}

/** What every text has in which there is a piece of a HAR; also when letters of it are escaped. */
const HINT =
  /"(?:request|entries|_webSocketMessages|postData|queryString|headersSize|redirectURL|mimeType|opcode)"|\\u00[4-7]/;

/** The same in text that is handed on as text. */
const DEEP_HINT = new RegExp(HINT.source.replace(')"', String.raw`)\\*"`));

/**
 * By which fields a piece is known, one of each list. `{` and `[` stand behind the names of objects and of lists; with a
 * blank in it, it says under which name the object stands, or what stands in it.
 */
const KNOWN_BY: readonly (readonly [HarPiece, readonly (readonly string[])[]])[] = [
  ['log', [['entries['], ['creator{', 'browser{', 'pages[']]],
  ['entry', [['request{'], ['response{'], ['startedDateTime', 'timings{', 'headers in it', 'body in it']]],
  ['entry', [['_webSocketMessages[']]],
  ['entry', [['request in it'], ['startedDateTime', 'timings{']]],
  ['request', [['url'], ['method'], ['httpVersion', 'headersSize', 'queryString[', 'postData{']]],
  ['response', [['status'], ['headers['], ['headersSize', 'redirectURL']]],
  ['response', [['status'], ['content in it']]],
  ['post-data', [['mimeType'], ['text', 'params['], ['params[', 'as postData']]],
  ['content', [['mimeType'], ['text'], ['size']]],
  ['message', [['type'], ['opcode'], ['data']]],
];

interface Level {
  readonly start: number;
  readonly isObject: boolean;
  /** The name that was read last, whose value comes next. */
  field: string | undefined;
  readonly fields: Set<string>;
}

/**
 * The pieces of a HAR in a JSON text, in its order, none within another: as they stand in lists, under other names, one
 * on a line. Each level is looked at once, however deep they are nested.
 */
export function findHars(text: string): readonly FoundHar[] {
  if (!HINT.test(text)) return [];
  const found: FoundHar[] = [];
  const levels: Level[] = [];
  for (const { start, end } of tokensOf(text)) {
    const sign = text[start];
    const level = levels.at(-1);
    if (sign === '{' || sign === '[') {
      level?.fields.add(`${level.field ?? ''}${sign}`);
      const fields = new Set(level?.field === undefined ? [] : [`as ${level.field}`]);
      levels.push({ start, isObject: sign === '{', field: undefined, fields });
    } else if (sign === '}' || sign === ']') {
      levels.pop();
      if (level !== undefined) close(level, end, levels.at(-1), found);
    } else if (sign === ',') {
      if (level !== undefined) level.field = undefined;
    } else if (level?.isObject === true) {
      if (level.field === undefined) level.field = nameIn(text.slice(start, end));
      else level.fields.add(level.field);
    }
  }
  return found;
}

/** Whether a text is JSON that holds a piece of a HAR, also as text in it, which is JSON again. */
export function holdsHar(text: string): boolean {
  if (!DEEP_HINT.test(text) || !isJson(text)) return false;
  return findHars(text).length > 0 || textsIn(text).some(holdsHar);
}

/** The texts in JSON that may be JSON. */
function textsIn(json: string): readonly string[] {
  return Array.from(tokensOf(json), ({ start, end }) => json.slice(start, end))
    .filter((token) => token.includes('\\"'))
    .map((token) => JSON.parse(token) as string);
}

function close({ start, fields }: Level, end: number, parent: Level | undefined, found: FoundHar[]): void {
  const piece = KNOWN_BY.find(([, lists]) => lists.every((names) => names.some((name) => fields.has(name))))?.[0];
  if (parent?.field === 'request' || parent?.field === 'response') {
    if (fields.has('headers[')) parent.fields.add('headers in it');
    if (fields.has('postData{') || fields.has('content{')) parent.fields.add('body in it');
  }
  if (piece === 'request' && parent?.field === 'request') parent.fields.add('request in it');
  if (fields.has('mimeType') && parent?.field === 'content') parent.fields.add('content in it');
  if (piece === undefined) return;
  while ((found.at(-1)?.start ?? -1) > start) found.pop();
  found.push({ piece, start, end });
}

/** A name as it reads; of what is no JSON, as it stands. */
function nameIn(token: string): string {
  if (!token.includes('\\')) return token.replace(/^"|"$/g, '');
  try {
    return String(JSON.parse(token));
  } catch {
    return token;
  }
}
