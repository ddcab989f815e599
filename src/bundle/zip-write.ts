import { deflateRawSync } from 'node:zlib';
import { ZipFile } from 'yazl';
import type { Bag, BagFile } from './bag.ts';
import { compareBytes } from './manifest.ts';
import { HIGHEST_RATIO, RATIO_MATTERS_FROM } from './zip-limits.ts';

/**
 * The bag as a zip, in chunks. The same bag gives the same bytes in every time zone: entries are sorted, and the time
 * is the first one that DOS knows, which yazl reads on the local clock.
 */
export async function* writeZip(bag: Bag): AsyncGenerator<Uint8Array> {
  const zip = new ZipFile();
  const output = zip.outputStream as NodeJS.ReadableStream & { destroy(error: Error): void };
  zip.on('error', (error: Error) => output.destroy(error));
  const mtime = new Date(1980, 0, 1);
  for (const file of bag.files.toSorted((a, b) => compareBytes(a.path, b.path))) {
    const content = Buffer.from(file.bytes.buffer, file.bytes.byteOffset, file.bytes.byteLength);
    zip.addBuffer(content, `${bag.top}/${file.path}`, {
      mtime,
      forceDosTimestamp: true,
      mode: 0o100644,
      compress: isWorthCompressing(file),
    });
  }
  zip.end();
  for await (const chunk of output) yield chunk as Buffer;
}

/**
 * Images are compressed already. What would shrink to next to nothing is stored too: a reader, ours included, has
 * to take it for a bomb (see `zip-limits.ts`; level 1 shrinks repetitions about a quarter as well as level 6).
 */
function isWorthCompressing({ compressed, bytes }: BagFile): boolean {
  if (compressed) return false;
  return (
    bytes.length < RATIO_MATTERS_FROM || deflateRawSync(bytes, { level: 1 }).length * (HIGHEST_RATIO / 5) > bytes.length
  );
}
