import { createHash } from 'node:crypto';
import type { Files } from '../../io/io.ts';
import { baseFinder, withLayer } from '../../rules/lay-packs.ts';
import type { PackLayer } from '../../rules/layer.ts';
import type { PackWords, Rules } from '../../rules/pack.ts';
import type { WordIndex } from '../word-evidence.ts';
import { indexWords } from './index-words.ts';
import { decodeModel, encodeModel } from './model-file.ts';
import type { WordModel } from './word-model.ts';

/** Where the words of the packs in force are. */
export interface WordSources {
  /** Folder of the built-in pack, and the file that the build has learned from it. */
  readonly builtIn: { readonly directory: string; readonly model: string };
  /** Further packs, in the order in which they are laid over it. */
  readonly directories: readonly string[];
  /** Folder for what was learned from them; null: it is learned anew each time. */
  readonly cache: string | null;
  /** Of this program: another one may learn differently. */
  readonly version: string;
  /** Goes around what takes seconds; says so where somebody waits. */
  readonly whileLearning: <T>(work: () => Promise<T>) => Promise<T>;
}

/** What the packs in force are, as a model's key: their hashes in order. */
export function wordsKey(rules: Pick<Rules, 'packs'>, version: string): string {
  return [version, ...rules.packs.map((pack) => pack.hash)].join('+');
}

/**
 * Loads what was learned from the packs in force. For the built-in pack the build has done it; for further packs it is
 * learned on first use, which takes seconds, and kept.
 */
export async function loadWordIndex(rules: Rules, sources: WordSources, disk: Files): Promise<WordIndex> {
  const key = wordsKey(rules, sources.version);
  const built = await readModel(sources.builtIn.model, key, disk);
  if (built !== null) return indexWords(rules, built);
  const kept = sources.cache === null ? null : await keptModel(sources.cache, key, disk);
  if (kept !== null) return indexWords(rules, kept);
  const { learnWords } = await import('./learn-words.ts');
  const model = await sources.whileLearning(async () => learnWords(rules, await wordsOf(rules, sources, disk)));
  if (sources.cache !== null) await keep(model, sources.cache, key, disk);
  return indexWords(rules, model);
}

async function readModel(path: string, key: string, disk: Files): Promise<WordModel | null> {
  try {
    return (await disk.facts(path)) === null ? null : decodeModel(await disk.read(path), key);
  } catch {
    return null; // it can be learned again
  }
}

function keptModel(cache: string, key: string, disk: Files): Promise<WordModel | null> {
  return readModel(keptPath(cache, key), key, disk);
}

function keptPath(cache: string, key: string): string {
  return `${cache}/${createHash('sha256').update(key).digest('hex')}.bin`;
}

/** Only an advantage: any trouble with it is ignored. */
async function keep(model: WordModel, cache: string, key: string, disk: Files): Promise<void> {
  try {
    await disk.makeDirectory(cache);
    await disk.write(keptPath(cache, key), encodeModel(model, key), { overwrite: true });
  } catch {
    // It is learned again next time.
  }
}

/** The words of the packs that are in force, read from their sources; those of a row that was overridden go to its heir. */
async function wordsOf(rules: Rules, sources: WordSources, disk: Files): Promise<PackWords[]> {
  const { readPackFiles, unreadOf } = await import('../../rules/read-pack-files.ts');
  const { compilePack } = await import('../../rules/compile-pack.ts');
  let layers: readonly PackLayer[] = [];
  const words = new Map<string, PackWords>();
  const heirs: (readonly [string, string])[] = [];
  for (const directory of [sources.builtIn.directory, ...sources.directories]) {
    const read = await readPackFiles(directory, disk);
    const compiled = compilePack(read.files, baseFinder(layers), { unread: unreadOf(read) });
    layers = withLayer(layers, compiled.layer);
    words.set(compiled.layer.identity.hash, compiled.words);
    heirs.push(...Object.entries(compiled.layer.overrides).map(([heir, former]) => [former, heir] as const));
  }
  return rules.packs.flatMap((pack) => {
    const own = words.get(pack.hash);
    return own === undefined ? [] : [withHeirs(own, heirs)];
  });
}

function withHeirs(words: PackWords, heirs: readonly (readonly [string, string])[]): PackWords {
  const phrases = { ...words.phrases };
  for (const [former, heir] of heirs) {
    if (former === heir || phrases[former] === undefined) continue;
    phrases[heir] = [...(phrases[heir] ?? []), ...phrases[former]];
    delete phrases[former];
  }
  return { ...words, phrases };
}
