import { readFileSync, writeFileSync } from 'node:fs';
import { realFiles } from '../../src/io/files.ts';
import { realSystem } from '../../src/io/system.ts';

/**
 * `hold LOCK`: takes the lock and holds it until it is killed.
 * `count LOCK COUNTER MS`: for so long, adds one to the number in COUNTER under the lock, and prints how often it did.
 */
const [, , task, lockPath, counter, ms] = process.argv as [string, string, string, string, string?, string?];
const files = realFiles(realSystem(''));

async function hold(): Promise<void> {
  const lock = await files.lock(lockPath);
  process.stdout.write(lock.taken ? 'taken\n' : `held by ${lock.pid}\n`);
  if (lock.taken) setInterval(() => undefined, 1000);
}

async function count(): Promise<void> {
  const until = Date.now() + Number(ms);
  let done = 0;
  while (Date.now() < until) {
    const lock = await files.lock(lockPath);
    if (!lock.taken) continue;
    // Read and write apart, with a turn of the event loop in between: two holders at once would lose a count.
    const before = Number(readFileSync(counter!, 'utf8'));
    await new Promise((resolve) => setImmediate(resolve));
    writeFileSync(counter!, String(before + 1));
    done++;
    await lock.release();
  }
  process.stdout.write(`${done}\n`);
}

void (task === 'hold' ? hold() : count());
