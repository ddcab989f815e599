import type { Files } from '../io/io.ts';
import { compilePack, hasErrors } from './compile-pack.ts';
import { baseFinder } from './lay-packs.ts';
import type { PackCases, PackLayer } from './layer.ts';
import { PackError } from './pack-error.ts';
import type { NoteMaker } from './pack-notes.ts';
import { inReadingOrder, type Problem } from './problem.ts';
import { readPackFiles, unreadOf } from './read-pack-files.ts';

/** A pack read from its sources with its test cases, and everything that is wrong with it. */
export interface OpenedPack {
  /** The folder, as a person finds it. */
  readonly directory: string;
  readonly layer: PackLayer;
  readonly cases: PackCases;
  /** In reading order, their files with the folder in front. */
  readonly problems: readonly Problem[];
  readonly note: NoteMaker;
}

/** Where a pack lies, how its folder is shown, what is loaded before it, and the day (ISO date) that it is looked at. */
export interface PackToOpen {
  readonly directory: string;
  readonly shownAs: string;
  readonly before: readonly PackLayer[];
  readonly today: string;
}

/** Reads one pack, tests included. A fault of the pack is a problem in the result; a missing folder throws `no-pack`. */
export async function openPack({ directory, shownAs, before, today }: PackToOpen, disk: Files): Promise<OpenedPack> {
  const read = await readPackFiles(directory, disk);
  const { layer, cases, problems, note } = compilePack(read.files, baseFinder(before), {
    today,
    unread: unreadOf(read),
  });
  const folder = shownAs.replace(/(?<=.)[/\\]+$/, '');
  const inFolder = (problem: Problem): Problem => ({ ...problem, file: `${folder}/${problem.file}` });
  return {
    directory: folder,
    layer,
    cases: cases.map((ruleCase) => ({ ...ruleCase, file: `${folder}/${ruleCase.file}` })),
    problems: inReadingOrder([...read.problems, ...problems]).map(inFolder),
    note(...told) {
      const problem = note(...told);
      return problem && inFolder(problem);
    },
  };
}

/** Throws {@link PackError} for a pack with errors. */
export function refuseFaulty(pack: OpenedPack): void {
  if (hasErrors(pack.problems)) throw new PackError(pack.directory, pack.problems);
}
