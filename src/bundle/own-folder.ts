import { pathsOf } from '../case/home.ts';
import { UserError } from '../errors.ts';
import type { Io } from '../io/io.ts';

/**
 * Refuses files that do not lie in the folder of the document that names them, or below it, links followed
 * (`outside-folder`, exit 2): whoever wrote the document must not reach for what else its reader can read.
 */
export async function requireOwnFolder(
  document: string,
  paths: readonly string[],
  io: Pick<Io, 'files' | 'system'>,
): Promise<void> {
  const { dirname, isAbsolute, relative, resolve, sep } = pathsOf(io.system.platform);
  const folder = await io.files.resolve(dirname(resolve(io.system.cwd, document)));
  for (const path of paths) {
    const way = relative(folder, await io.files.resolve(path));
    if (way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way)) continue;
    throw new UserError('outside-folder', `${path} does not lie in the folder of ${document}, so it is not attached.`, {
      where: { file: document },
      hint: `Copy it beside ${document}, and name it there; or attach it to a case: deskmedic case attach ID ${path}`,
    });
  }
}
