import { readFile, readlink } from 'node:fs/promises';
import type { System } from './io.ts';

/**
 * Who holds a lock. `bootId` and `startTime` tell a process from a later one with the same number; both are
 * `null` where the system does not say (no `/proc`). `pidNamespace` is the set of numbers that `pid` is one of: each
 * container has its own; `null` where the system does not say, or an earlier version wrote the lock. `nonce` makes each taking of a lock a different text.
 */
export interface LockOwner {
  readonly pid: number;
  readonly host: string;
  readonly bootId: string | null;
  readonly startTime: string | null;
  readonly pidNamespace: string | null;
  readonly nonce: string;
}

/** This process, as the owner of a lock that it is about to take. */
export async function thisProcess(system: Pick<System, 'hostName' | 'randomHex'>): Promise<LockOwner> {
  return {
    pid: process.pid,
    host: system.hostName,
    bootId: await bootId(),
    startTime: (await processState(process.pid))?.startTime ?? null,
    pidNamespace: await pidNamespace(),
    nonce: system.randomHex(8),
  };
}

/** The owner that a lock file names, or `null` when it is torn. */
export function parseOwner(content: string): LockOwner | null {
  try {
    const raw = JSON.parse(content) as Partial<Record<keyof LockOwner, unknown>> | null;
    if (raw === null || !Number.isSafeInteger(raw.pid) || (raw.pid as number) <= 0) return null;
    if (typeof raw.host !== 'string' || typeof raw.nonce !== 'string') return null;
    const text = (value: unknown): string | null => (typeof value === 'string' ? value : null);
    const { host, nonce } = raw;
    return {
      pid: raw.pid as number,
      host,
      bootId: text(raw.bootId),
      startTime: text(raw.startTime),
      pidNamespace: text(raw.pidNamespace),
      nonce,
    };
  } catch {
    return null;
  }
}

/** Whether the owner has certainly ended. A process on another computer or in another container never has: nobody here can know. */
export async function hasEnded(owner: LockOwner, system: Pick<System, 'hostName'>): Promise<boolean> {
  const ourBoot = await bootId();
  const sameBoot = owner.bootId !== null && owner.bootId === ourBoot;
  // A laptop gets another host name from another network; the boot id still says that it is this machine.
  if (!sameBoot && owner.host !== system.hostName) return false;
  if (!sameBoot && owner.bootId !== null && ourBoot !== null) return true;
  if (owner.pidNamespace !== null && owner.pidNamespace !== (await pidNamespace())) return false;
  if (!isRunning(owner.pid)) return true;
  const state = await processState(owner.pid);
  if (state === null) return false;
  return state.dead || (owner.startTime !== null && owner.startTime !== state.startTime);
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it runs, as somebody else.
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}

async function bootId(): Promise<string | null> {
  return (await readFile('/proc/sys/kernel/random/boot_id', 'utf8').catch(() => '')).trim() || null;
}

async function pidNamespace(): Promise<string | null> {
  return readlink('/proc/self/ns/pid').catch(() => null);
}

/** State and start time (clock ticks since boot) from `/proc/PID/stat`, fields 3 and 22 of proc_pid_stat(5). */
async function processState(pid: number): Promise<{ dead: boolean; startTime: string } | null> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  // The second field is the command in parentheses, which may itself hold blanks and parentheses.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const [state, startTime] = [fields[0], fields[19]];
  if (!state || !startTime) return null;
  // A killed process whose parent has not asked for its end yet still answers to signal 0.
  return { dead: 'ZXx'.includes(state), startTime };
}
