import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { droppedFiles, type DroppedFiles } from '../../src/dialogue/dropped-files.ts';
import { realIo } from '../../src/io/real.ts';
import { temporaryFolder } from '../support/disk.ts';

/** A folder with `good.log`, `my desk.log`, a folder and a pipe; gives what a text names there, with `@` for the folder. */
async function dropped(text: string): Promise<DroppedFiles> {
  const cwd = temporaryFolder();
  for (const name of ['good.log', 'my desk.log']) writeFileSync(join(cwd, name), 'a line\n');
  mkdirSync(join(cwd, 'logs'));
  if (process.platform !== 'win32') execFileSync('mkfifo', [join(cwd, 'pipe.log')]);
  const real = realIo(join(import.meta.dirname, '../..'));
  const system = Object.create(real.system, { cwd: { value: cwd } }) as typeof real.system;
  const { files, problems } = await droppedFiles(text.replaceAll('@', cwd), { files: real.files, system });
  const short = (path: string): string => path.replaceAll(cwd, '@');
  return {
    files: files.map(short),
    problems: problems.map(({ path, reason, hint }) => ({ path: short(path), reason, hint: short(hint) })),
  };
}

test.each([
  ['', []],
  ['good.log', ['@/good.log']],
  ["@/good.log '@/my desk.log'", ['@/good.log', '@/my desk.log']],
  ['file://@/my%20desk.log', ['@/my desk.log']],
])('%j names files', async (text, files) => {
  expect(await dropped(text)).toEqual({ files, problems: [] });
});

test.each([
  'N/A',
  'Wi-Fi/VPN',
  'Not Responding',
  'Re-connecting...',
  'desktop.example.com/login',
  'https://desktop.example.com/main.json',
  'POST /v1/agents 404',
  '/login',
  '/desktop/login not found',
  'cannot open desktop.log',
  'good.log says N/A',
  'v1.2',
  `${'a long text with a / in it, and more of it '.repeat(20)}`,
  `/${'a long text that begins as a path does '.repeat(20)}`,
  '/tmp/x is full',
])('%j is words', async (text) => {
  expect(await dropped(text)).toEqual({ files: [], problems: [] });
});

test.each([
  ['/x-no-such/nosuch.log', [], ['there is no such file']],
  ['nosuch.log', [], ['there is no such file']],
  ['@/nosuch', [], ['there is no such file']],
  ['@/good.log /x-no-such/nosuch', ['@/good.log'], ['there is no such file']],
  ['@/logs', [], ['that is a folder']],
  ['@/logs/', [], ['that is a folder']],
  ['/dev/null', [], ['that is no file']],
])('%j says what is wrong', async (text, files, reasons) => {
  const named = await dropped(text);
  expect([named.files, named.problems.map(({ reason }) => reason)]).toEqual([files, reasons]);
});

test.runIf(process.platform !== 'win32')('a pipe is no file, and nobody waits for it', async () => {
  expect((await dropped('pipe.log')).problems).toMatchObject([{ path: '@/pipe.log', reason: 'that is no file' }]);
});

test('a name that is nearly right is told', async () => {
  expect((await dropped('@/Good.LOG.txt')).problems).toMatchObject([{ hint: 'Did you mean @/good.log?' }]);
});
