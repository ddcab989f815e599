import type { Span } from './kind.ts';
import type { Search } from './search/search.ts';

/** Where the last group that took part in each match stands; `pattern` needs the flag `d`. */
export function groupSpans(text: string, pattern: Search): readonly Span[] {
  return pattern.all(text).map(({ indices }) => {
    const [start, end] = indices?.findLast((place) => place !== undefined) ?? [0, 0];
    return { start, end };
  });
}

/** What may stand between a name and its value: quotes, `:`, `=`, an arrow and the like, also as they are in addresses and in XML, and `{"value":` behind them. */
export const ASSIGNED = String.raw`(?:["'\\\])]|%22|&quot;){0,6}[ \t]{0,8}(?:=>|={1,3}|(?<=[ \t])->(?=[ \t])|→|:=?|>|%3[AD])\s{0,8}(?:\{\s{0,8}\\{0,4}["']?value\\{0,4}["']?\s{0,4}:\s{0,8})?(?:["'\\<]|%22|%20|&quot;){0,6}`;
