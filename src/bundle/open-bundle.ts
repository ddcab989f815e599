import { UserError } from '../errors.ts';
import { EXIT } from '../exit-codes.ts';
import type { Io } from '../io/io.ts';
import { badZip } from './zip-error.ts';
import { openZip } from './zip-read.ts';

/** A bundle, open for reading; paths are those in the bag, without its top folder. */
export interface OpenBundle {
  readonly files: ReadonlyMap<string, { readonly bytes: number }>;
  /** Throws `bad-zip` when the content is damaged; a path that is not in the bundle is an error of ours. */
  content(path: string): AsyncIterable<Uint8Array>;
}

/** Opens a bundle. Throws `cannot-read` (exit 6) when there is no file, and `bad-zip` when it is not a sound archive. */
export async function openBundle(path: string, io: Pick<Io, 'files'>): Promise<OpenBundle> {
  const facts = await io.files.facts(path);
  if (facts?.kind !== 'file') {
    throw new UserError('cannot-read', facts === null ? `There is no file ${path}.` : `${path} is not a file.`, {
      exit: EXIT.unreachable,
      where: { file: path },
      hint: 'Name the .zip file that "bundle create" wrote.',
    });
  }
  const zip = await openZip(path, io.files);
  const tops = new Set(zip.entries.map(({ name }) => name.split('/', 1)[0]));
  const outside = zip.entries.find(({ name }) => !name.includes('/'));
  if (tops.size !== 1 || outside !== undefined) throw badZip(path, 'it does not have one folder with everything in it');
  const files = new Map(zip.entries.map((entry) => [entry.name.slice(entry.name.indexOf('/') + 1), entry]));
  return {
    files,
    content(name) {
      const entry = files.get(name);
      if (entry === undefined) throw new TypeError('no such file in the bundle');
      return zip.content(entry);
    },
  };
}

/** A whole file of a bundle, of at most `limit` bytes. */
export async function readBundleFile(bundle: OpenBundle, path: string, limit: number): Promise<Uint8Array> {
  if ((bundle.files.get(path)?.bytes ?? 0) > limit) throw badZip(path, `${path} is larger than ${limit} bytes`);
  const chunks: Uint8Array[] = [];
  for await (const chunk of bundle.content(path)) chunks.push(chunk);
  return Buffer.concat(chunks);
}
