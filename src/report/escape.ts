/**
 * What never reaches a terminal raw: Unicode's category C (controls, bidi and zero-width characters, lone surrogates,
 * private and unassigned code points, which a later Unicode may turn into any of these) and the two line separators.
 * A joiner inside an emoji is escaped with them: plain and safe beats pretty.
 */
const UNSAFE = /[\p{C}\p{Zl}\p{Zp}]/gu;

/** As {@link UNSAFE}, but for JSON text, where a raw newline can only be layout: in strings JSON escapes it. */
const UNSAFE_IN_JSON = /(?!\n)[\p{C}\p{Zl}\p{Zp}]/gu;

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

/** `\uXXXX` for each UTF-16 unit, the only form that JSON knows too. */
function codeUnits(text: string): string {
  return Array.from({ length: text.length }, (_, at) => `\\u${text.charCodeAt(at).toString(16).padStart(4, '0')}`).join(
    '',
  );
}
