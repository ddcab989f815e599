import type { FactValue } from '../facts/fact.ts';
import type { Files } from '../io/io.ts';
import type { Context } from './evaluate.ts';
import type { PackLayer } from './layer.ts';
import { baseFinder, layPacks, withLayer } from './lay-packs.ts';
import { BUILT_IN_KEY, decodeLayer, type PackCache } from './pack-cache.ts';
import type { Rules } from './pack.ts';
import { PackError } from './pack-error.ts';
import { patternsOf } from './conditions-of.ts';
import { readPackFiles, unreadOf } from './read-pack-files.ts';

/** Rules in force, and what their conditions refer to. */
export interface LoadedRules {
  readonly rules: Rules;
  readonly context: Context;
  /** Names of packs that a later one of the same name replaced whole, for a word on stderr. */
  readonly replaced: readonly string[];
}

/** Where packs come from. */
export interface PackSources {
  /** Folder of the built-in pack, and the file it was compiled into at build time. */
  readonly builtIn: { readonly directory: string; readonly compiled: string };
  /** Further packs, in the order in which they are laid over it. */
  readonly directories: readonly string[];
  /** Values of settings from the user's configuration, parsed by {@link import('./apply-settings.ts')}. */
  readonly settings: Readonly<Record<string, unknown>>;
}

/** Packs in the order in which they are laid over each other. */
export interface LoadedLayers {
  readonly layers: readonly PackLayer[];
  readonly replaced: readonly string[];
}

/** Loads and lays over each other all packs. Throws {@link PackError} for a faulty one. */
export async function loadRules(sources: PackSources, disk: Files, cache: PackCache | null): Promise<LoadedRules> {
  const { layers, replaced } = await loadLayers(sources, disk, cache);
  const rules = layPacks(layers);
  return { rules, replaced, context: await contextFor(rules, sources.settings) };
}

/** Loads all packs, each compiled against those before it. Throws {@link PackError} for a faulty one. */
export async function loadLayers(
  sources: Pick<PackSources, 'builtIn' | 'directories'>,
  disk: Files,
  cache: PackCache | null,
): Promise<LoadedLayers> {
  let layers: readonly PackLayer[] = [await loadBuiltIn(sources.builtIn, disk)];
  const replaced: string[] = [];
  for (const directory of sources.directories) {
    const layer = await loadPack(directory, layers, disk, cache);
    if (layers.some((known) => known.identity.name === layer.identity.name)) replaced.push(layer.identity.name);
    layers = withLayer(layers, layer);
  }
  return { layers, replaced };
}

/** What conditions refer to: settings (defaults, or the user's), patterns compiled. */
export async function contextFor(rules: Rules, chosen: Readonly<Record<string, unknown>> = {}): Promise<Context> {
  const settings = new Map<string, FactValue>(rules.settings.map((setting) => [setting.name, setting.value]));
  if (Object.keys(chosen).length > 0) {
    const { applySettings } = await import('./apply-settings.ts');
    for (const [name, value] of applySettings(rules.settings, chosen)) settings.set(name, value);
  }
  const patterns = patternsOf(rules);
  if (patterns.length === 0) return { settings, patterns: new Map() };
  // The pattern engine is loaded only by packs that use it.
  const { compilePattern } = await import('./pattern.ts');
  return { settings, patterns: new Map(patterns.map((pattern) => [pattern, compilePattern(pattern)])) };
}

async function loadBuiltIn(builtIn: PackSources['builtIn'], disk: Files): Promise<PackLayer> {
  if ((await disk.facts(builtIn.compiled)) !== null) {
    const layer = decodeLayer(new TextDecoder().decode(await disk.read(builtIn.compiled)), BUILT_IN_KEY);
    if (layer !== null) return layer;
  }
  return loadPack(builtIn.directory, [], disk, null);
}

async function loadPack(
  directory: string,
  before: readonly PackLayer[],
  disk: Files,
  cache: PackCache | null,
): Promise<PackLayer> {
  const read = await readPackFiles(directory, disk);
  const { cacheKey } = await import('./pack-hash.ts');
  const key = cacheKey(
    read.files,
    before.map((layer) => layer.identity.hash),
  );
  const cached = read.problems.length > 0 ? null : await cache?.load(key);
  if (cached !== undefined && cached !== null) return cached;
  const { compilePack, hasErrors } = await import('./compile-pack.ts');
  const { layer, problems } = compilePack(read.files, baseFinder(before), { unread: unreadOf(read) });
  const all = [...read.problems, ...problems];
  if (hasErrors(all))
    throw new PackError(
      directory,
      all.map((problem) => ({ ...problem, file: `${directory}/${problem.file}` })),
    );
  await cache?.save(key, layer);
  return layer;
}
