import { execFileSync, spawn, spawnSync, type ChildProcess } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';

// Each build learns the words of the built-in pack, and several tests build more than once.
vi.setConfig({ testTimeout: 120_000 });

const ROOT = dirname(dirname(import.meta.dirname));
const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string };

/** What a surrounding npm, a server's profile or a careful user may have set: none of it may spoil the start. */
const HOSTILE_ENV = {
  NODE_ENV: 'production',
  npm_config_omit: 'dev',
  npm_config_production: 'true',
  npm_config_ignore_scripts: 'true',
  npm_config_global: 'true',
};

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

let folder = '';
let clone = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'deskmedic-clone-'));
  clone = join(folder, 'a fresh clone');
  copyTree(clone);
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What `git clone` would give, with what is not committed yet. */
function copyTree(to: string): void {
  const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], { cwd: ROOT });
  const names = listed.toString('utf8').split('\0');
  for (const name of names) if (name !== '' && existsSync(join(ROOT, name))) cpSync(join(ROOT, name), join(to, name));
}

function begin(
  root: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
): { child: ChildProcess; said: () => string; end: Promise<Ended> } {
  const child = spawn(process.execPath, [join(root, 'bin/deskmedic.js'), ...args], {
    cwd: tmpdir(),
    env: { ...withoutNpm(process.env), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  const said = (): string => stderr;
  return { child, said, end: new Promise((resolve) => child.on('close', (code) => resolve({ code, stdout, stderr }))) };
}

/** As from a shell, though the tests themselves run under npm. */
function withoutNpm(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !/^(npm_|NODE_ENV$)/i.test(name)));
}

const start = (root: string, args: readonly string[], env?: NodeJS.ProcessEnv): Promise<Ended> =>
  begin(root, args, env).end;

/** How often a step was announced in what several processes said. */
function count(what: string, ...ended: readonly Ended[]): number {
  return ended.map(({ stderr }) => stderr.split(what).length - 1).reduce((sum, each) => sum + each, 0);
}

/** Locks, drafts and half builds in a clone. */
const leftovers = (root: string): string[] => readdirSync(root).filter((name) => name.startsWith('.deskmedic-'));

describe.sequential('a fresh clone', () => {
  test('answers two first starts at once from another folder, installing and building once, on stderr only', async () => {
    const both = await Promise.all([
      start(clone, ['--version'], HOSTILE_ENV),
      start(clone, ['--version'], HOSTILE_ENV),
    ]);
    for (const ended of both) expect(ended).toMatchObject({ code: 0, stdout: `${version}\n` });
    expect(count('installing', ...both)).toBe(1);
    expect(count('building', ...both)).toBe(1);
    expect(leftovers(clone)).toEqual([]);
  }, 120_000);

  test('says nothing more at the next start, with the same bytes on stdout', async () => {
    expect(await start(clone, ['--version'], HOSTILE_ENV)).toEqual({ code: 0, stdout: `${version}\n`, stderr: '' });
  });

  test('prints one JSON document under --json, and nothing else', async () => {
    const { code, stdout } = await start(clone, ['rules', 'list', '--json']);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ schema: 'deskmedic/rules/v1' });
  });

  test.each([
    ['a source file was changed', () => writeFileSync(join(clone, 'src/errors.ts'), '// \n', { flag: 'a' })],
    ['a source file came', () => writeFileSync(join(clone, 'src/facts/new.ts'), 'export const x = 1;\n')],
    ['a source file went', () => rmSync(join(clone, 'src/facts/new.ts'))],
    ['a source file is dated in the future', () => utimesSync(join(clone, 'src/errors.ts'), 4e9, 4e9)],
    ['a rule was changed', () => writeFileSync(join(clone, 'rules/pack.yaml'), '# \n', { flag: 'a' })],
  ])('builds again, once, when %s', async (_what, change) => {
    change();
    const first = await start(clone, ['--version']);
    expect(first).toMatchObject({ code: 0, stdout: `${version}\n` });
    expect([count('building', first), count('installing', first)]).toEqual([1, 0]);
    expect((await start(clone, ['--version'])).stderr).toBe('');
  });

  test('keeps the former build and says what is wrong when a source file cannot be built', async () => {
    const broken = join(clone, 'src/cli.ts');
    const text = readFileSync(broken, 'utf8');
    writeFileSync(broken, 'export const = ;\n');
    const ended = await start(clone, ['--version']);
    expect(ended).toMatchObject({ code: 1, stdout: '', stderr: expect.stringContaining('src/cli.ts') as string });
    expect(leftovers(clone)).toEqual([]);
    writeFileSync(broken, text);
    expect(await start(clone, ['--version'])).toMatchObject({ code: 0, stdout: `${version}\n` });
  });

  test('still builds when the built-in pack is faulty, so that rules lint can tell', async () => {
    const pack = join(clone, 'rules/pack.yaml');
    const text = readFileSync(pack, 'utf8');
    writeFileSync(pack, `${text}\nnonsense: 1\n`);
    expect(await start(clone, ['--version'])).toMatchObject({ code: 0, stdout: `${version}\n` });
    expect(existsSync(join(clone, 'dist/pack.json'))).toBe(false);
    expect(await start(clone, ['rules', 'lint'])).toMatchObject({ code: 2 });
    writeFileSync(pack, text);
    expect((await start(clone, ['--version'])).code).toBe(0);
    expect(existsSync(join(clone, 'dist/pack.json'))).toBe(true);
  });

  test('takes over the lock of a process that is gone, and waits for one that lives', async () => {
    const lock = join(clone, '.deskmedic-lock');
    const hold = (owner: object): void => {
      rmSync(join(clone, 'dist'), { recursive: true, force: true });
      mkdirSync(lock);
      writeFileSync(join(lock, 'owner'), JSON.stringify({ host: hostname(), ...owner }));
    };

    const gone = spawnSync(process.execPath, ['-e', '0']).pid;
    hold({ pid: gone, started: null });
    expect(await start(clone, ['--version'])).toMatchObject({ code: 0, stdout: `${version}\n` });
    expect(leftovers(clone)).toEqual([]);

    hold({ pid: process.pid, started: startOf(process.pid) });
    const waiting = begin(clone, ['--version']);
    const note = `waiting for another deskmedic (process ${process.pid})`;
    await expect.poll(waiting.said, { timeout: 20_000 }).toContain(note);
    expect(existsSync(join(clone, 'dist'))).toBe(false);
    rmSync(lock, { recursive: true });
    expect(await waiting.end).toMatchObject({ code: 0, stdout: `${version}\n` });
  });

  test.runIf(existsSync('/proc/self/stat'))(
    'does not take a number that was given out again for the owner',
    async () => {
      rmSync(join(clone, 'dist'), { recursive: true });
      mkdirSync(join(clone, '.deskmedic-lock'));
      const owner = { host: hostname(), pid: process.pid, started: 'an earlier boot' };
      writeFileSync(join(clone, '.deskmedic-lock/owner'), JSON.stringify(owner));
      expect(await start(clone, ['--version'])).toMatchObject({ code: 0, stdout: `${version}\n` });
    },
  );

  test.runIf(process.platform !== 'win32').each([
    ['alone', 1],
    ['with all that it had started', -1],
  ])('goes on where a start that was killed %s while it built has stopped', async (_what, sign) => {
    for (const delay of [150, 400]) {
      rmSync(join(clone, 'dist'), { recursive: true, force: true });
      const { child, end } = begin(clone, ['--version']);
      await new Promise((resolve) => setTimeout(resolve, delay));
      if (child.exitCode === null) process.kill(sign * Number(child.pid), 'SIGKILL');
      expect(await start(clone, ['--version'])).toMatchObject({ code: 0, stdout: `${version}\n` });
      await end;
    }
    // A lock whose owner was killed after its work stays until somebody needs it.
    rmSync(join(clone, 'dist'), { recursive: true });
    expect((await start(clone, ['--version'])).code).toBe(0);
    expect(leftovers(clone)).toEqual([]);
  });

  test('never lets npm empty a folder that node_modules only links to', async () => {
    const elsewhere = join(folder, 'elsewhere');
    renameSync(join(clone, 'node_modules'), elsewhere);
    symlinkSync(elsewhere, join(clone, 'node_modules'), 'junction');
    rmSync(join(elsewhere, '.package-lock.json'));
    const ended = await start(clone, ['--version']);
    expect(ended).toMatchObject({ code: 6, stdout: '', stderr: expect.stringContaining('is a link') as string });
    expect(existsSync(join(elsewhere, 'esbuild/package.json'))).toBe(true);
    rmSync(join(clone, 'node_modules'));
    renameSync(elsewhere, join(clone, 'node_modules'));
  });

  test('ends with an error and no word on stdout when the packages cannot be had', async () => {
    // `.package-lock.json` has gone with the test before: an install is due.
    const offline = { npm_config_offline: 'true', npm_config_cache: join(folder, 'empty cache') };
    const ended = await start(clone, ['--version'], offline);
    expect(ended).toMatchObject({ stdout: '', stderr: expect.stringContaining('cannot prepare') as string });
    expect(ended.code).toBe(6);
    expect(leftovers(clone)).toEqual([]);
  });

  test('installs what `npm ci --omit=dev` left out', async () => {
    execFileSync('npm', ['ci', '--omit=dev', '--no-audit', '--no-fund'], {
      cwd: clone,
      stdio: 'ignore',
      shell: process.platform === 'win32',
    });
    const ended = await start(clone, ['--version']);
    expect(ended).toMatchObject({ code: 0, stdout: `${version}\n` });
    expect(count('installing', ended)).toBe(1);
  }, 120_000);
});

