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
 * only its owner can read. Keys, passwords and cards are not kept anywhere.
 */
export async function keepPlaceholders(
  folder: string,
  bundle: string,
  personal: readonly KnownSecret[],
  { files, system }: Pick<Io, 'files' | 'system'>,
): Promise<void> {
  if (personal.length === 0) return;
  const map: PlaceholderMap = { schema: 'deskmedic/placeholders/v1', bundle, placeholders: personal };
  await files.makeDirectory(folder);
  const path = (system.platform === 'win32' ? win32 : posix).join(folder, `${bundle}.json`);
  await files.write(path, `${jsonText(map, 2)}\n`, { overwrite: true, mode: 0o600 });
}
