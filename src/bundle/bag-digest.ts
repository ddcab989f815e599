import { createHash } from 'node:crypto';

/** The algorithms of BagIt 1.0 that a validator has to know (RFC 8493 §2.4). Bundles are made with the first. */
export const ALGORITHMS = ['sha256', 'sha512'] as const;

export type Algorithm = (typeof ALGORITHMS)[number];

/** Lower-case hex by algorithm; SHA-256 is always there, for it names bundles. */
export type FileDigest = { readonly sha256: string } & Partial<Readonly<Record<Algorithm, string>>>;

/** What a file holds, by its digests, and how long it is. Read once, a chunk at a time. */
export async function digestFile(
  chunks: AsyncIterable<Uint8Array>,
  algorithms: Iterable<Algorithm>,
): Promise<FileDigest & { readonly bytes: number }> {
  const hashes = [...new Set<Algorithm>(['sha256', ...algorithms])].map(
    (algorithm) => [algorithm, createHash(algorithm)] as const,
  );
  let bytes = 0;
  for await (const chunk of chunks) {
    for (const [, hash] of hashes) hash.update(chunk);
    bytes += chunk.length;
  }
  const digests = Object.fromEntries(hashes.map(([algorithm, hash]) => [algorithm, hash.digest('hex')]));
  return { ...(digests as Record<'sha256', string>), bytes };
}
