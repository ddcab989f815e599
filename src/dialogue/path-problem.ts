import { pathsOf } from '../case/home.ts';
import { UserError } from '../errors.ts';
import type { Io } from '../io/io.ts';
import { nearestName } from './nearest-name.ts';

/** A path that a person named and that gave nothing: why, and what to do about it. */
export interface PathProblem {
  readonly path: string;
  readonly reason: string;
  readonly hint: string;
}

/** The problem in words. */
export function problemLine({ path, reason, hint }: PathProblem): string {
  return `${path}: ${reason}. ${hint}`;
}

type World = Pick<Io, 'files'> & { readonly system: Pick<Io['system'], 'platform'> };

/** Nothing is at this path; says which name nearby was likely meant. */
export async function missing(path: string, reason: string, io: World): Promise<PathProblem> {
  const folder = pathsOf(io.system.platform).dirname(path);
  if ((await io.files.facts(folder)) === null)
    return { path, reason, hint: `There is no folder ${folder} either: drop the file on this window.` };
  const near = await nearestPath(path, io);
  const hint = near === undefined ? 'Check the name, or drop the file on this window.' : `Did you mean ${near}?`;
  return { path, reason, hint };
}

/** What is there in the same folder, and was likely meant by a path at which nothing is. */
export async function nearestPath(path: string, io: World): Promise<string | undefined> {
  const { dirname, basename, join } = pathsOf(io.system.platform);
  const folder = dirname(path);
  if ((await io.files.facts(folder)) === null) return undefined;
  const near = nearestName(basename(path), await io.files.names(folder));
  return near === undefined ? undefined : join(folder, near);
}

/** What the disk refuses is a problem of this path; anything else is a bug and goes on. */
export async function orProblem<T>(path: string, work: () => Promise<T>): Promise<T | PathProblem> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { path, reason: error.message, hint: error.hint ?? 'Copy the file to your own folder and name that one.' };
  }
}
