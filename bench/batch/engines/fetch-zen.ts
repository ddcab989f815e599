import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { zenEngine, ZEN_PACKAGE } from './zen.ts';

const VERSION = '0.54.0';

/**
 * Fetches zen-engine into a folder of its own, within `folder`, and gives that folder. It stands in no package.json: its
 * platform packages do not survive `npm ci`. Throws with the reason when it cannot be had.
 */
export function fetchZen(folder: string): string {
  const prefix = join(folder, 'zen');
  mkdirSync(prefix);
  const options = ['--no-save', '--no-audit', '--no-fund', '--no-package-lock', '--ignore-scripts', '--prefix', prefix];
  const npm = spawnSync('npm', ['install', ...options, `${ZEN_PACKAGE}@${VERSION}`], { cwd: prefix, encoding: 'utf8' });
  if (npm.status !== 0) throw new Error(`npm could not fetch it: ${firstError(npm.error?.message ?? npm.stderr)}`);
  zenEngine(prefix);
  return prefix;
}

function firstError(text: string): string {
  return text.split('\n').find((line) => /error/i.test(line)) ?? text.trim();
}
