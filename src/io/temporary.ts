import { readdir, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import type { System } from './io.ts';
import { hasEnded, thisProcess, type LockOwner } from './lock-owner.ts';

type Owning = Pick<System, 'hostName' | 'randomHex'>;

/** The machine (and container), its boot, the process, when that began, and what makes each file a different one. */
const NAME = /^\.deskmedic-([0-9a-f]{8})-([0-9a-f]{8})-(\d{1,10})-(\d{1,20})-[0-9a-f]{16}\.tmp$/;

let own: Promise<{ readonly prefix: string; readonly owner: LockOwner }> | undefined;

/** The name of a file that is written before it has its own, hidden; it tells by which process. */
export async function temporaryName(system: Owning): Promise<string> {
  const { prefix } = await (own ??= describeSelf(system));
  return `${prefix}-${system.randomHex(8)}.tmp`;
}

/**
 * Removes the temporary files in a folder that were left behind by processes of this machine that were killed. What cannot
 * be removed stays: it is nobody's task to mend that before something else is written.
 */
export async function removeLeftovers(folder: string, system: Owning): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  for (const name of names) {
    const found = NAME.exec(name);
    if (found === null) continue;
    const { owner } = await (own ??= describeSelf(system));
    const [, machine, boot, pid, startTime] = found;
    if (machine !== machineOf(owner)) continue;
    const sameBoot = boot === checkSum(owner.bootId ?? '');
    const writer: LockOwner = {
      ...owner,
      pid: Number(pid),
      bootId: sameBoot ? owner.bootId : 'another',
      startTime: startTime === '0' ? null : (startTime ?? null),
    };
    if (await hasEnded(writer, system)) await unlink(join(folder, name)).catch(() => undefined);
  }
}

async function describeSelf(system: Owning): Promise<{ readonly prefix: string; readonly owner: LockOwner }> {
  const owner = await thisProcess(system);
  const { bootId, pid, startTime } = owner;
  return {
    owner,
    prefix: `.deskmedic-${machineOf(owner)}-${checkSum(bootId ?? '')}-${pid}-${startTime ?? '0'}`,
  };
}

/** Not the name of the machine itself: the file may lie where others see it. */
function machineOf({ host, pidNamespace }: LockOwner): string {
  return checkSum(`${host}\0${pidNamespace ?? ''}`);
}

function checkSum(text: string): string {
  return crc32(text).toString(16).padStart(8, '0');
}
