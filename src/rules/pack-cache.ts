import { createHash } from 'node:crypto';
import type { Files } from '../io/io.ts';
import type { PackLayer } from './layer.ts';

/** Raised whenever the shape of {@link PackLayer} changes, so that what an older version compiled is ignored. */
const LAYER_FORMAT = 1;

/** The key of the built-in pack, which is compiled by the build that reads it. */
export const BUILT_IN_KEY = 'built-in';

/**
 * A compiled pack as text: a line that says what it is, and the layer as JSON.
 *
 * @param key what it was compiled from and by; no blanks
 */
export function encodeLayer(layer: PackLayer, key: string): string {
  const json = JSON.stringify(layer);
  return `${firstLine(key, json)}\n${json}\n`;
}

/** The layer, or null for anything stale (another key or format), foreign or damaged. */
export function decodeLayer(text: string, key: string): PackLayer | null {
  const end = text.indexOf('\n');
  const json = text.slice(end + 1, -1);
  if (end < 0 || text.slice(0, end) !== firstLine(key, json)) return null;
  try {
    return JSON.parse(json) as PackLayer;
  } catch {
    return null; // damaged without a change of its length
  }
}

function firstLine(key: string, json: string): string {
  // The built-in pack is part of the program and read at every start: that it is all there is enough.
  const proof = key === BUILT_IN_KEY ? String(json.length) : checksum(json);
  return `deskmedic-pack ${LAYER_FORMAT} ${key} ${proof}`;
}

function checksum(json: string): string {
  return createHash('sha256').update(json).digest('hex');
}

/** Compiled packs in `<home>/cache/packs`, by content hash. Only ever an advantage: any trouble with it is ignored. */
export interface PackCache {
  load(key: string): Promise<PackLayer | null>;
  save(key: string, layer: PackLayer): Promise<void>;
}

/** @param version of this program: another one may compile the same pack differently */
export function packCache(home: string, disk: Files, version: string): PackCache {
  const pathOf = (key: string): string => `${home}/cache/packs/${key}.json`;
  const stamp = (key: string): string => `${version}:${key}`;
  return {
    load: (key) => quietly(async () => decodeLayer(new TextDecoder().decode(await disk.read(pathOf(key))), stamp(key))),
    save: async (key, layer) => {
      await quietly(async () => {
        await disk.makeDirectory(`${home}/cache/packs`);
        await disk.write(pathOf(key), encodeLayer(layer, stamp(key)), { overwrite: true });
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
