import { createHash } from 'node:crypto';
import { evidenceFileName } from '../bundle/file-name.ts';
import { untilInterrupted } from '../bundle/spools.ts';
import { foldCase, type CaseView } from '../case/fold.ts';
import { pathsOf } from '../case/home.ts';
import type { OpenCase } from '../case/open-case.ts';
import { UserError } from '../errors.ts';
import type { Reading } from '../evidence/reading.ts';
import { EXIT } from '../exit-codes.ts';
import type { Io } from '../io/io.ts';
import { nearestPath } from './path-problem.ts';

/**
 * Throws `cannot-read` (exit 6) for the first path that is no file or may not be read; to be called before anything is
 * made of the first one.
 */
export async function requireFiles(paths: readonly string[], io: Pick<Io, 'files' | 'system'>): Promise<void> {
  for (const path of paths) {
    const facts = await io.files.facts(path);
    if (facts?.kind === 'file') await requireReadable(path, io);
    else if (facts !== null) throw cannotAttach(`${path} is no file`, 'attach single files');
    else throw cannotAttach(`there is no file at ${path}`, await hintFor(path, io));
  }
}

async function hintFor(path: string, io: Pick<Io, 'files' | 'system'>): Promise<string> {
  const near = await nearestPath(path, io);
  return near === undefined ? 'check the name' : `did you mean ${near}?`;
}

/** Only to open it tells whether it can be opened. */
async function requireReadable(path: string, io: Pick<Io, 'files'>): Promise<void> {
  try {
    await io.files.readAt(path, 0, 1);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    throw cannotAttach(error.message, error.hint ?? 'check the file', error);
  }
}

function cannotAttach(message: string, hint: string, cause?: UserError): UserError {
  return new UserError('cannot-read', message, {
    exit: EXIT.unreachable,
    hint: `${hint}; nothing was attached`,
    ...(cause === undefined ? {} : { cause }),
  });
}

/** A file that belongs to the case now: its name there, and what a reader got out of it. */
export interface AttachedFile {
  readonly name: string;
  readonly bytes: number;
  readonly reading: Reading;
}

/**
 * Copies a file into the folder of the case's evidence, then says so in the journal, and after it what the file shows. It
 * is the copy that is read: what is attached and what is concluded from it are the same bytes.
 */
export async function attachFile(
  open: OpenCase,
  path: string,
  evidenceFolder: string,
  io: Pick<Io, 'files' | 'system' | 'interrupted'>,
): Promise<AttachedFile> {
  const { join, basename } = pathsOf(io.system.platform);
  const view = foldCase(open.id, open.entries);
  const taken = new Set(view.attachments.map((file) => file.name.toLowerCase()));
  const name = freeName(evidenceFileName(basename(path)), taken);
  const { sha256, bytes, content } = digesting(untilInterrupted(io.files.stream(path), io));
  // A copy that was cut short before its event is no evidence, and may be written over.
  const copy = join(evidenceFolder, name);
  await io.files.write(copy, content, { overwrite: true });
  await open.append({ type: 'attached', name, path: await io.files.resolve(path), bytes: bytes(), sha256: sha256() });
  return { name, bytes: bytes(), reading: await readAttached(open, name, copy, io) };
}

/** Names of what was attached and not read: by an earlier version, or by a run that was cut short between the two. */
export function unreadFiles({ attachments, readings }: Pick<CaseView, 'attachments' | 'readings'>): readonly string[] {
  const isRead = new Set(readings.map(({ name }) => name));
  return attachments.map(({ name }) => name).filter((name) => !isRead.has(name));
}

/** Makes up for the readings that are missing, see {@link unreadFiles}. `progress` is for files that take a while. */
export async function readUnread(
  open: OpenCase,
  evidenceFolder: string,
  io: Pick<Io, 'files' | 'system' | 'interrupted'>,
  progress: <T>(message: string, work: () => Promise<T>) => Promise<T>,
): Promise<void> {
  const { join } = pathsOf(io.system.platform);
  for (const name of unreadFiles(foldCase(open.id, open.entries))) {
    try {
      await progress(`Reading ${name}`, () => readAttached(open, name, join(evidenceFolder, name), io));
    } catch (error) {
      // A file that is gone shows nothing; the case goes on without.
      if (!(error instanceof UserError)) throw error;
    }
  }
}

async function readAttached(
  open: OpenCase,
  name: string,
  copy: string,
  io: Pick<Io, 'files' | 'interrupted'>,
): Promise<Reading> {
  const { zone } = foldCase(open.id, open.entries);
  // Most dialogues come to their end without a file.
  const { readEvidence } = await import('../evidence/read-evidence.ts');
  const reading = await readEvidence(name, (reuse = false) => untilInterrupted(io.files.stream(copy, { reuse }), io), {
    zone,
  });
  await open.append({ type: 'read', name, reading });
  return reading;
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
