import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Bench } from '../budgets/bench.ts';
import type { Measured, Told } from './engines/contestant.ts';

/** An engine made ready for a number of rows, and what was measured of it, a round each. */
export interface Contestant {
  readonly engine: string;
  readonly rows: number;
  readonly rounds: Measured[];
}

/**
 * Every engine with every number of rows, each in a process of its own, each once a round, so that a busy minute hits all
 * alike. Throws when one of them answers otherwise than the plain evaluator.
 */
export async function contest(
  bench: Bench,
  entries: readonly Pick<Contestant, 'engine' | 'rows'>[],
  { incidents, rounds, zen }: { incidents: number; rounds: number; zen: string | null },
): Promise<readonly Contestant[]> {
  const present: { contestant: Contestant; child: ChildProcess }[] = [];
  try {
    for (const { engine, rows } of entries) {
      bench.progress(`${engine}, ${rows} rows: answers are compared with those of the plain evaluator`);
      const program = join(bench.folder, 'bin/engines/contestant.cjs');
      const child = fork(program, [engine, String(rows), String(incidents), ...(zen === null ? [] : [zen])]);
      present.push({ contestant: { engine, rows, rounds: [] }, child });
      await next(child);
    }
    // In the first round the code gets warm; it does not count.
    for (let round = 0; round <= rounds; round++) {
      bench.progress(`engines, round ${round} of ${rounds}`);
      for (const { contestant, child } of present) {
        child.send('measure');
        const told = await next(child);
        if (round > 0 && told.kind === 'measured') contestant.rounds.push(told);
      }
    }
    return present.map(({ contestant }) => contestant);
  } finally {
    for (const { child } of present) child.kill();
  }
}

async function next(child: ChildProcess): Promise<Told> {
  const ended = new AbortController();
  child.once('exit', () => ended.abort());
  try {
    const [told] = (await once(child, 'message', { signal: ended.signal })) as [Told];
    if (told.kind === 'failed') throw new Error(told.message);
    return told;
  } catch (error) {
    if (!ended.signal.aborted) throw error;
    throw new Error('an engine ended before it was measured; see above', { cause: error });
  }
}
