import { createHash } from 'node:crypto';
import type { Io } from '../../io/io.ts';
import { uploadError } from './upload-error.ts';

/** A file as it was when it was verified. */
export interface VerifiedFile {
  readonly path: string;
  /** Lower-case hex. */
  readonly sha256: string;
  readonly bytes: number;
}

/**
 * The bytes of a file that was verified: its last part is held back until all of it is known to be the same. Throws `changed`
 * (exit 6) when it is not.
 *
 * @param meanwhile what is done with it, in words: `sent`
 */
export async function* unchangedFile(
  { path, sha256, bytes }: VerifiedFile,
  meanwhile: string,
  io: Pick<Io, 'files'>,
): AsyncGenerator<Uint8Array> {
  const changed = (): Error =>
    uploadError(
      'changed',
      `${path} was changed while it was ${meanwhile}`,
      'Do it once more when nobody writes to it.',
    );
  const hash = createHash('sha256');
  let total = 0;
  let held: Uint8Array | undefined;
  for await (const chunk of io.files.stream(path)) {
    if (held !== undefined) yield held;
    hash.update(chunk);
    total += chunk.length;
    if (total > bytes) throw changed();
    held = chunk;
  }
  if (total !== bytes || hash.digest('hex') !== sha256) throw changed();
  if (held !== undefined) yield held;
}
