/** One element of a JSON array as text, or what is wrong with the array itself. */
export type ArrayPart =
  | { readonly kind: 'element'; readonly text: string; readonly line: number }
  | { readonly kind: 'broken'; readonly message: string; readonly line: number };

/**
 * The elements of a JSON array, unparsed, each with the line it starts on: so a faulty one does not take the others
 * with it, and none need be held beside the rest. `text` starts, after blanks, with `[`.
 */
export function* splitArray(text: string): Generator<ArrayPart> {
  const open = text.indexOf('[');
  let line = 1 + countLines(text, 0, open);
  let depth = 0;
  let start = open + 1;
  let elements = 0;
  for (let at = open; at < text.length; at++) {
    const char = text[at];
    if (char === '"') at = endOfString(text, at);
    else if (char === '[' || char === '{') depth++;
    else if (char === ']' || char === '}') depth--;
    const closes = depth === 0;
    if (!closes && !(depth === 1 && char === ',')) continue;
    const element = text.slice(start, at);
    // `[]` has no element; `[1,]` has a second one, which is broken.
    if (!closes || elements > 0 || element.trim() !== '') {
      yield { kind: 'element', text: element.trim(), line: line + blankLines(element) };
      elements++;
    }
    line += countLines(text, start, at);
    start = at + 1;
    if (closes) {
      const after = text.slice(start);
      if (after.trim() !== '')
        yield {
          kind: 'broken',
          message: 'something stands after the end of the array',
          line: line + blankLines(after),
        };
      return;
    }
  }
  const rest = text.slice(start);
  if (rest.trim() !== '') yield { kind: 'element', text: rest.trim(), line: line + blankLines(rest) };
  yield { kind: 'broken', message: 'the array has no end', line: line + countLines(text, start, text.length) };
}

/** Index of the quote that ends the string which starts at `at`; of the last character when none does. */
function endOfString(text: string, at: number): number {
  for (let next = at + 1; next < text.length; next++) {
    const char = text[next];
    if (char === '\\') next++;
    else if (char === '"') return next;
  }
  return text.length;
}

/** Line ends before the first character that is not blank. */
function blankLines(text: string): number {
  return countLines(text, 0, text.length - text.trimStart().length);
}

function countLines(text: string, from: number, to: number): number {
  let lines = 0;
  // Within the bounds: a search for the next line end runs through the rest of the text when there is none.
  for (let at = from; at < to; at++) if (text[at] === '\n') lines++;
  return lines;
}
