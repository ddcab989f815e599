'use strict';
// Installs the locked dependencies and builds, as far as needed: started by `ensure.cjs`, one at a time, on stderr only.

const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');
const { isBuilt, isInstalled } = require('./ensure.cjs');
const { takeLock } = require('./ensure-lock.cjs');

/** How often one who waits for another's install looks again, in milliseconds. */
const POLL = 100;

/** The exit code for what could not be read, written or reached; nothing of ours is built yet to take it from. */
const UNREACHABLE = 6;

function prepare(root) {
  const release = takeLock(path.join(root, '.deskmedic-lock'), POLL, say);
  try {
    // Looked at again: whoever held the lock has done it.
    if (!isInstalled(root)) install(root);
    if (!isBuilt(root)) build(root);
  } finally {
    release();
  }
}

function install(root) {
  // npm would empty the folder behind the link, which is somebody else's.
  const folder = path.join(root, 'node_modules');
  if (fs.lstatSync(folder, { throwIfNoEntry: false })?.isSymbolicLink()) {
    throw new Error(
      `node_modules is a link to ${fs.readlinkSync(folder)}, where the locked packages are not installed`,
    );
  }
  say('installing the locked dependencies (first run only) …');
  const args = ['ci', '--include=dev', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  runNpm(root, args);
  // A lock file that is dated in the future would ask for an install at every start.
  const wanted = fs.statSync(path.join(root, 'package-lock.json')).mtime;
  const present = path.join(folder, '.package-lock.json');
  if (fs.statSync(present).mtime < wanted) fs.utimesSync(present, wanted, wanted);
}

function runNpm(root, args) {
  const npm = process.env.npm_execpath;
  const env = npmEnvironment(process.env);
  // npm has codes of its own. Whatever kept it from installing, it is something that could not be read, written or reached.
  const failed = () => UNREACHABLE;
  if (npm?.endsWith('npm-cli.js')) runChild(root, process.execPath, [npm, ...args], { env }, failed);
  // On Windows npm is npm.cmd, which Node starts through a shell only; the arguments are our own constants.
  else if (process.platform === 'win32') runChild(root, `npm ${args.join(' ')}`, [], { env, shell: true }, failed);
  else runChild(root, 'npm', args, { env }, failed);
}

/** A surrounding npm hands its own settings on (`--omit=dev`, `--global`), with which the install would go wrong; news of npm is not for who starts us. */
function npmEnvironment(env) {
  const foreign =
    /^npm_config_(global|omit|include|only|also|production|location|dry_run|package_lock_only|prefix|update_notifier)$/i;
  const kept = Object.entries(env).filter(([name]) => !foreign.test(name.replaceAll('-', '_')));
  return { ...Object.fromEntries(kept), NODE_ENV: 'development', npm_config_update_notifier: 'false' };
}

function build(root) {
  say('building …');
  runChild(root, process.execPath, [path.join(root, 'scripts/build.mjs')], {}, (status) => status ?? UNREACHABLE);
}

/** The child's stdout is our stderr (stdout is data), and our stdin is not for it. `exitStatusOf` says what its own comes to. */
function runChild(root, command, args, options, exitStatusOf) {
  const { status, signal, error } = spawnSync(command, args, { cwd: root, stdio: ['ignore', 2, 2], ...options });
  if (status === 0) return;
  const how = error?.message ?? (signal === null ? `status ${status}` : `signal ${signal}`);
  const failure = new Error(`${path.basename(args[0] ?? command)} failed: ${how}`);
  failure.exitStatus = signal === 'SIGINT' || status === 130 ? 130 : exitStatusOf(status);
  throw failure;
}

function say(text) {
  process.stderr.write(`deskmedic: ${text}\n`);
}

try {
  prepare(path.dirname(__dirname));
} catch (error) {
  say(error.message);
  // A folder that cannot be written or a command that cannot be started: not our mistake, and not the user's.
  process.exitCode = error.exitStatus ?? UNREACHABLE;
}
