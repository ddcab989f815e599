import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { temporaryFolder } from './disk.ts';

/** Whether a small disk can be mounted here (it takes root, and a container may forbid it); says loudly when it cannot. */
export function canMount(): boolean {
  const probe = mkdtempSync(join(tmpdir(), 'deskmedic-mount-'));
  try {
    mount('size=16k', probe);
    execFileSync('umount', [probe]);
    return true;
  } catch {
    console.warn('SKIPPED: no small disk can be mounted here (needs root), so a full disk is not tested');
    return false;
  } finally {
    rmSync(probe, { recursive: true, force: true });
  }
}

/** Runs `work` with a folder that is a disk of its own; `options` as `mount` takes them for a tmpfs. */
export async function onSmallDisk<T>(options: string, work: (folder: string) => Promise<T>): Promise<T> {
  const folder = temporaryFolder();
  mount(options, folder);
  try {
    return await work(folder);
  } finally {
    execFileSync('umount', ['--lazy', folder]);
  }
}

function mount(options: string, folder: string): void {
  execFileSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', folder], { stdio: 'ignore' });
}
