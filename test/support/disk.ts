import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { StoreIo } from '../../src/case/store.ts';
import { realFiles } from '../../src/io/files.ts';
import type { Io, System } from '../../src/io/io.ts';
import { realClock, realSystem } from '../../src/io/system.ts';

/** A folder that is gone after the test. */
export function temporaryFolder(): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'deskmedic-test-')));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** The real disk and machine, with a part of it replaced where a test needs that. */
export function diskIo(
  replaced: { clock?: Io['clock']; system?: Partial<System>; env?: Io['env'] } = {},
): StoreIo & Pick<Io, 'env'> {
  const system = Object.create(realSystem(''), Object.getOwnPropertyDescriptors(replaced.system ?? {})) as System;
  return { files: realFiles(system), clock: replaced.clock ?? realClock, system, env: replaced.env ?? {} };
}

/** A clock that stands still. */
export function stoppedClock(iso: string, zone = 'America/Chicago'): Io['clock'] {
  return { now: () => Date.parse(iso), zone: () => zone };
}
