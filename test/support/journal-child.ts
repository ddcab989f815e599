import { open } from 'node:fs/promises';
import type { CaseEvent } from '../../src/case/events.ts';
import { caseStore } from '../../src/case/store.ts';
import { realFiles } from '../../src/io/files.ts';
import { realClock, realSystem } from '../../src/io/system.ts';

/**
 * `hold HOME ID`: opens the case and keeps it open until it is killed.
 * `flood HOME ID`: opens the case and appends to it without end in short writes, printing `ok <seq>` for each entry
 * that is on disk.
 * `create|append|read HOME ID`: does so once, and prints the error as JSON if there is one.
 */
const [, , task, home, id] = process.argv as [string, string, string, string, string];
const system = realSystem('');
const store = caseStore(home, { files: realFiles(system), clock: realClock, system });
const note = (text: string): CaseEvent => ({ type: 'noted', text });

/** Makes each write of this process take only a few bytes, as a disk may. */
async function writeShort(): Promise<void> {
  const handle = await open(process.argv[1]!, 'r');
  const prototype = Object.getPrototypeOf(handle) as { write: (...args: unknown[]) => Promise<unknown> };
  await handle.close();
  const { write } = prototype;
  let turn = 0;
  prototype.write = function (bytes, offset, length, position) {
    turn = (turn * 7 + 3) % 40;
    return write.call(this, bytes, offset, Math.min(length as number, 7 + turn), position);
  };
}

async function flood(): Promise<void> {
  await writeShort();
  process.stdout.write('start\n');
  const opened = await store.open(id);
  process.stdout.write(`had ${opened.entries.length}${opened.repaired === null ? '' : ' repaired'}\n`);
  for (let n = 0; n < 2000; n++) {
    const { seq } = await opened.append(note(`note ${n} ${'x'.repeat(n % 90)}`));
    process.stdout.write(`ok ${seq}\n`);
  }
}

async function once(): Promise<void> {
  if (task === 'read') process.stdout.write(`${(await store.read(id)).length} entries\n`);
  else if (task === 'append') await (await store.open(id)).append(note('one'));
  else {
    const packs = { packs: [], policy: 'cisco-tac', zone: 'UTC' } as const;
    await store.create({ type: 'opened', format: 1, tool: '0', ...packs });
  }
}

async function hold(): Promise<void> {
  await store.open(id);
  process.stdout.write('open\n');
  setInterval(() => undefined, 1000);
}

const work = task === 'flood' ? flood() : task === 'hold' ? hold() : once();
work.catch((error: Error & { code?: string; exit?: number; hint?: string }) => {
  const { code, exit, hint, message } = error;
  process.stdout.write(`${JSON.stringify({ code, exit, hint, message })}\n`);
});
