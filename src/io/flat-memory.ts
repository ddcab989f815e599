import { getHeapSpaceStatistics, setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** Bytes of V8's space for young objects, both halves, from which on it grows no more. */
const ENOUGH = 4 * 1024 * 1024;
/** V8's own versions that have the flags: it complains on stderr about one that it does not know. */
const HAS_FLAGS = /^1[1-4]\./;
/** This one has another name from Node 22 on. */
const HAS_BUDGET = /^11\./;

const hasFlags = HAS_FLAGS.test(process.versions.v8);
let isSettled = !hasFlags;
/** A stream of fewer chunks is over before it would make a difference to look at old objects. */
const LONG = 4;
/** Chunks until then, once young objects have room enough. */
let left = Infinity;

/**
 * Called for each chunk of a stream. V8 doubles the space for young objects whenever as much as it holds has survived in
 * all, which every long stream comes to however little of it lives at a time, and lets the old ones grow fourfold before
 * it looks at them: 50 MiB that nobody needs.
 */
export function keepMemoryFlat(): void {
  left -= 1;
  if (left === 0) collect();
  if (isSettled) return;
  const young = getHeapSpaceStatistics().find((space) => space.space_name === 'new_space');
  if (young === undefined || young.space_size < ENOUGH) return;
  isSettled = true;
  setFlagsFromString('--semi-space-growth-factor=1');
  setFlagsFromString('--heap-growing-percent=25');
  // What lives on of a few MiB is moved sooner by one thread than several agree on who moves what: 5 % of the time of check.
  setFlagsFromString('--no-parallel-scavenge');
  left = LONG;
}

/** Once, because the percentage counts from when old objects were looked at last: what was set before lets them grow fourfold. */
function collect(): void {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
}

/**
 * Called before a thread is started for work on a stream. Flags are those of all threads, so that its space for young
 * objects could not grow: it begins with as much (MiB, of one half) as this thread mostly comes to.
 */
export function keepThreadFlat(): void {
  if (hasFlags) setFlagsFromString('--min-semi-space-size=4');
}

/** Called once a thread has started: with each heap that V8 opens it takes back that spaces do not grow. */
export function keepMemoryFlatAgain(): void {
  if (hasFlags && isSettled) setFlagsFromString('--semi-space-growth-factor=1');
}

/**
 * Called before anything is loaded for work that makes much and keeps next to nothing, as searching files for secrets does:
 * young objects get no more room than they have, and old ones are looked at more often. It costs next to no time.
 */
export function keepMemoryLow(): void {
  if (!hasFlags) return;
  isSettled = true;
  setFlagsFromString('--optimize-for-size');
  setFlagsFromString('--semi-space-growth-factor=1');
  setFlagsFromString('--heap-growing-percent=20');
  // Each of its threads keeps what the largest function took that it compiled: what is worth it is compiled later, and with less of others in it.
  if (HAS_BUDGET.test(process.versions.v8)) setFlagsFromString('--interrupt-budget=1000000');
  keepCodeSmall(200);
}

/**
 * Called before code runs long that is made of many small functions, as ranking by words is: V8 would put so much of them into
 * each other that its compilers hold 5 MiB for them ever after. A function gets at most so many bytes of others, where V8's own
 * limit is 920; below 400 it costs time.
 */
export function keepCodeSmall(bytes = 400): void {
  if (hasFlags) setFlagsFromString(`--max-inlined-bytecode-size-cumulative=${bytes}`);
}

/** Milliseconds between two times that V8 is made to look for what is not needed any more, which takes it some 20. */
const PAUSE = 250;
let next = 0;

/**
 * Called between two parts of long work, as often as there are any, when nothing of the last is needed: V8 itself would let go
 * of it only after as much again.
 */
export function letGo(): void {
  const now = performance.now();
  if (!hasFlags || now < next) return;
  collect();
  next = performance.now() + PAUSE;
}

/**
 * Called before WebAssembly is compiled that runs for moments, as the HTTP parser of undici does: V8 would compile it a second
 * time when it is used often, which takes 35 MiB for nothing.
 */
export function keepWasmSimple(): void {
  if (hasFlags) setFlagsFromString('--liftoff-only');
}
