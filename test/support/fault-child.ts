import fs from 'node:fs/promises';
import { caseStore } from '../../src/case/store.ts';
import { realFiles } from '../../src/io/files.ts';
import { realClock, realSystem } from '../../src/io/system.ts';

/**
 * `HOME CODE N`: lives through a whole case (create, answer, close, open, answer, close) while the N-th operation that
 * changes the disk fails with CODE (`link`: each making of a hard link does), and prints as JSON what it was promised:
 * the answers acknowledged, the error, and all operations in order with an `ack` for each acknowledgement.
 */
const [, , home, code, nth] = process.argv as [string, string, string, string, string];
const system = realSystem('');
const store = caseStore(home, { files: realFiles(system), clock: realClock, system });
let operation = 0;
const trace: string[] = [];

function failing<T extends object>(target: T, names: readonly (keyof T)[]): void {
  for (const name of names) {
    const original = target[name] as (...args: unknown[]) => unknown;
    target[name] = function (this: unknown, ...args: unknown[]) {
      operation++;
      trace.push(String(name));
      if (operation !== Number(nth) && name !== nth) return original.apply(this, args);
      return Promise.reject(Object.assign(new Error(`${code}: injected into ${String(name)}`), { code }));
    } as T[keyof T];
  }
}

async function arm(): Promise<void> {
  const handle = await fs.open(process.argv[1]!, 'r');
  const prototype = Object.getPrototypeOf(handle) as fs.FileHandle;
  await handle.close();
  failing(prototype, ['write', 'sync', 'truncate']);
  failing(fs, ['open', 'link', 'rename', 'mkdir']);
}

function acknowledge(acknowledged: string[], text: string): void {
  trace.push('ack');
  acknowledged.push(text);
}

async function live(acknowledged: string[]): Promise<void> {
  const packs = { packs: [], policy: 'cisco-tac', zone: 'UTC' } as const;
  const created = await store.create({ type: 'opened', format: 1, tool: '0', ...packs });
  acknowledge(acknowledged, 'opened');
  try {
    for (const text of ['one', 'two']) {
      await created.append({ type: 'noted', text });
      acknowledge(acknowledged, text);
    }
  } finally {
    await created.close();
  }
  const again = await store.open(created.id);
  try {
    await again.append({ type: 'noted', text: 'three' });
    acknowledge(acknowledged, 'three');
  } finally {
    await again.close();
  }
}

const acknowledged: string[] = [];
void arm()
  .then(() => live(acknowledged))
  .then(
    () => null,
    (error: Error & { code?: string; exit?: number }) => ({
      name: error.name,
      message: error.message,
      exit: error.exit,
    }),
  )
  .then((error) => process.stdout.write(JSON.stringify({ acknowledged, error, operations: operation, trace })));
