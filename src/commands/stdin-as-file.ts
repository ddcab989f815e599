import type { Files, Spool } from '../io/io.ts';
import type { Session } from './session.ts';

const STDIN = '-';

/**
 * Runs a verb that reads its files more than once. Where one of `paths` is `-`, what comes in by stdin is that file: it lies
 * in a file without a name as long as `use` lasts, so that nothing is left of it however this ends.
 */
export async function withStdinAsFile<T>(
  session: Session,
  paths: readonly string[],
  use: (session: Session) => Promise<T>,
): Promise<T> {
  if (!paths.includes(STDIN)) return use(session);
  const { io, home } = session;
  await io.files.makeDirectory(home);
  const spool = await io.files.spool(home);
  try {
    for await (const bytes of io.stdin.chunks()) await spool.append(bytes);
    return await use({ ...session, io: { ...io, files: withSpool(io.files, spool, io.clock.now()) } });
  } finally {
    await spool.close();
  }
}

/** The same disk, with `-` in it. */
function withSpool(files: Files, spool: Spool, modifiedAt: number): Files {
  return {
    ...files,
    facts: (path) =>
      path === STDIN ? Promise.resolve({ kind: 'file', size: spool.size, modifiedAt }) : files.facts(path),
    stream: (path, part = {}) =>
      path === STDIN ? spool.stream(part.start, part.end, part.reuse) : files.stream(path, part),
    readAt: (path, offset, length) =>
      path === STDIN ? spool.readAt(offset, length) : files.readAt(path, offset, length),
    resolve: (path) => (path === STDIN ? Promise.resolve(path) : files.resolve(path)),
  };
}
