// Cold-start budgets as ratios to `node -e 0`, all variants in turn within each round, so that a busy minute hits all
// alike. `npm run bench` prints them; `npm run bench -- --rounds 50` takes longer and is steadier.
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import pty from '@lydell/node-pty';
import { ensure } from '../scripts/ensure.cjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const bin = join(root, 'bin/deskmedic.js');
const { values } = parseArgs({ options: { rounds: { type: 'string', default: '20' } } });
const rounds = Number(values.rounds);

ensure(root);
const folder = mkdtempSync(join(tmpdir(), 'deskmedic-bench-'));
const incident = join(folder, 'incident.json');
writeFileSync(
  incident,
  JSON.stringify({ id: 'INC-7', facts: { 'desktop.status': 'not-responding', 'phone.rings': false } }),
);
const env = { ...process.env, DESKMEDIC_HOME: join(folder, 'home'), NO_COLOR: '1', CI: '' };

/** Name → budget (DESIGN §12), where there is one, and what takes the time; the first is what the others are compared with. */
const VARIANTS = {
  'node -e 0': { run: () => finished(['-e', '0'], [0]) },
  '--version': { budget: 1.25, run: () => finished([bin, '--version'], [0]) },
  '--help': { budget: 1.25, run: () => finished([bin, '--help'], [0]) },
  'check, one incident': { budget: 1.5, run: () => finished([bin, 'check', incident], [3, 4, 5]) },
  'match, one text': { run: () => finished([bin, 'match', '--json', 'she cannot hear the customer'], [0]) },
  'match, without a known word': { run: () => finished([bin, 'match', '--json', 'qqqq'], [0]) },
  'first prompt, terminal': { budget: 2, run: () => promptInTerminal([bin, 'diagnose']) },
  'first prompt, --plain': { budget: 2, run: () => promptInPipe([bin, '--plain', 'diagnose']) },
};

/** Milliseconds until the process has ended with one of `codes`. */
async function finished(args, codes) {
  const start = performance.now();
  const { status, stderr } = spawnSync(process.execPath, args, {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
    encoding: 'utf8',
  });
  const taken = performance.now() - start;
  if (!codes.includes(status)) throw new Error(`ended with ${status}: ${stderr}`);
  return taken;
}

/** Milliseconds until a question mark stands on the terminal's screen. */
function promptInTerminal(args) {
  return new Promise((resolve, reject) => {
    const start = performance.now();
    const terminal = pty.spawn(process.execPath, args, {
      env: { ...env, TERM: 'xterm-256color' },
      cols: 100,
      rows: 40,
    });
    let seen = '';
    let taken = null;
    terminal.onData((text) => {
      seen += text;
      if (taken !== null || !seen.includes('?')) return;
      taken = performance.now() - start;
      terminal.kill('SIGKILL');
    });
    terminal.onExit(() => (taken === null ? reject(new Error(`no prompt: ${seen}`)) : resolve(taken)));
  });
}

/** Milliseconds until the first question stands on stderr. */
function promptInPipe(args) {
  return new Promise((resolve, reject) => {
    const start = performance.now();
    const child = spawn(process.execPath, args, { env, stdio: ['pipe', 'ignore', 'pipe'] });
    let seen = '';
    let taken = null;
    child.stderr.on('data', (text) => {
      seen += text;
      if (taken !== null || !seen.includes('?')) return;
      taken = performance.now() - start;
      child.kill('SIGKILL');
    });
    child.on('close', () => (taken === null ? reject(new Error(`no prompt: ${seen}`)) : resolve(taken)));
  });
}

const median = (numbers) => numbers.toSorted((a, b) => a - b)[numbers.length >> 1];

async function measure() {
  const taken = Object.fromEntries(Object.keys(VARIANTS).map((name) => [name, []]));
  // The first round fills the caches of the disk, and does not count.
  for (let round = -1; round < rounds; round += 1) {
    for (const [name, { run }] of Object.entries(VARIANTS)) {
      const time = await run();
      if (round >= 0) taken[name].push(time);
    }
  }
  return taken;
}

function print(taken) {
  const [[, base]] = Object.entries(taken);
  console.log(
    `${'median of ' + rounds + ' rounds'}`.padEnd(28),
    'ms'.padStart(6),
    'x node'.padStart(8),
    'budget'.padStart(8),
  );
  for (const [name, times] of Object.entries(taken)) {
    const ratio = median(times.map((time, round) => time / base[round]));
    const { budget } = VARIANTS[name];
    const verdict = budget === undefined ? '' : ratio <= budget ? 'held' : 'MISSED';
    const columns = [
      median(times).toFixed(0).padStart(6),
      ratio.toFixed(2).padStart(8),
      String(budget ?? '').padStart(8),
    ];
    console.log(name.padEnd(28), ...columns, verdict);
  }
}

try {
  print(await measure());
} finally {
  rmSync(folder, { recursive: true, force: true });
}
