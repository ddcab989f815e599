import { createHash } from 'node:crypto';
import type { Files } from '../io/io.ts';
import type { PackLayer } from './layer.ts';

/** Raised whenever the shape of {@link PackLayer} changes, so that what an older version compiled is ignored. */
export const LAYER_FORMAT = 1;

/** A compiled pack as text: a line with format and checksum, and the layer as JSON. */
export function encodeLayer(layer: PackLayer): string {
  const json = JSON.stringify(layer);
  return `deskmedic-pack ${LAYER_FORMAT} ${checksum(json)}\n${json}\n`;
}

/** The layer, or null for anything stale, foreign or damaged. */
export function decodeLayer(text: string): PackLayer | null {
  const end = text.indexOf('\n');
  const json = text.slice(end + 1, -1);
  if (end < 0 || text.slice(0, end) !== `deskmedic-pack ${LAYER_FORMAT} ${checksum(json)}`) return null;
  return JSON.parse(json) as PackLayer;
}

function checksum(json: string): string {
  return createHash('sha256').update(json).digest('hex');
}

/** Compiled packs in `<home>/cache/packs`, by content hash. Only ever an advantage: any trouble with it is ignored. */
export interface PackCache {
  load(key: string): Promise<PackLayer | null>;
  save(key: string, layer: PackLayer): Promise<void>;
}

export function packCache(home: string, disk: Files): PackCache {
  const pathOf = (key: string): string => `${home}/cache/packs/${key}.json`;
  return {
    load: (key) => quietly(async () => decodeLayer(new TextDecoder().decode(await disk.read(pathOf(key))))),
    save: async (key, layer) => {
      await quietly(async () => {
        await disk.makeDirectory(`${home}/cache/packs`);
        await disk.write(pathOf(key), encodeLayer(layer), { overwrite: true });
        return null;
      });
    },
  };
}

/** Without a cache the pack is compiled again, so no failure of it is worth a word. */
async function quietly<T>(work: () => Promise<T | null>): Promise<T | null> {
  try {
    return await work();
  } catch {
    return null;
  }
}
