import { createHash } from 'node:crypto';
import { evidenceFileName } from '../bundle/file-name.ts';
import { foldCase } from '../case/fold.ts';
import { pathsOf } from '../case/home.ts';
import type { OpenCase } from '../case/open-case.ts';
import { UserError } from '../errors.ts';
import { EXIT } from '../exit-codes.ts';
import type { Io } from '../io/io.ts';

/** Throws `cannot-read` for the first path that is no file; to be called before the first one is attached. */
export async function requireFiles(paths: readonly string[], io: Pick<Io, 'files'>): Promise<void> {
  for (const path of paths) {
    const facts = await io.files.facts(path);
    if (facts?.kind === 'file') continue;
    const message = facts === null ? `there is no file at ${path}` : `${path} is no file`;
    throw new UserError('cannot-read', message, {
      exit: EXIT.unreachable,
      hint: 'attach single files; nothing was attached',
    });
  }
}

/** Copies a file into the folder of the case's evidence, then says so in the journal. Gives its name there, and its bytes. */
export async function attachFile(
  open: OpenCase,
  path: string,
  evidenceFolder: string,
  io: Pick<Io, 'files' | 'system'>,
): Promise<{ name: string; bytes: number }> {
  const { join, basename } = pathsOf(io.system.platform);
  const taken = new Set(foldCase(open.id, open.entries).attachments.map((file) => file.name.toLowerCase()));
  const name = freeName(evidenceFileName(basename(path)), taken);
  const { sha256, bytes, content } = digesting(io.files.stream(path));
  // A copy that was cut short before its event is no evidence, and may be written over.
  await io.files.write(join(evidenceFolder, name), content, { overwrite: true });
  await open.append({ type: 'attached', name, path: await io.files.resolve(path), bytes: bytes(), sha256: sha256() });
  return { name, bytes: bytes() };
}

function freeName(name: string, taken: ReadonlySet<string>): string {
  if (!taken.has(name.toLowerCase())) return name;
  const dot = name.lastIndexOf('.');
  const [stem, ending] = dot > 0 ? [name.slice(0, dot), name.slice(dot)] : [name, ''];
  for (let number = 2; ; number++) {
    const candidate = `${stem}-${number}${ending}`;
    if (!taken.has(candidate.toLowerCase())) return candidate;
  }
}

/** Hashes and counts what passes through, so that the file is read once. */
function digesting(source: AsyncIterable<Uint8Array>): {
  content: AsyncIterable<Uint8Array>;
  sha256: () => string;
  bytes: () => number;
} {
  const hash = createHash('sha256');
  let count = 0;
  async function* pass(): AsyncGenerator<Uint8Array> {
    for await (const chunk of source) {
      hash.update(chunk);
      count += chunk.length;
      yield chunk;
    }
  }
  let digest: string | undefined;
  return { content: pass(), sha256: () => (digest ??= hash.digest('hex')), bytes: () => count };
}
