import { posix, win32 } from 'node:path';
import type { Io } from '../io/io.ts';
import type { KnownSecret } from '../redact/known/known-secret.ts';
import { jsonText } from '../report/escape.ts';

/** What the placeholders of one bundle stand for. */
export interface PlaceholderMap {
  readonly schema: 'deskmedic/placeholders/v1';
  /** Id of the bundle. */
  readonly bundle: string;
  readonly placeholders: readonly KnownSecret[];
}

/**
 * Writes down at home what the placeholders of personal data stand for, for the supporter who asks back: `<id>.json`, which
 * only its owner can read. Keys, passwords and cards are not kept anywhere. It gets its name when `write` has written the
 * bundle, and is on the disk by then: there is neither without the other, but for a process that is killed in between.
 */
export async function keepPlaceholders(
  folder: string,
  bundle: string,
  personal: readonly KnownSecret[],
  { files, system }: Pick<Io, 'files' | 'system'>,
  write: () => Promise<void>,
): Promise<void> {
  if (personal.length === 0) return write();
  const map: PlaceholderMap = { schema: 'deskmedic/placeholders/v1', bundle, placeholders: personal };
  async function* content(): AsyncGenerator<Uint8Array> {
    yield new TextEncoder().encode(`${jsonText(map, 2)}\n`);
    await write();
  }
  await files.makeDirectory(folder);
  const path = (system.platform === 'win32' ? win32 : posix).join(folder, `${bundle}.json`);
  await files.write(path, content(), { overwrite: true, mode: 0o600 });
}
