import { FIRST_BYTES } from './classify.ts';

/** So many bytes from the beginning of a file as tell what it is; fewer where it ends before. */
export async function firstBytes(bytes: () => AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const held: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of bytes()) {
    held.push(chunk);
    size += chunk.length;
    if (size >= FIRST_BYTES) break;
  }
  return Buffer.concat(held).subarray(0, FIRST_BYTES);
}
