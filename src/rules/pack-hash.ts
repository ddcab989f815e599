import { compareTexts } from '../facts/text-order.ts';
import { createHash } from 'node:crypto';
import type { PackFiles } from './layer.ts';

/** SHA-256 (hex) over everything that changes what a pack does: all its files but the test cases. */
export function packHash(files: PackFiles): string {
  return hashOf([...files].filter(([path]) => !path.startsWith('tests/')));
}

/**
 * SHA-256 (hex) over everything that decides whether a pack is without a fault, and so may be taken from the cache: all
 * its files, and the hashes of the packs before it.
 */
export function cacheKey(files: PackFiles, before: readonly string[]): string {
  return hashOf([...files], before);
}

function hashOf(files: readonly (readonly [path: string, text: string])[], before: readonly string[] = []): string {
  const hash = createHash('sha256');
  for (const other of before) hash.update(`${other}\n`);
  for (const [path, text] of files.toSorted(([a], [b]) => compareTexts(a, b)))
    hash.update(`${path}\0${Buffer.byteLength(text)}\0${text}`);
  return hash.digest('hex');
}
