// How many questions it takes to find a row, and how many are due: `npm run bench:questions`, and for a published
// troubleshooting network beside it `npm run bench:questions -- --network win95pts.bif.gz`. Nothing is timed: the same
// seed gives the same figures on any machine. `--repetitions` is how often each row is played, `--seed` the chance.
//
// The person. Every row of the built-in pack is played, each equally often, by somebody who sees what the row says. Asked for
// a fact that the row's `when` names, this person gives a value with which the row holds (each such combination is as
// likely as the others; where several leaves can hold, as many of them as can). Asked for anything else, the person
// gives the everyday value if there is one (the sound is good, the portal shows everything: EVERYDAY in person.ts), and
// does not know otherwise. "Wrong" answers are any other value, each as likely; of a duration or a count, a value on
// the other side of a threshold. Who would not have known errs as often. "Don't know" tells nothing. With "20 %
// don't know, 10 % wrong", 10 % of the answers that are given are wrong. The choice of an area is always right.
//
// The conversation. No words are typed. The tool's own ranking and its own choice of questions; it stops when a row has a
// probability of 90 %, when no question would tell anything, or after 12 questions, the choice of an area included.
// "Menu order" asks what the catalogue declares first, and stops in the same way; "whole menu" has no limit of 12.
//
// The columns. "first", "top 3": share of conversations after which the true row stood there. "sure": ended at 90 % or more;
// "right": share of these in which the row was the true one. "bound": log2(rows) divided by what an answer to the questions
// that were asked can carry at most, given its options and the errors (a symmetric channel, a share of which is lost);
// nobody can be better with the same questions and be always right. "yes/no": the same with yes and no alone. Minutes: a
// row costs what its steps take together (1 without steps), trying the true one helps, and a row counts by its frequency.
//
// The network. Of the roots of the Windows 95 printer network, six say what is used (NetPrint, PrtPScript, EPSGrphc,
// TrTypFnts, DSApplctn, PrntrAccptsTrtyp) and are drawn as the file says; the other 28 are faults, one at a time, as likely
// beforehand as the odds of the root. What each fault does to every other variable is learned from 6,000 samples of it, rates
// clipped to .005-.995. 3,000 cases are drawn, in each of which at least one Problem variable complains; all of these are
// known for free. Findings are then asked for until a fault has 95 % or nothing tells a hundredth of a bit: the leaves (16
// with the complaints), or all variables that are no roots (42), by what they tell or as they stand in the file, where only
// the 95 % stop. "repairs": faults tried, most probable first, the true one included; "+-": one standard error of the
// mean, of the cases alone.
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { ensure, isInstalled } from '../scripts/ensure.cjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const { values } = parseArgs({
  options: {
    network: { type: 'string' },
    repetitions: { type: 'string', default: '50' },
    seed: { type: 'string', default: '1995' },
  },
});

/** What Node 20 cannot do by itself: the bench is TypeScript, and so is what it measures. */
async function load() {
  const { build } = await import('esbuild');
  const folder = mkdtempSync(join(tmpdir(), 'deskmedic-bench-'));
  try {
    const outfile = join(folder, 'main.cjs');
    await build({
      absWorkingDir: root,
      entryPoints: ['bench/questions/main.ts'],
      bundle: true,
      platform: 'node',
      logLevel: 'warning',
      outfile,
    });
    return createRequire(import.meta.url)(outfile);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function wholeNumber(name) {
  const number = Number(values[name]);
  if (!Number.isSafeInteger(number) || number < 1) throw new Error(`--${name} takes a whole number from 1 on`);
  return number;
}

try {
  const [repetitions, seed] = [wholeNumber('repetitions'), wholeNumber('seed')];
  if (!isInstalled(root)) ensure(root);
  const { reportOnPack, reportOnNetwork } = await load();
  // First, so that a file that is not there is told at once.
  const network = values.network === undefined ? [] : ['', ...reportOnNetwork(values.network, seed)];
  console.log([...(await reportOnPack(root, repetitions, seed)), ...network].join('\n'));
} catch (error) {
  console.error(`bench: ${error.message}`);
  process.exitCode = 1;
}
