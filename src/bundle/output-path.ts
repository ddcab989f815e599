import { posix, win32 } from 'node:path';
import { UserError } from '../errors.ts';
import { EXIT } from '../exit-codes.ts';
import type { Io } from '../io/io.ts';

/** Where a bundle goes: `output` itself, or `<top>.zip` in it when it is a folder or ends in a slash. */
export async function bundlePath(output: string, top: string, io: Pick<Io, 'files' | 'system'>): Promise<string> {
  const paths = io.system.platform === 'win32' ? win32 : posix;
  const isFolder =
    output.endsWith('/') || output.endsWith(paths.sep) || (await io.files.facts(output))?.kind === 'directory';
  return isFolder ? paths.join(output, `${top}.zip`) : output;
}

/** Refuses to write over a file that goes into the bundle, under whatever name it is known there. */
export async function refuseOwnInput(target: string, inputs: readonly string[], io: Pick<Io, 'files'>): Promise<void> {
  const resolved = await io.files.resolve(target);
  for (const input of inputs) {
    if ((await io.files.resolve(input)) !== resolved) continue;
    throw new UserError('exists', `${target} is a file that is read for it, and cannot be written over.`, {
      exit: EXIT.unreachable,
      where: { file: target },
      hint: 'Choose another name.',
    });
  }
}
