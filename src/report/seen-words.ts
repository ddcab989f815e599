import type { SeenIn } from '../facts/fact.ts';

/** Where in a file something was seen: `console.log, line 12, 2026-11-20T14:41:07.120Z`. A HAR has entries, not lines. */
export function seenWords({ file, line, at }: SeenIn): string {
  return [file, ...(line === undefined ? [] : [placeWords(file, line)]), ...(at === undefined ? [] : [at])].join(', ');
}

/** A place in a file: `line 12`, `entry 5` of a HAR. */
export function placeWords(file: string, line: number): string {
  return `${/\.har$/i.test(file) ? 'entry' : 'line'} ${line}`;
}
