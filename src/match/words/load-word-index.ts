import { createHash } from 'node:crypto';
import type { Files } from '../../io/io.ts';
import { baseFinder, withLayer } from '../../rules/lay-packs.ts';
import type { PackLayer } from '../../rules/layer.ts';
import type { PackIdentity, PackWords, Rules } from '../../rules/pack.ts';
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
  const built = rules.packs.length > 1 ? null : await readModel(sources.builtIn.model, key, disk);
  if (built !== null) return indexWords(rules, built);
  const kept = sources.cache === null ? null : await keptModel(sources.cache, key, disk);
  if (kept !== null) return indexWords(rules, kept);
  const { learnWords } = await import('./learn-words.ts');
  const { model, learnedFrom } = await sources.whileLearning(async () => {
    const { words, packs } = await readWords(sources, disk);
    return { model: learnWords(rules, words), learnedFrom: wordsKey({ packs }, sources.version) };
  });
  // A pack that was written to after the rules were loaded must not stand under the key of what it was.
  if (sources.cache !== null && learnedFrom === key) await keep(model, sources.cache, key, disk);
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
    await removeOldest(cache, disk);
  } catch {
    // It is learned again next time.
  }
}

/** Each change of a pack makes another model, of a megabyte and more. */
const MOST_KEPT = 4;

async function removeOldest(cache: string, disk: Files): Promise<void> {
  const models = await Promise.all(
    (await disk.names(cache)).map(async (name) => {
      const path = `${cache}/${name}`;
      return { path, modifiedAt: (await disk.facts(path))?.modifiedAt ?? 0 };
    }),
  );
  const newestFirst = models.sort((a, b) => b.modifiedAt - a.modifiedAt);
  for (const { path } of newestFirst.slice(MOST_KEPT)) await disk.remove(path);
}

/**
 * The words of all packs, read from their sources, and which packs these are. Those of a row that a later pack overrides
 * go to its heir.
 */
async function readWords(
  sources: WordSources,
  disk: Files,
): Promise<{ words: PackWords[]; packs: readonly PackIdentity[] }> {
  const { readPackFiles, unreadOf } = await import('../../rules/read-pack-files.ts');
  const { compilePack } = await import('../../rules/compile-pack.ts');
  let layers: readonly PackLayer[] = [];
  const wordsOf = new Map<PackLayer, PackWords>();
  for (const directory of [sources.builtIn.directory, ...sources.directories]) {
    const read = await readPackFiles(directory, disk);
    const { layer, words } = compilePack(read.files, baseFinder(layers), { unread: unreadOf(read) });
    layers = withLayer(layers, layer);
    wordsOf.set(layer, words);
  }
  let words: PackWords[] = [];
  // Pack by pack: the id of a row that was overridden may be used again by a pack after that.
  for (const layer of layers) words = [...words, wordsOf.get(layer)!].map((said) => withHeirs(said, layer.overrides));
  return { words, packs: layers.map((layer) => layer.identity) };
}

function withHeirs(words: PackWords, overrides: PackLayer['overrides']): PackWords {
  const heirs = new Map(Object.entries(overrides).map(([heir, former]) => [former, heir]));
  const phrases = new Map<string, readonly string[]>();
  for (const [row, said] of Object.entries(words.phrases)) {
    const id = heirs.get(row) ?? row;
    phrases.set(id, [...(phrases.get(id) ?? []), ...said]);
  }
  return { ...words, phrases: Object.fromEntries(phrases) };
}
