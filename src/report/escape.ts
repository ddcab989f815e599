/**
 * What never reaches a terminal raw: Unicode's category C (controls, bidi and zero-width characters, lone surrogates,
 * private and unassigned code points, which a later Unicode may turn into any of these) and the two line separators.
 * A joiner inside an emoji is escaped with them: plain and safe beats pretty.
 */
const UNSAFE = /[\p{C}\p{Zl}\p{Zp}]/gu;

/** As {@link UNSAFE}, but for JSON text, where a raw newline can only be layout: in strings JSON escapes it. */
const UNSAFE_IN_JSON = /(?!\n)[\p{C}\p{Zl}\p{Zp}]/gu;

/** As {@link UNSAFE}, but for cells of a table, in which line ends and tabs are ordinary. */
const UNSAFE_IN_CELLS = /(?!\r\n|[\n\t])[\p{C}\p{Zl}\p{Zp}]/gu;

const SHORT: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/**
 * The text with everything that could move a cursor, colour, reorder or hide made visible (`\u001b`, `\n`).
 * Text that has nothing of the kind comes back as it is; so does escaped text.
 */
export function escapeText(text: string): string {
  return text.replace(UNSAFE, (found) => SHORT[found] ?? codeUnits(found));
}

/**
 * JSON text whose strings hold no raw control, bidi or invisible character, equal in value to what
 * `JSON.stringify` gives. No final newline.
 *
 * @param indent number of blanks; none: one line
 */
export function jsonText(value: unknown, indent?: number): string {
  return JSON.stringify(value, null, indent).replace(UNSAFE_IN_JSON, codeUnits);
}

/** As {@link jsonText} on one line, for whatever program reads it: half characters (lone surrogates) become U+FFFD. */
export function jsonLine(value: unknown): string {
  return wholeCharacters(JSON.stringify(value)).replace(UNSAFE, codeUnits);
}

/** An escape in JSON text, with its digits when it is half a character: nothing else is written so by `JSON.stringify`. */
const ESCAPE_IN_JSON = /\\(?:u(d[89a-f][0-9a-f]{2})|.)/g;

/** JSON may hold half a character, but jq and many others stop reading there (RFC 8259, section 8.2). */
function wholeCharacters(json: string): string {
  if (!json.includes('\\ud')) return json;
  return json.replace(ESCAPE_IN_JSON, (found, half?: string) => (half === undefined ? found : '\ufffd'));
}

/** As {@link escapeText}, but line ends (LF, CRLF) and tabs stay what they are. */
export function escapeCell(text: string): string {
  return text.replace(UNSAFE_IN_CELLS, (found) => SHORT[found] ?? codeUnits(found));
}

/**
 * A value as YAML on one line, equal to what JSON would be, which YAML 1.2 includes. Only what lies beyond `\uffff` is
 * escaped in YAML's own way: readers take `\ud83d\ude00` for two characters.
 */
export function yamlText(value: unknown): string {
  return wholeCharacters(JSON.stringify(value)).replace(UNSAFE, (found) =>
    found.length === 1 ? codeUnits(found) : `\\U${found.codePointAt(0)!.toString(16).padStart(8, '0')}`,
  );
}

/** `\uXXXX` for each UTF-16 unit, the only form that JSON knows too. */
function codeUnits(text: string): string {
  return Array.from({ length: text.length }, (_, at) => `\\u${text.charCodeAt(at).toString(16).padStart(4, '0')}`).join(
    '',
  );
}
