import type { Bench } from './bench.ts';
import { formatLines, verdictOn, type Line } from './line.ts';

/** Where lines go. */
export interface Output {
  readonly out: (line: string) => void;
  readonly err: (line: string) => void;
}

/** The bench in its place, which says what it is doing on stderr. */
export function benchAt(place: Pick<Bench, 'root' | 'folder'>, { err }: Output): Bench {
  return { ...place, progress: (what) => err(`bench: ${what}`) };
}

/** Measures one part after the other and prints its table; the exit code is 0 if each budget was held, and 1 otherwise. */
export async function runParts(
  parts: readonly (readonly [name: string, measure: () => Promise<readonly Line[]>])[],
  { out }: Output,
): Promise<number> {
  let isAllHeld = true;
  for (const [name, measure] of parts) {
    const lines = await measure();
    out(`${formatLines(name.toUpperCase(), lines).join('\n')}\n`);
    isAllHeld &&= lines.every((line) => verdictOn(line) === 'held' || verdictOn(line) === '');
  }
  out(isAllHeld ? 'Each budget was held.' : 'Not every budget was held.');
  return isAllHeld ? 0 : 1;
}
