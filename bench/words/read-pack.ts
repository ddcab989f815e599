import type { Files } from '../../src/io/io.ts';
import { compilePack, hasErrors } from '../../src/rules/compile-pack.ts';
import { baseFinder, layPacks } from '../../src/rules/lay-packs.ts';
import { contextFor } from '../../src/rules/load-rules.ts';
import { PackError } from '../../src/rules/pack-error.ts';
import { readPackFiles, unreadOf } from '../../src/rules/read-pack-files.ts';
import type { Given } from './ranker.ts';
import { textsOfRows } from './row-texts.ts';

/** A pack that extends none, as its sources stand, whatever an earlier build made of it. Throws {@link PackError}. */
export async function readPack(directory: string, disk: Files): Promise<Given> {
  const read = await readPackFiles(directory, disk);
  const { layer, words, problems } = compilePack(read.files, baseFinder([]), { unread: unreadOf(read) });
  const all = [...read.problems, ...problems];
  if (hasErrors(all)) throw new PackError(directory, all);
  const rules = layPacks([layer]);
  const packs = [words];
  return {
    rules,
    context: await contextFor(rules),
    words: packs,
    rows: textsOfRows(rules, packs),
    unlisted: words.unlisted,
  };
}
