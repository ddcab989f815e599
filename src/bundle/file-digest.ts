import { createHash } from 'node:crypto';

/** SHA-256 of bytes that are in memory, as lower-case hex. */
export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** Size and SHA-256 of a file that is read once, in chunks; `first` holds its first `keep` bytes. */
export async function digestStream(
  chunks: AsyncIterable<Uint8Array>,
  keep: number,
): Promise<{ readonly bytes: number; readonly sha256: string; readonly first: Uint8Array }> {
  const hash = createHash('sha256');
  const kept: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of chunks) {
    hash.update(chunk);
    if (bytes < keep) kept.push(chunk.subarray(0, keep - bytes));
    bytes += chunk.length;
  }
  return { bytes, sha256: hash.digest('hex'), first: Buffer.concat(kept) };
}
