import type { PackBase } from './pack-base.ts';
import type { Problem } from './problem.ts';

/** Where the files of a pack lie. */
export const PLACES = {
  root: /^(pack|facts)\.ya?ml$/,
  tables: /^tables\/[^/]+\.ya?ml$/,
  policies: /^policies\/[^/]+\.ya?ml$/,
  words: /^words\/[^/]+\.ya?ml$/,
  phrases: /^phrases\/[^/]+\.ya?ml$/,
  tests: /^tests\/.+\.ya?ml$/,
} as const;

/** Folders of which one is enough to make a pack. */
const CONTENT = ['tables', 'policies', 'words', 'phrases'] as const;

const WHAT_A_PACK_IS = 'a pack is a folder with pack.yaml, facts.yaml and tables/';

/** Which files are read as `pack.yaml` and `facts.yaml`; where both endings are there, it is `.yaml`. */
export function rootFiles(paths: readonly string[]): { headPath: string | undefined; factsPath: string | undefined } {
  const named = (name: string): string | undefined =>
    [`${name}.yaml`, `${name}.yml`].find((path) => paths.includes(path));
  return { headPath: named('pack'), factsPath: named('facts') };
}

/** A problem for a pack without a head, and for one that has nothing else. */
export function missingParts(paths: readonly string[]): Problem[] {
  const { headPath, factsPath } = rootFiles(paths);
  if (headPath === undefined) return [missingFile('pack.yaml', 'the pack has no pack.yaml', WHAT_A_PACK_IS)];
  const hasMore = factsPath !== undefined || paths.some((path) => CONTENT.some((folder) => PLACES[folder].test(path)));
  return hasMore
    ? []
    : [missingFile(headPath, 'the pack has no table, no policy, no facts and no words', WHAT_A_PACK_IS)];
}

/** Files that nothing reads. */
export function strayFiles(paths: readonly string[]): Problem[] {
  const { headPath, factsPath } = rootFiles(paths);
  const isRead = (path: string): boolean =>
    PLACES.root.test(path)
      ? path === headPath || path === factsPath
      : Object.values(PLACES).some((place) => place.test(path));
  return paths
    .filter((path) => !isRead(path))
    .map((file) => ({
      code: 'extra-file',
      file,
      line: 1,
      column: 1,
      level: 'warning',
      message: 'nothing reads this file',
      hint: 'tables go into tables/*.yaml, policies into policies/*.yaml',
    }));
}

/** Where a pack finds no fact at all, one problem says so in place of one for each fact that is named in it. */
export function withoutAnyFact(
  problems: readonly Problem[],
  factsPath: string | undefined,
  { facts, elsewhere }: PackBase,
): readonly Problem[] {
  if (factsPath !== undefined || facts.length > 0) return problems;
  const others = problems.filter((problem) => problem.code !== 'unknown-fact');
  const named = problems.length - others.length;
  if (named === 0) return problems;
  const owners = [...new Set(elsewhere.facts.values())];
  const hint = `write facts.yaml${owners.length === 0 ? '' : `, or say in pack.yaml "extends: [${owners.join(', ')}]"`}`;
  const count = named === 1 ? '1 is' : `${named} are`;
  const message = `the pack has no facts.yaml, and extends none that has facts; ${count} named in it`;
  return [...others, missingFile('facts.yaml', message, hint)];
}

function missingFile(file: string, message: string, hint: string): Problem {
  return { code: 'missing-file', file, line: 1, column: 1, message, hint, level: 'error' };
}
