/** The value of `Repr-Digest` (RFC 9530) for a SHA-256 in hex. */
export function formatDigest(sha256: string): string {
  return `sha-256=:${Buffer.from(sha256, 'hex').toString('base64')}:`;
}

/**
 * The SHA-256 that a server names, in lower-case hex; `undefined` when it names none that can be read: other algorithms say
 * nothing about this one.
 */
export function parseDigest(header: string | undefined): string | undefined {
  const found = /(?:^|[,\s])sha-256=:([A-Za-z0-9+/]{43}=):/i.exec(header ?? '')?.[1];
  return found === undefined ? undefined : Buffer.from(found, 'base64').toString('hex');
}
