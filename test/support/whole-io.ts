import { realIo } from '../../src/io/real.ts';
import type { Files, Io } from '../../src/io/io.ts';

/** The real outside world without a terminal; nothing interrupts. `files` replaces single members of it. */
export function wholeIo(files: Partial<Files> = {}, interrupted = new AbortController().signal): Io {
  const io = realIo('');
  return {
    stdin: io.stdin,
    stdout: io.stdout,
    stderr: io.stderr,
    terminal: null,
    files: { ...io.files, ...files },
    network: io.network,
    clock: io.clock,
    env: io.env,
    system: io.system,
    interrupted,
  };
}
