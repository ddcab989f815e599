import { withLayer } from '../rules/lay-packs.ts';
import type { PackLayer } from '../rules/layer.ts';
import { loadLayers } from '../rules/load-rules.ts';
import { openPack, type OpenedPack } from '../rules/open-pack.ts';
import { packCache } from '../rules/pack-cache.ts';
import { VERSION } from '../version.ts';
import { packSources, type Session } from './session.ts';

/** The packs that a verb looks at from their sources, and all packs in force, as they are laid over each other. */
export interface OpenedPacks {
  readonly packs: readonly OpenedPack[];
  readonly layers: readonly PackLayer[];
}

/**
 * Opens the packs named with `--rules`, each against what is loaded before it; without any, the built-in one.
 *
 * @param check called with each pack before the next one is opened against it
 */
export async function openPacks(session: Session, check: (pack: OpenedPack) => void = () => {}): Promise<OpenedPacks> {
  const { io, flags, home } = session;
  const today = new Date(io.clock.now()).toISOString().slice(0, 10);
  const sources = await packSources(session);
  if (flags.rules.length === 0) {
    const { directory } = sources.builtIn;
    const pack = await openPack({ directory, shownAs: 'rules', before: [], today }, io.files);
    check(pack);
    return { packs: [pack], layers: [pack.layer] };
  }
  const configured = sources.directories.slice(0, -flags.rules.length);
  const loaded = await loadLayers(
    { ...sources, directories: configured },
    io.files,
    packCache(home, io.files, VERSION),
  );
  let layers = loaded.layers;
  const packs: OpenedPack[] = [];
  for (const directory of flags.rules) {
    const pack = await openPack({ directory, shownAs: directory, before: layers, today }, io.files);
    check(pack);
    packs.push(pack);
    layers = withLayer(layers, pack.layer);
  }
  return { packs, layers };
}
