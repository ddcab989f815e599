import { decodeUtf8 } from '../facts/utf8.ts';
import { readBundleFile, type OpenBundle } from './open-bundle.ts';

/** Bytes of a manifest: more than as many files as are read can fill. A larger one is refused rather than read. */
export const MANIFEST_LIMIT = 4 * 1024 * 1024;
/** Bytes of the other tag files. */
const TAG_LIMIT = 256 * 1024;

/** A tag file as text; `undefined` when it is not there, or no UTF-8. A byte order mark is left where it stands. */
export async function readTag(bundle: OpenBundle, name: string, limit = TAG_LIMIT): Promise<string | undefined> {
  if (!bundle.files.has(name)) return undefined;
  return decodeUtf8(await readBundleFile(bundle, name, limit), { keepMark: true });
}
