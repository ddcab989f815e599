import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Bench } from '../budgets/bench.ts';
import { runProcess, type Taken } from '../budgets/run-process.ts';
import { verifyCommand } from './tool.ts';

/**
 * Throws unless `unzip -t`, `sha256sum -c` of both manifests, and `bundle verify` find a bundle sound, and it has so many
 * files of evidence; tells what the last one took.
 */
export async function requireSound(bench: Bench, bundle: string, files: number): Promise<Taken> {
  const folder = mkdtempSync(join(bench.folder, 'unpacked-'));
  try {
    execFileSync('unzip', ['-tqq', bundle]);
    execFileSync('unzip', ['-q', bundle, '-d', folder]);
    const top = join(folder, readdirSync(folder)[0]!);
    for (const manifest of ['manifest-sha256.txt', 'tagmanifest-sha256.txt'])
      execFileSync('sha256sum', ['--strict', '--quiet', '-c', manifest], { cwd: top });
    const copied = readdirSync(join(top, 'data/evidence')).length;
    if (copied !== files) throw new Error(`${bundle} has ${copied} files of evidence, not ${files}`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return runProcess(bench, verifyCommand(bench, bundle), 'ignore');
}
