import { createHash } from 'node:crypto';
import type { PackFiles } from './layer.ts';

/**
 * SHA-256 (hex) over everything that changes what a pack does: all its files but the test cases, and, for the key of
 * a compiled pack, the hashes of the packs before it.
 */
export function packHash(files: PackFiles, before: readonly string[] = []): string {
  const hash = createHash('sha256');
  for (const other of before) hash.update(`${other}\n`);
  for (const path of [...files.keys()].filter((name) => !name.startsWith('tests/')).sort()) {
    const text = files.get(path)!;
    hash.update(`${path}\0${Buffer.byteLength(text)}\0${text}`);
  }
  return hash.digest('hex');
}
