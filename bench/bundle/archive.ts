// Files as they are into a bag, as `bundle create` writes one but with nothing searched or removed: what `zip -r` does, and
// the digests. `node archive.cjs OUTPUT FILE…`
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import { writeBag } from '../../src/bundle/write-bag.ts';
import type { SealedEntry } from '../../src/redact/door.ts';

const CHUNK = 256 * 1024;

/** What only the door can make otherwise: here there is nothing behind it. */
function unsearched(path: string): SealedEntry {
  return {
    name: `evidence/${basename(path)}`,
    content: () => createReadStream(path, { highWaterMark: CHUNK }),
    shrinksTo: extname(path) === '.png' ? 1 : 0.2,
  } as unknown as SealedEntry;
}

async function archive(output: string, files: readonly string[]): Promise<string> {
  const hash = createHash('sha256');
  const target = await open(output, 'wx');
  const bag = writeBag('usual-20261122T000000Z', async (bytes) => {
    hash.update(bytes);
    await target.write(bytes);
  });
  for (const path of files) await bag.add(unsearched(path));
  await bag.end({ case: 'usual', tool: 'bench 1', createdAt: '2026-11-22T00:00:00.000Z' });
  await target.close();
  return hash.digest('hex');
}

const [, , output = '', ...files] = process.argv;
archive(output, files).then(console.log, (error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
