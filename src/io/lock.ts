import { createHash } from 'node:crypto';
import { link, lstat, open, readFile, unlink } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { hasCode, reading, writing } from './file-errors.ts';
import type { Lock, LockHolder, System } from './io.ts';
import { hasEnded, parseOwner, thisProcess, type LockOwner } from './lock-owner.ts';
import { writeFully } from './write-file.ts';

type Us = Pick<System, 'hostName' | 'randomHex'>;

/** A lock without readable content is one that is being written, or one whose writer was killed; after this long, the latter. */
const TORN_AFTER_MS = 10_000;
/** How long to stand by while others take over, before saying that the lock is held. */
const PATIENCE_MS = 15_000;
const PAUSE_MS = 20;

/** What stands at the path of a lock: `owner` is `null` when that is not readable. */
interface Found {
  readonly content: string;
  readonly owner: LockOwner | null;
  readonly age: number;
}

/**
 * Takes the lock file at `path`, or says who holds it. The lock of a process that has ended is taken over.
 *
 * The file appears together with its content (a link to a finished file), so it always says whose it is. A stale
 * one is removed only under a second lock named after its content: whoever holds that looks again before removing,
 * so that nobody who looked too early can remove the lock that was taken since.
 */
export async function takeLock(path: string, system: Us): Promise<Lock | LockHolder> {
  const owner = await thisProcess(system);
  const content = JSON.stringify(owner);
  const until = Date.now() + PATIENCE_MS;
  for (;;) {
    if (await writing(path, () => create(path, content, owner.nonce)))
      return { taken: true, release: releaseOnce(path, content) };
    const found = await reading(path, () => look(path));
    if (found === null) continue;
    if (await isStale(found, system)) {
      if (await evict(path, found, system)) continue;
    } else if (found.owner !== null) return heldBy(found.owner);
    if (Date.now() > until) return heldBy(found.owner);
    await wait(PAUSE_MS);
  }
}

/** `false` when the path is taken. */
async function create(path: string, content: string, nonce: string): Promise<boolean> {
  const temporary = `${path}.${process.pid}-${nonce}`;
  try {
    await writeNew(temporary, content);
    await link(temporary, path);
    return true;
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return false;
    // No hard links on this file system: the content follows a moment after the name.
    if (hasCode(error, 'EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EINVAL')) return await createInPlace(path, content);
    throw error;
  } finally {
    await unlink(temporary).catch(() => undefined);
  }
}

async function createInPlace(path: string, content: string): Promise<boolean> {
  try {
    await writeNew(path, content);
    return true;
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return false;
    throw error;
  }
}

async function writeNew(path: string, content: string): Promise<void> {
  const file = await open(path, 'wx', 0o600);
  try {
    await writeFully(file, Buffer.from(content, 'utf8'));
  } catch (error) {
    await unlink(path).catch(() => undefined);
    throw error;
  } finally {
    await file.close();
  }
}

async function look(path: string): Promise<Found | null> {
  try {
    const content = await readFile(path, 'utf8');
    const { mtimeMs } = await lstat(path);
    return { content, owner: parseOwner(content), age: Math.abs(Date.now() - mtimeMs) };
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return null;
    throw error;
  }
}

async function isStale(found: Found, system: Us): Promise<boolean> {
  return found.owner === null ? found.age > TORN_AFTER_MS : hasEnded(found.owner, system);
}

/** Removes the stale lock that was found, if it still stands there. `false` when somebody else is about to. */
async function evict(path: string, found: Found, system: Us): Promise<boolean> {
  const guard = `${path}.${createHash('sha256').update(found.content).digest('hex').slice(0, 16)}`;
  const lock = await takeLock(guard, system);
  if (!lock.taken) return false;
  try {
    const now = await reading(path, () => look(path));
    if (now?.content === found.content && (await isStale(now, system))) await writing(path, () => unlink(path));
    return true;
  } finally {
    await lock.release();
  }
}

function releaseOnce(path: string, content: string): () => Promise<void> {
  let released = false;
  return async () => {
    if (released) return;
    released = true;
    const found = await reading(path, () => look(path));
    if (found?.content === content) await writing(path, () => unlink(path));
  };
}

function heldBy(owner: LockOwner | null): LockHolder {
  return { taken: false, pid: owner?.pid ?? 0, host: owner?.host ?? '' };
}
