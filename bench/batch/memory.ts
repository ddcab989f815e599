import { join } from 'node:path';
import type { Bench } from '../budgets/bench.ts';
import type { Line } from '../budgets/line.ts';
import { preparePack } from './prepare-pack.ts';
import { checkCommand, runProcess, type Command } from '../budgets/run-process.ts';

/** A run of `check` between two pipes. */
interface Case {
  readonly what: string;
  readonly megabytes: number;
  readonly isWithText?: boolean;
  readonly isSlow?: boolean;
}

/** The highest resident memory of `check`, by the length of what it is fed, with text, and with a reader that sleeps. */
export async function measureMemory(bench: Bench, lengths: readonly number[]): Promise<Line[]> {
  const { folder: pack } = await preparePack(bench);
  const middle = Math.min(100, Math.max(...lengths));
  const cases: Case[] = [
    ...lengths.map((megabytes) => ({ what: `check --no-text, ${megabytes} MB`, megabytes })),
    { what: `check --no-text, ${middle} MB, a reader that sleeps`, megabytes: middle, isSlow: true },
    { what: `check with text, ${middle} MB`, megabytes: middle, isWithText: true },
    { what: `check with text, ${middle} MB, a reader that sleeps`, megabytes: middle, isWithText: true, isSlow: true },
  ];
  const lines: Line[] = [];
  for (const one of cases) {
    bench.progress(one.what);
    lines.push(await measureCase(bench, pack, one));
  }
  return lines;
}

async function measureCase(bench: Bench, pack: string, one: Case): Promise<Line> {
  const check = checkCommand(bench, '-', pack, ...(one.isWithText === true ? [] : ['--no-text']));
  const feed: Command = [process.execPath, join(bench.folder, 'bin/feed.cjs'), String(one.megabytes)];
  const reader: Command =
    one.isSlow === true ? [process.execPath, join(bench.root, 'bench/batch/slow-reader.mjs')] : ['cat'];
  const { ms, usage } = await runProcess(bench, piped(feed, check, reader), 'ignore');
  if (usage === null) throw new Error(`${one.what}: it did not tell what it used`);
  return {
    what: one.what,
    value: usage.peakMiB,
    unit: 'MiB',
    budget: { atMost: 110 },
    note: `${(ms / 1000).toFixed(1)} s, ${((one.megabytes / ms) * 1000).toFixed(0)} MB/s`,
  };
}

/** Real pipes, as a shell makes them: those between a process of Node and its children are sockets. Fails if any of them does. */
function piped(...commands: readonly Command[]): Command {
  const line = commands.map((command) => command.map(quoted).join(' ')).join(' | ');
  return ['bash', '-c', `set -o pipefail; ${line}`];
}

function quoted(word: string): string {
  return `'${word.replaceAll("'", `'\\''`)}'`;
}
