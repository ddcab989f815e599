import { rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Bench } from '../budgets/bench.ts';
import { median, type Line } from '../budgets/line.ts';
import { isThere, nodeCommand, runProcess, type Command, type Taken } from '../budgets/run-process.ts';
import { usualEvidence, type Evidence } from './evidence.ts';
import { requireSound } from './referee.ts';
import { createCommand } from './tool.ts';

/** A bundle of 201 MiB beside what `zip` makes of the same files, in turn. */
export async function measureCompare(bench: Bench, rounds: number): Promise<Line[]> {
  if (!(await isThere('zip'))) throw new Error('there is no zip to be measured beside');
  bench.progress('201 MiB of evidence are written');
  const evidence = usualEvidence(join(bench.folder, 'usual'));
  const create: Taken[] = [];
  const archive: Taken[] = [];
  const verify: Taken[] = [];
  const zips = { all: [] as Taken[], stored: [] as Taken[] };
  let size = 0;
  // The first round fills the caches of the disk, and does not count.
  for (let round = 0; round <= rounds; round += 1) {
    bench.progress(`round ${round} of ${rounds}`);
    const bundle = join(bench.folder, 'usual.zip');
    const made = await runProcess(bench, createCommand(bench, evidence.escalation, bundle), 'ignore');
    const verified = await requireSound(bench, bundle, evidence.files.length);
    size = statSync(bundle).size;
    rmSync(bundle);
    const archived = await runProcess(bench, archiveCommand(bench, evidence, bundle), 'ignore');
    await requireSound(bench, bundle, evidence.files.length);
    rmSync(bundle);
    const all = await runProcess(bench, zipCommand(bench, evidence), 'ignore');
    const stored = await runProcess(bench, zipCommand(bench, evidence, '-n', '.png'), 'ignore');
    if (round === 0) continue;
    create.push(made);
    archive.push(archived);
    verify.push(verified);
    zips.all.push(all);
    zips.stored.push(stored);
  }
  return linesOf({ create, archive, verify, ...zips }, evidence, size);
}

/** The bag alone, of the files as they are: what `zip -r` does, and the digests. */
function archiveCommand(bench: Bench, { files }: Evidence, target: string): Command {
  return nodeCommand(bench, join(bench.folder, 'bin/archive.cjs'), target, ...files);
}

function zipCommand({ folder }: Bench, evidence: Evidence, ...options: string[]): Command {
  const target = join(folder, 'plain.zip');
  const script = 'rm -f "$1" && cd "$2" && shift 2 && exec zip -q "$@"';
  return ['sh', '-c', script, 'sh', target, evidence.folder, ...options, '-r', target, 'files'];
}

function linesOf(
  {
    create,
    archive,
    verify,
    all,
    stored,
  }: Readonly<Record<'create' | 'archive' | 'verify' | 'all' | 'stored', readonly Taken[]>>,
  evidence: Evidence,
  size: number,
): Line[] {
  const ms = (runs: readonly Taken[]): number => median(runs.map((run) => run.ms));
  const cpu = (runs: readonly Taken[]): number => median(runs.map(({ usage }) => usage!.cpuMs));
  /** The median over the rounds: within a round both had the same machine. */
  const ratio = (ours: readonly Taken[], theirs: readonly Taken[]): number =>
    median(ours.map((run, round) => run.ms / theirs[round]!.ms));
  const megabytes = (evidence.bytes / 1e6).toFixed(0);
  return [
    {
      what: 'bag alone / zip -r',
      value: ratio(archive, all),
      unit: 'x',
      budget: { atMost: 0.65 },
      note: `${megabytes} MB as they are, with SHA-256: ${ms(archive).toFixed(0)} ms (${cpu(archive).toFixed(0)} of processors), zip ${ms(all).toFixed(0)} ms`,
    },
    {
      what: 'bag alone / zip -r -n .png',
      value: ratio(archive, stored),
      unit: 'x',
      note: `zip ${ms(stored).toFixed(0)} ms`,
    },
    { what: 'bag alone, peak', value: peakOf(archive), unit: 'MiB', budget: { atMost: 110 } },
    {
      what: 'bundle create / zip -r',
      value: ratio(create, all),
      unit: 'x',
      note: `searched and redacted: ${ms(create).toFixed(0)} ms (${cpu(create).toFixed(0)} of processors); the bundle has ${(size / 1e6).toFixed(0)} MB`,
    },
    { what: 'bundle create, peak', value: peakOf(create), unit: 'MiB', budget: { atMost: 110 } },
    { what: 'bundle verify', value: size / 1e3 / ms(verify), unit: 'MB/s', note: `${ms(verify).toFixed(0)} ms` },
    { what: 'bundle verify, peak', value: peakOf(verify), unit: 'MiB', budget: { atMost: 110 } },
  ];
}

/** The highest resident memory of any run, in MiB. */
export function peakOf(runs: readonly Taken[]): number {
  return Math.max(...runs.map(({ usage }) => usage!.peakMiB));
}
