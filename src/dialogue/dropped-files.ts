import { pathsOf } from '../case/home.ts';
import type { FileFacts, Io } from '../io/io.ts';
import { parsePaths } from './parse-paths.ts';
import { missing, orProblem, type PathProblem } from './path-problem.ts';

const ENDING = /\.(?:har|log|txt|json|csv|tsv|gz|zip|png|jpe?g|pdf)$/i;
/** Where a path begins that stands by itself, as a terminal writes one that is dropped. */
const BEGINNING = /^(?:[\\/]|~[\\/]|\.{1,2}[\\/]|[A-Za-z]:[\\/])/;

/** What a text names that names nothing but files: those that are there, by absolute path, and why the others are none. */
export interface DroppedFiles {
  readonly files: readonly string[];
  readonly problems: readonly PathProblem[];
}

/** What there is at a path that was typed; `null` for a file. */
interface Looked {
  readonly typed: string;
  readonly path: string;
  readonly problem: PathProblem | null;
  /** Nobody would write this but for a path, whether or not there is something. */
  readonly isMeant: boolean;
}

type World = Pick<Io, 'files' | 'system'>;

/** What a word must look like to be a path at all: a screen text or a sentence is never taken for a file by chance. */
export function looksLikePath(word: string): boolean {
  return /[\\/]/.test(word) || ENDING.test(word);
}

/** The absolute path of a typed one. */
export function absolutePath(path: string, { platform, home, cwd }: Io['system']): string {
  const { resolve } = pathsOf(platform);
  return /^~[\\/]/.test(path) ? resolve(home, path.slice(2)) : resolve(cwd, path);
}

/**
 * The files that a typed, pasted or dropped text names, when each of its words is meant as a path; neither files nor problems
 * when one of them is not, so that "N/A" and "desktop.example.com/login" stay words.
 */
export async function droppedFiles(text: string, io: World): Promise<DroppedFiles> {
  const words: DroppedFiles = { files: [], problems: [] };
  const looked: Looked[] = [];
  for (const { path } of parsePaths(text, io.system.platform).paths) {
    if (!looksLikePath(path)) return words;
    looked.push(await lookAt(path, io));
  }
  const files = looked.filter(({ problem }) => problem === null).map(({ path }) => path);
  // Beside a file that is there, what begins as a path is one too.
  const isWord = ({ typed, isMeant }: Looked): boolean => !isMeant && !(files.length > 0 && BEGINNING.test(typed));
  if (looked.some(isWord)) return words;
  return { files, problems: looked.flatMap(({ problem }) => problem ?? []) };
}

async function lookAt(typed: string, io: World): Promise<Looked> {
  const path = absolutePath(typed, io.system);
  const facts = await orProblem(path, () => io.files.facts(path));
  if (facts === null || 'reason' in facts) {
    const problem = facts ?? (await orProblem(path, () => missing(path, 'there is no such file', io)));
    return { typed, path, problem, isMeant: await isMeantAsPath(typed, path, io) };
  }
  return { typed, path, problem: problemOf(path, facts), isMeant: true };
}

function problemOf(path: string, { kind }: FileFacts): PathProblem | null {
  if (kind === 'file') return null;
  if (kind === 'directory')
    return { path, reason: 'that is a folder', hint: 'Name the files in it, or drop them here.' };
  return { path, reason: 'that is no file', hint: 'Name a log or HAR file.' };
}

/** Of something that is not there: it ends as a file does and is no sentence, or lies in a folder that is there. */
async function isMeantAsPath(typed: string, path: string, io: World): Promise<boolean> {
  const { dirname } = pathsOf(io.system.platform);
  if (!BEGINNING.test(typed)) return ENDING.test(typed) && /^[^\\/\s]+$/.test(typed);
  if (ENDING.test(typed)) return true;
  const folder = dirname(path);
  const isRoot = dirname(folder) === folder;
  if (isRoot || /\s/.test(typed)) return false;
  const facts = await orProblem(folder, () => io.files.facts(folder));
  return facts !== null && 'kind' in facts && facts.kind === 'directory';
}
