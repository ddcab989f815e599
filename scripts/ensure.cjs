'use strict';
// Makes a fresh clone run: installs the locked dependencies and builds, when that is needed. Node's own modules only,
// because nothing is installed yet; CommonJS, because every start of the program passes here and ESM costs 5 ms.

const fs = require('node:fs');
const path = require('node:path');

/** What the build reads besides `src/` and `rules/`. */
const BUILD_FILES = [
  'package.json',
  'package-lock.json',
  'bin/compiled-code.js',
  'scripts/build.mjs',
  'scripts/bundle.mjs',
  'scripts/third-party-notices.mjs',
  'scripts/warm.cjs',
];
const BUILD_FOLDERS = ['src', 'rules'];

/** Written last by the build, into `dist/`: the listing of what it was made from. */
const STAMP = 'dist/.stamp';

/**
 * Installs and builds as far as needed, talking on stderr only. Throws an error with `exitStatus` when that failed.
 * A process of its own does it: if this one is killed, the lock stays with the one that still works.
 */
function ensure(root) {
  if (isReady(root)) return;
  const { spawnSync } = require('node:child_process');
  const prepare = path.join(root, 'scripts/prepare.cjs');
  const env = withoutSecrets(process.env);
  const { status, signal, error } = spawnSync(process.execPath, [prepare], { env, stdio: ['ignore', 2, 2] });
  if (status === 0) return;
  const how = error?.message ?? (signal === null ? 'see above' : signal);
  throw Object.assign(new Error(how), { exitStatus: signal === 'SIGINT' ? 130 : (status ?? 6) });
}

/** What installs and builds is much code of others, and has no use for the upload token. Windows has names in any case. */
function withoutSecrets(env) {
  return Object.fromEntries(Object.entries(env).filter(([name]) => name.toUpperCase() !== 'DESKMEDIC_UPLOAD_TOKEN'));
}

function isReady(root) {
  return isInstalled(root) && isBuilt(root);
}

/**
 * `npm ci` writes `node_modules/.package-lock.json` last, so an interrupted install has none. After
 * `npm ci --omit=dev` it is there and new, and only the missing esbuild tells.
 */
function isInstalled(root) {
  const wanted = statOrNull(path.join(root, 'package-lock.json'));
  const present = statOrNull(path.join(root, 'node_modules/.package-lock.json'));
  if (present === null || (wanted !== null && present.mtimeMs < wanted.mtimeMs)) return false;
  return statOrNull(path.join(root, 'node_modules/esbuild/package.json')) !== null;
}

/** Stats only, no listing of folders: a millisecond for 250 files, and every start pays it. */
function isBuilt(root) {
  const stamp = readOrNull(path.join(root, STAMP));
  if (stamp === null) return false;
  return stamp.split('\n').every((line) => line === describe(root, line.slice(0, line.indexOf('|'))));
}

/**
 * Everything that the build reads, one a line, folders included (their time tells of files that came or went). Compared
 * for equality, not by age: a file replaced by an older one, or dated by a clock that runs ahead, is noticed too, once.
 */
function listSources(root) {
  const names = [...BUILD_FILES];
  const walk = (folder) => {
    names.push(folder);
    for (const entry of fs.readdirSync(path.join(root, folder), { withFileTypes: true })) {
      const name = `${folder}/${entry.name}`;
      if (entry.isDirectory()) walk(name);
      else names.push(name);
    }
  };
  BUILD_FOLDERS.forEach(walk);
  return names.map((name) => describe(root, name)).join('\n');
}

function describe(root, name) {
  const facts = statOrNull(`${root}/${name}`);
  if (facts === null) return null;
  return facts.isDirectory() ? `${name}|${facts.mtimeMs}` : `${name}|${facts.mtimeMs}|${facts.size}`;
}

function statOrNull(file) {
  return fs.statSync(file, { throwIfNoEntry: false }) ?? null;
}

function readOrNull(file) {
  try {
    return fs.readFileSync(file, 'utf8');
  } catch {
    return null; // nothing built yet
  }
}

module.exports = { ensure, isBuilt, isInstalled, listSources, STAMP };
