import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { PIXEL } from './bundle-case.ts';
import type { BuiltProgram } from './built-program.ts';
import { temporaryFolder } from './disk.ts';
import { talkInLines, talkInTerminal, type Talk, type TalkOptions } from './talk.ts';

/** A person at a desk of her own: a home, a folder, a screenshot. */
export function sitDownWith(program: BuiltProgram, options: Partial<TalkOptions> = {}) {
  const cwd = temporaryFolder();
  const home = join(cwd, 'home');
  writeFileSync(join(cwd, 'shot.png'), PIXEL);
  const settings: TalkOptions = { bin: program.bin, home, cwd, args: ['diagnose'], ...options };
  const start = (talk: Talk): Talk => {
    onTestFinished(() => talk.kill('SIGKILL'));
    return talk;
  };
  return {
    cwd,
    home,
    terminal: (more: Partial<TalkOptions> = {}) => start(talkInTerminal({ ...settings, ...more })),
    lines: (more: Partial<TalkOptions> = {}) => start(talkInLines({ ...settings, ...more })),
    /** Runs a command to its end, without a terminal. */
    run(args: string[], more: { input?: string; env?: Record<string, string>; before?: string[] } = {}) {
      const { DESKMEDIC_HOME: _, ...own } = process.env;
      const env = { ...own, DESKMEDIC_HOME: home, TZ: 'America/Chicago', ...more.env };
      const [command, ...rest] = [...(more.before ?? []), process.execPath, program.bin, ...args] as [string];
      const ran = spawnSync(command, rest, { cwd, env, input: more.input ?? '', encoding: 'utf8', timeout: 20_000 });
      return { code: ran.status, stdout: ran.stdout, stderr: ran.stderr };
    },
    cases: () => readdirSync(join(home, 'cases')),
    journal(id = readdirSync(join(home, 'cases'))[0]!) {
      const text = readFileSync(join(home, 'cases', id, 'journal.jsonl'), 'utf8').trimEnd();
      return text.split('\n').map((line) => JSON.parse(line) as { type: string; prompt?: string; value?: unknown });
    },
    bundles: () => readdirSync(cwd).filter((name) => name.endsWith('.zip')),
  };
}
