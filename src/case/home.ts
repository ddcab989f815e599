import { posix, win32, type PlatformPath } from 'node:path';
import type { Io } from '../io/io.ts';

/** The path functions of the platform that the program runs on, chosen by value so that they can be tested anywhere. */
export function pathsOf(platform: NodeJS.Platform): PlatformPath {
  return platform === 'win32' ? win32 : posix;
}

/** The folder for cases and configuration, absolute: `--home`, else `DESKMEDIC_HOME`, else the platform's own. */
export function caseHome(flag: string | undefined, io: Pick<Io, 'env' | 'system'>): string {
  const chosen = flag || io.env['DESKMEDIC_HOME'] || io.system.dataDirectory;
  const paths = pathsOf(io.system.platform);
  return paths.isAbsolute(chosen) ? paths.normalize(chosen) : paths.resolve(io.system.cwd, chosen);
}