describe.sequential('an installed package', () => {
  test('runs without sources, scripts and dependencies, and neither installs nor builds', async () => {
    const options = { cwd: clone, encoding: 'utf8', shell: process.platform === 'win32' } as const;
    const packed = execFileSync('npm', ['pack', '--ignore-scripts', '--silent'], options).trim();
    execFileSync('tar', ['-xzf', join(clone, packed), '-C', folder]);
    const installed = join(folder, 'package');
    expect(existsSync(join(installed, 'src'))).toBe(false);
    expect(await start(installed, ['--version'], HOSTILE_ENV)).toEqual({ code: 0, stdout: `${version}\n`, stderr: '' });
    const { code, stdout, stderr } = await start(installed, ['rules', 'list', '--json']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(JSON.parse(stdout)).toMatchObject({ schema: 'deskmedic/rules/v1' });
    expect(readdirSync(installed)).not.toContain('node_modules');
    expect(readFileSync(join(installed, 'dist/THIRD-PARTY-NOTICES.txt'), 'utf8')).toMatch(/^commander \d/m);
  }, 60_000);
});

/** As the lock notes it on Linux; `null` elsewhere. */
function startOf(pid: number): string | null {
  if (!existsSync('/proc/self/stat')) return null;
  const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  return `${boot} ${readFileSync(`/proc/${pid}/stat`, 'utf8').split(')').at(-1)?.trim().split(' ')[19]}`;
}
