import { findHars, holdsHar } from './har/find-hars.ts';
import { newHarPieces, type HarPieces } from './har/rebuild-piece.ts';
import { refuseHarIn } from './har/refuse-har.ts';
import { tokensOf } from './json-tokens.ts';
import type { SecretKind, Span } from './kind.ts';
import { kindOfField } from './kind-of-field.ts';
import { SECRET_KINDS } from './kinds.ts';
import type { Placeholders } from './placeholders.ts';
import { redactField, redactText, type Tally } from './redact-text.ts';

const WHOLE_NUMBER = /^-?\d+$/;

/** One open object or array: the field that is being read, and what all of its values are secrets of, if anything. */
interface Level {
  readonly isObject: boolean;
  readonly secret: SecretKind | undefined;
  /** Where it opens in the text. */
  readonly start: number;
  /** The names of the fields on the way to it. */
  readonly path: readonly string[];
  field: string | undefined;
}

/** Objects, by where they open, whose `value` is a secret because of the `name` beside it, before or behind it. */
type Announced = ReadonlyMap<number, SecretKind>;

/** What is removed from a field, by the names on the way to it: `contact`, `email`. Lists have no names. */
export type KindsIn = (path: readonly string[]) => readonly SecretKind[];

/** How JSON is redacted. */
export interface JsonChoices {
  readonly kindsIn?: KindsIn;
  /** Rebuilds the HARs in it. */
  readonly hars?: HarPieces;
}

/**
 * JSON text with every secret in its strings, names and whole numbers replaced, and what is a piece of a HAR rebuilt. All
 * else stays as it is, byte for byte: order, white space, numbers too long for a double. Throws a SyntaxError when `text` is not JSON.
 */
export function redactJson(
  text: string,
  placeholders: Placeholders,
  tally: Tally,
  { kindsIn = () => SECRET_KINDS, hars = newHarPieces(placeholders, tally) }: JsonChoices = {},
): string {
  JSON.parse(text);
  const announced = findAnnounced(text);
  const pieces = findHars(text)[Symbol.iterator]();
  let har = pieces.next().value;
  let result = '';
  let done = 0;
  for (const { start, end, level } of scalarsOf(text, announced)) {
    if (start < done) continue; // it stood in a HAR
    if (har !== undefined && har.start < start) {
      result += text.slice(done, har.start) + hars.rebuild(har.piece, text.slice(har.start, har.end));
      done = har.end;
      har = pieces.next().value;
      continue;
    }
    const token = text.slice(start, end);
    const redacted = redactToken(token, level, announced, placeholders, tally, { kindsIn, hars });
    result += text.slice(done, start) + redacted;
    done = end;
  }
  return result + text.slice(done);
}

/** The objects that are like `{"value": "…", "name": "Cookie"}`; of several names the first that announces a secret counts. */
function findAnnounced(text: string): Announced {
  const announced = new Map<number, SecretKind>();
  for (const { start, end, level } of scalarsOf(text, announced)) {
    if (!level.isObject || text[start] !== '"') continue;
    if (level.field === undefined) {
      level.field = JSON.parse(text.slice(start, end)) as string;
    } else if (level.field === 'name' && !announced.has(level.start)) {
      const kind = kindOfField(JSON.parse(text.slice(start, end)) as string);
      if (kind !== undefined) announced.set(level.start, kind);
    }
  }
  return announced;
}

/** The names and the values that hold no others, each with the level it stands at; the caller notes the level's `field`. */
function* scalarsOf(text: string, announced: Announced): Generator<Span & { readonly level: Level }> {
  const levels: Level[] = [{ isObject: false, secret: undefined, start: -1, path: [], field: undefined }];
  for (const { start, end } of tokensOf(text)) {
    if (!followStructure(text.slice(start, end), start, levels, announced))
      yield { start, end, level: levels.at(-1) as Level };
  }
}

/** Keeps track of where in the nesting we are; false when the token is a name or a value. */
function followStructure(token: string, start: number, levels: Level[], announced: Announced): boolean {
  const level = levels.at(-1) as Level;
  if (token === '{' || token === '[')
    levels.push({
      isObject: token === '{',
      secret: secretOf(level, announced),
      start,
      path: pathOf(level),
      field: undefined,
    });
  else if (token === '}' || token === ']') levels.pop();
  else if (token !== ',') return false;
  if (token !== '{' && token !== '[') (levels.at(-1) as Level).field = undefined;
  return true;
}

function redactToken(
  token: string,
  level: Level,
  announced: Announced,
  placeholders: Placeholders,
  tally: Tally,
  { kindsIn, hars }: Required<JsonChoices>,
): string {
  const isText = token.startsWith('"');
  if (!isText && !WHOLE_NUMBER.test(token)) return token;
  const value = isText ? (JSON.parse(token) as string) : token;
  if (level.isObject && level.field === undefined) {
    level.field = value;
    return sameOr(token, value, redactText(value, placeholders, tally));
  }
  // JSON is handed on as text in JSON, too.
  if (isText && holdsHar(value)) return sameOr(token, value, redactJson(value, placeholders, tally, { hars }));
  if (isText) refuseHarIn(value);
  const kinds = kindsIn(pathOf(level));
  const secret = secretOf(level, announced);
  if (secret === undefined || !kinds.includes(secret))
    return sameOr(token, value, redactText(value, placeholders, tally, kinds));
  return sameOr(token, value, redactField(value, secret, placeholders, tally));
}

/** The names on the way to the next value at this level. */
function pathOf({ path, field }: Level): readonly string[] {
  return field === undefined ? path : [...path, field];
}

/** The kind of secret that the next value at this level is, from the names above it. */
function secretOf(level: Level, announced: Announced): SecretKind | undefined {
  if (level.secret !== undefined) return level.secret;
  if (level.field === 'value') return announced.get(level.start);
  return level.field === undefined ? undefined : kindOfField(level.field, level.path.at(-1));
}

function sameOr(token: string, before: string, after: string): string {
  return after === before ? token : quoteJson(after);
}

/** A JSON string in which nothing is invisible or turns the direction of writing. */
function quoteJson(text: string): string {
  return JSON.stringify(text).replace(
    /[\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
