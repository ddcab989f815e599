import type { SecretKind, Span } from '../kind.ts';
import { startOfRun } from '../search/places.ts';
import { searchFor } from '../search/search.ts';

/** Runs of the characters a JSON Web Token is written in; taken whole, so that no input makes the search quadratic. */
const RUN = searchFor(/[A-Za-z0-9_.-]{20,}/g, {
  word: /eyJ/,
  starts: (text, at, before) => [startOfRun(text, at, /[A-Za-z0-9_.-]/, at - before)],
});
const TOKEN = /^eyJ[A-Za-z0-9_-]{4,}\.[A-Za-z0-9_-]{2,}/;

/** JSON Web Tokens, signed and encrypted, wherever they stand. */
export const jwt: SecretKind = {
  name: 'jwt',
  hint: /eyJ/,
  harvested: true,
  find: (text) => RUN.all(text).flatMap((run) => tokenIn(run[0], run.index)),
};

function tokenIn(run: string, at: number): readonly Span[] {
  const parts = run.split('.');
  let start = 0;
  for (const [index, part] of parts.entries()) {
    const header = part.indexOf('eyJ');
    if (header !== -1 && TOKEN.test(`${part.slice(header)}.${parts[index + 1] ?? ''}`)) {
      let end = run.length;
      while (run[end - 1] === '.') end -= 1;
      return [{ start: at + start + header, end: at + end }];
    }
    start += part.length + 1;
  }
  return [];
}
