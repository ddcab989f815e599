import type { Span } from './kind.ts';

/** Where the group of `match` stands with which the match ends; of several that may, the one that took part. All of it without a group. */
export function lastGroup(match: RegExpExecArray): Span {
  const end = match.index + match[0].length;
  const group = match.slice(1).find((part) => part !== undefined) ?? match[0];
  return { start: end - group.length, end };
}
