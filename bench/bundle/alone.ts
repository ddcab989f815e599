import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Bench } from '../budgets/bench.ts';
import type { Line } from '../budgets/line.ts';
import { runProcess } from '../budgets/run-process.ts';
import { peakOf } from './compare.ts';
import { evidenceOfKind, largeText, manyFiles, type Evidence } from './evidence.ts';
import { requireSound } from './referee.ts';
import { createCommand, toolCommand } from './tool.ts';

/** At most so long for 10 MB of text that is searched. */
const SECONDS_FOR_TEN_MEGABYTES = 2;
const LARGE = 4_500_000_000;

/** How fast secrets are removed from logs alone and from recordings alone, as `redact` does it. */
export async function measureRedaction(bench: Bench): Promise<Line[]> {
  const lines: Line[] = [];
  for (const kind of ['log', 'har'] as const) {
    const evidence = evidenceOfKind(join(bench.folder, kind), kind);
    const [file = ''] = evidence.files;
    const bytes = evidence.bytes / evidence.files.length;
    bench.progress(`redact, ${kind}`);
    const ms: number[] = [];
    for (const [nth, path] of [file, ...evidence.files].entries()) {
      const output = join(bench.folder, `redacted-${nth}`);
      const taken = await runProcess(bench, toolCommand(bench, 'redact', path, '-o', output), 'ignore');
      rmSync(output);
      if (nth > 0) ms.push(taken.ms);
    }
    lines.push({
      what: `redact, ${kind} of ${(bytes / 1e6).toFixed(0)} MB`,
      value: bytes / 1e3 / Math.min(...ms),
      unit: 'MB/s',
      budget: { atLeast: 10 / SECONDS_FOR_TEN_MEGABYTES },
      note: `${Math.min(...ms).toFixed(0)} ms with start and sweep, the best of ${ms.length}`,
    });
    rmSync(evidence.folder, { recursive: true });
  }
  return lines;
}

/** 2,000 small files of all kinds. */
export async function measureMany(bench: Bench): Promise<Line[]> {
  bench.progress('2,000 small files');
  return measureOnce(bench, '2,000 files', manyFiles(join(bench.folder, 'many')));
}

/** One text of 4.5 GB. */
export async function measureLarge(bench: Bench, bytes = LARGE): Promise<Line[]> {
  bench.progress(`a text of ${(bytes / 1e9).toFixed(1)} GB is written, searched and packed, which takes long`);
  return measureOnce(bench, `a text of ${(bytes / 1e9).toFixed(1)} GB`, largeText(join(bench.folder, 'large'), bytes));
}

async function measureOnce(bench: Bench, what: string, evidence: Evidence): Promise<Line[]> {
  const bundle = join(bench.folder, 'once.zip');
  const made = await runProcess(bench, createCommand(bench, evidence.escalation, bundle), 'ignore');
  bench.progress(`made in ${(made.ms / 1000).toFixed(1)} s`);
  const verified = await requireSound(bench, bundle, evidence.files.length);
  rmSync(bundle);
  rmSync(evidence.folder, { recursive: true });
  const noteOf = (ms: number): string => `${(ms / 1000).toFixed(1)} s, ${(evidence.bytes / 1e3 / ms).toFixed(1)} MB/s`;
  return [
    {
      what: `create, ${what}, peak`,
      value: peakOf([made]),
      unit: 'MiB',
      budget: { atMost: 110 },
      note: noteOf(made.ms),
    },
    {
      what: `verify, ${what}, peak`,
      value: peakOf([verified]),
      unit: 'MiB',
      budget: { atMost: 110 },
      note: noteOf(verified.ms),
    },
  ];
}
