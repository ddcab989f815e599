import type { Span } from './kind.ts';

const TOKEN = /[{}[\],"]|[-+.\w]+/g;

/** Where the tokens of a JSON text stand. One pattern for whole strings would overflow its stack on long ones. */
export function* tokensOf(text: string): Generator<Span> {
  const token = new RegExp(TOKEN);
  for (let match = token.exec(text); match !== null; match = token.exec(text)) {
    if (match[0] === '"') token.lastIndex = endOfString(text, match.index);
    yield { start: match.index, end: token.lastIndex };
  }
}

/** The place behind the closing quote of the string that opens at `start`: a quote after an even number of `\\`. */
function endOfString(text: string, start: number): number {
  for (let quote = text.indexOf('"', start + 1); quote !== -1; quote = text.indexOf('"', quote + 1)) {
    let slashes = 0;
    while (text[quote - 1 - slashes] === '\\') slashes += 1;
    if (slashes % 2 === 0) return quote + 1;
  }
  return text.length;
}
