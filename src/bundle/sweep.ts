import { EXIT } from '../exit-codes.ts';
import { UserError } from '../errors.ts';
import type { Spool } from '../io/io.ts';
import { findKnown, type KnownFinder } from '../redact/known/find-known.ts';
import type { KnownSecret } from '../redact/known/known-secret.ts';
import { openZip } from './zip-read.ts';
import type { ZipFiles } from './zip-source.ts';

/** Characters; shorter secrets come up by chance in bytes that are packed, a few in each gigabyte. */
const LONG = 12;
const IS_PACKED = /\.(?:png|jpg)$/;

/**
 * Looks for every secret that is known in a finished archive: in the names and the unpacked content of its entries, and in
 * all that stands between them. Throws `secret-left` (exit 6), which names the file and the kind, and never the value.
 */
export async function sweepArchive(path: string, archive: Spool, secrets: KnownFinder<KnownSecret>): Promise<void> {
  const zip = await openZip(path, filesOf(archive));
  for (const entry of zip.entries) {
    await refuse(secrets, [Buffer.from(entry.name)], `the name of ${entry.name}`);
    const isPacked = IS_PACKED.test(entry.name);
    // The same is looked for in the archive, in which it stands as it is.
    if (isPacked && entry.isStored) continue;
    await refuse(secrets, zip.content(entry, true), entry.name, isPacked ? isLong : undefined);
  }
  await refuse(
    secrets,
    archive.stream(0, archive.size, true),
    (offset) => zip.entryAt(offset)?.name ?? 'the archive itself',
    isLong,
  );
}

/** Looks for every secret that is known in the one file that is written. Throws as {@link sweepArchive}. */
export async function sweepFile(
  content: AsyncIterable<Uint8Array>,
  secrets: readonly KnownSecret[],
  name: string,
): Promise<void> {
  await refuse(findKnown(secrets), content, name);
}

function isLong({ value }: KnownSecret): boolean {
  return value.length >= LONG;
}

async function refuse(
  finder: KnownFinder<KnownSecret>,
  content: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  where: string | ((offset: number) => string),
  counts?: (secret: KnownSecret) => boolean,
): Promise<void> {
  const hit = await finder.first(content, counts);
  if (hit === undefined) return;
  const place = typeof where === 'string' ? where : where(hit.offset);
  throw new UserError('secret-left', `a secret (${hit.secret.kind}) was still in ${place}, so nothing was written.`, {
    exit: EXIT.unreachable,
    hint: 'Leave the file out that it comes from, and tell the makers of this program.',
  });
}

/** The archive as the reader of archives wants it, which asks for a path. */
function filesOf(archive: Spool): ZipFiles {
  return {
    facts: () => Promise.resolve({ kind: 'file', size: archive.size, modifiedAt: 0 }),
    readAt: (_path, offset, length) => archive.readAt(offset, length),
    stream: (_path, part) => archive.stream(part?.start, part?.end, part?.reuse),
  };
}
