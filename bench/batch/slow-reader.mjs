// A reader that sleeps: reads nothing for three seconds, then at most 16 MiB a second. `… | node slow-reader.mjs`
import { readSync } from 'node:fs';

const SLEEP = 3000;
const BLOCK = 1024 * 1024;
const PAUSE = 62;

const sleep = (ms) => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
const block = Buffer.alloc(BLOCK);

sleep(SLEEP);
for (let inBlock = 0, size = readSync(0, block); size > 0; size = readSync(0, block)) {
  inBlock += size;
  if (inBlock < BLOCK) continue;
  inBlock = 0;
  sleep(PAUSE);
}
