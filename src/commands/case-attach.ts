import { createHash } from 'node:crypto';
import { foldCase } from '../case/fold.ts';
import { pathsOf } from '../case/home.ts';
import { safeFileName } from '../bundle/file-name.ts';
import { UserError } from '../errors.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import type { Session } from './session.ts';
import { withCase } from './with-case.ts';

/** `case attach`: copies files into the case's evidence. Every file is looked at before the first is copied. */
export function attachToCase(id: string, paths: readonly string[]): (session: Session) => Promise<ExitCode> {
  return async (session) => {
    const { files, system } = session.io;
    for (const path of paths) {
      const facts = await files.facts(path);
      if (facts === null)
        throw new UserError('cannot-read', `there is no file at ${path}`, {
          exit: EXIT.unreachable,
          hint: 'nothing was attached',
        });
      if (facts.kind !== 'file')
        throw new UserError('cannot-read', `${path} is no file`, {
          exit: EXIT.unreachable,
          hint: 'attach single files; nothing was attached',
        });
    }
    return withCase(session, id, async (open) => {
      const { join, basename } = pathsOf(system.platform);
      const folder = session.cases.evidencePath(open.id);
      for (const path of paths) {
        const taken = new Set(foldCase(open.id, open.entries).attachments.map((file) => file.name.toLowerCase()));
        const name = freeName(safeFileName(basename(path)), taken);
        const target = join(folder, name);
        const { sha256, bytes, content } = digesting(files.stream(path));
        // A copy that was cut short before its event is no evidence, and may be written over.
        await files.write(target, content, { overwrite: true });
        await open.append({
          type: 'attached',
          name,
          path: await files.resolve(path),
          bytes: bytes(),
          sha256: sha256(),
        });
        await session.say([`case ${open.id}: ${name} attached, ${bytes()} bytes`]);
      }
      return EXIT.ok;
    });
  };
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
