import { Cancelled, UserError } from '../errors.ts';
import { EXIT } from '../exit-codes.ts';
import type { Io } from '../io/io.ts';
import { openFolder } from './bag-folder.ts';
import { badZip } from './zip-error.ts';
import { openZip } from './zip-read.ts';

/** A bundle, open for reading; paths are those in the bag, without its top folder. */
export interface OpenBundle {
  readonly files: ReadonlyMap<string, { readonly bytes: number }>;
  /** Throws `bad-zip` when the content is damaged; a path that is not in the bundle is an error of ours. `reuse` as in the `Io`. */
  content(path: string, reuse?: boolean): AsyncIterable<Uint8Array>;
  /** The refusal of this bundle for something in it. */
  refuse(problem: string): UserError;
}

/** What reading a bundle takes; one that is large can be interrupted. */
export type BundleReader = Pick<Io, 'files'> & Partial<Pick<Io, 'interrupted'>>;

/**
 * Opens a bundle, as it was made or unpacked in a folder. Throws `cannot-read` (exit 6) when there is none, `bad-zip` when
 * it is not a sound archive and `bad-folder` when the folder holds what no archive could.
 */
export async function openBundle(path: string, io: BundleReader): Promise<OpenBundle> {
  const facts = await io.files.facts(path);
  if (facts?.kind !== 'file' && facts?.kind !== 'directory') {
    throw new UserError('cannot-read', facts === null ? `There is no file ${path}.` : `${path} is not a file.`, {
      exit: EXIT.unreachable,
      where: { file: path },
      hint: 'Name the .zip file that "bundle create" wrote, or the folder that it was unpacked in.',
    });
  }
  const open = facts.kind === 'directory' ? await openFolder(path, io) : await openArchive(path, io);
  return { ...open, content: (name, reuse) => untilInterrupted(open.content(name, reuse), io.interrupted) };
}

async function openArchive(path: string, io: BundleReader): Promise<OpenBundle> {
  const zip = await openZip(path, io.files);
  const tops = new Set(zip.entries.map(({ name }) => name.split('/', 1)[0]));
  const outside = zip.entries.find(({ name }) => !name.includes('/'));
  if (tops.size !== 1 || outside !== undefined) throw badZip(path, 'it does not have one folder with everything in it');
  const files = new Map(zip.entries.map((entry) => [entry.name.slice(entry.name.indexOf('/') + 1), entry]));
  return {
    files,
    refuse: (problem) => badZip(path, problem),
    content(name, reuse) {
      const entry = files.get(name);
      if (entry === undefined) throw new TypeError('no such file in the bundle');
      return zip.content(entry, reuse);
    },
  };
}

async function* untilInterrupted(
  chunks: AsyncIterable<Uint8Array>,
  interrupted: AbortSignal | undefined,
): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks) {
    if (interrupted?.aborted === true) throw new Cancelled('interrupted while a bundle was read');
    yield chunk;
  }
}

/** A whole file of a bundle, of at most `limit` bytes, whatever the bundle says of its size. */
export async function readBundleFile(bundle: OpenBundle, path: string, limit: number): Promise<Uint8Array> {
  const tooLarge = (): UserError => bundle.refuse(`${path} is larger than ${limit} bytes`);
  if ((bundle.files.get(path)?.bytes ?? 0) > limit) throw tooLarge();
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of bundle.content(path)) {
    bytes += chunk.length;
    if (bytes > limit) throw tooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
