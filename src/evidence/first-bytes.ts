import { FIRST_BYTES } from './classify.ts';
import { readImage } from './image.ts';

/**
 * So many bytes from the beginning of a file as tell what it is: fewer where it ends before, and of an image that shows
 * itself early. Chunks may share their memory.
 */
export async function firstBytes(bytes: () => AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const held: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of bytes()) {
    if (size === 0 && readImage(chunk).kind === 'image') return Uint8Array.from(chunk.subarray(0, FIRST_BYTES));
    held.push(Uint8Array.from(chunk));
    size += chunk.length;
    if (size >= FIRST_BYTES) break;
  }
  return Buffer.concat(held).subarray(0, FIRST_BYTES);
}
