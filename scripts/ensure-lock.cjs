'use strict';
// A lock between processes of one machine that a killed process does not leave behind for ever.

const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

/** A lock of another machine (a shared disk) cannot be looked into; it is taken over after this, in milliseconds. */
const FOREIGN_LOCK_AGE = 30 * 60_000;

/**
 * Takes the lock, waiting while another living process holds it, and returns what releases it. The lock is a folder
 * that holds its owner's name; it is made elsewhere and renamed into place, so nobody ever sees one without owner.
 */
function takeLock(lock, poll, say) {
  const draft = fs.mkdtempSync(`${lock}-`);
  const mine = describeSelf(draft);
  fs.writeFileSync(path.join(draft, 'owner'), mine);
  let told = false;
  while (!tryRename(draft, lock)) {
    const owner = readOwner(lock);
    if (owner !== null && isGone(owner)) {
      discard(lock, owner);
      continue;
    }
    if (!told) say(`waiting for another deskmedic${owner ? ` (process ${owner.pid})` : ''} that installs or builds …`);
    told = true;
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, poll);
  }
  sweepDrafts(lock);
  return () => {
    // Moved away first, so that a release that is killed half-way leaves no lock without owner either.
    if (readOwner(lock)?.text === mine && tryRename(lock, draft)) remove(draft);
  };
}

/** Renaming a folder onto one that is not empty fails everywhere, which is the whole lock. */
function tryRename(from, to) {
  try {
    fs.renameSync(from, to);
    return true;
  } catch (error) {
    // Windows says EPERM or EACCES where others say ENOTEMPTY.
    if (['ENOTEMPTY', 'EEXIST', 'EPERM', 'EACCES', 'EBUSY'].includes(error.code) && fs.existsSync(to)) return false;
    throw error;
  }
}

/** Moves a dead owner's lock aside; puts it back if another process was quicker and the lock is now a living one's. */
function discard(lock, owner) {
  const aside = fs.mkdtempSync(`${lock}-`);
  const moved = path.join(aside, 'lock');
  try {
    fs.renameSync(lock, moved);
  } catch {
    // Another process has removed it already.
  }
  if (fs.existsSync(moved) && readOwner(moved)?.text !== owner.text) tryRename(moved, lock);
  remove(aside);
}

/** Removes what processes that were killed while waiting or releasing left beside the lock. */
function sweepDrafts(lock) {
  const folder = path.dirname(lock);
  for (const name of fs.readdirSync(folder)) {
    if (!name.startsWith(`${path.basename(lock)}-`)) continue;
    const owner = readOwner(path.join(folder, name));
    if (owner !== null && isGone(owner)) remove(path.join(folder, name));
  }
}

function remove(folder) {
  fs.rmSync(folder, { recursive: true, force: true });
}

function describeSelf(draft) {
  const owner = { host: os.hostname(), pid: process.pid, started: startOf(process.pid), draft: path.basename(draft) };
  return JSON.stringify(owner);
}

function readOwner(lock) {
  try {
    const text = fs.readFileSync(path.join(lock, 'owner'), 'utf8');
    return { ...JSON.parse(text), text, age: Date.now() - fs.statSync(lock).mtimeMs };
  } catch {
    return null; // released, or not yet signed
  }
}

function isGone(owner) {
  if (owner.host !== os.hostname()) return owner.age > FOREIGN_LOCK_AGE;
  // We do not hold it, so its owner had our number before us. A number is given out again, in containers at once.
  if (owner.pid === process.pid || !isAlive(owner.pid)) return true;
  return owner.started !== startOf(owner.pid);
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/** Boot and start time of a process, where the system tells (Linux); else null. */
function startOf(pid) {
  try {
    const boot = fs.readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    // Field 22; counted after the last ')', because the program's name in field 2 may hold anything.
    const fields = fs.readFileSync(`/proc/${pid}/stat`, 'utf8').split(')').at(-1).trim().split(' ');
    return `${boot} ${fields[19]}`;
  } catch {
    return null;
  }
}

module.exports = { isAlive, takeLock };
