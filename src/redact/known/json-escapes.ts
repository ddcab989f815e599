/** What is written as `\uXXXX` beside what must be: nothing; what is not ASCII; what HTML minds; what Gson minds; what .NET minds. */
const ALSO_ESCAPED: readonly RegExp[] = [
  /[^\s\S]/g,
  /[^\x00-\x7e]/g,
  /[<>&\u2028\u2029]/g,
  /[<>&'\u2028\u2029]|[^\x00-\x7e]/g,
  /[<>&'=\u2028\u2029]/g,
  /[<>&'+\x60]|[^\x00-\x7e]/g,
];

/** A value as it stands in a JSON string, each way that writers differ in, and in a JSON text within a JSON string. */
export function jsonSpellings(value: string): readonly string[] {
  const plain = ALSO_ESCAPED.map((also) => inJson(value).replace(also, unicodeEscape));
  // .NET escapes quotes as it does other signs.
  const withQuotes = plain.map((text) => text.replaceAll('\\"', '\\u0022'));
  const once = [...plain, ...withQuotes].flatMap((text) => [text, text.replaceAll('/', '\\/')]);
  return [...once, ...once.map(inJson)];
}

/** A value of which each unit is escaped. */
export function jsonWhole(value: string): string {
  return value.replace(/[\s\S]/g, unicodeEscape);
}

/** A text as `JSON.stringify` writes it, without the quotes around it. */
function inJson(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}

function unicodeEscape(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
