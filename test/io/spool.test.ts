import { readdirSync } from 'node:fs';
import { expect, it } from 'vitest';
import { realFiles } from '../../src/io/files.ts';
import { realSystem } from '../../src/io/system.ts';
import { temporaryFolder } from '../support/disk.ts';

const files = realFiles(realSystem('.'));

it('a spool gives back what was appended, by part and by piece, and never has a name', async () => {
  const folder = temporaryFolder();
  const spool = await files.spool(folder);
  expect(readdirSync(folder)).toEqual([]);
  const bytes = Buffer.from(Array.from({ length: 700_000 }, (_, at) => at % 251));
  for (let at = 0; at < bytes.length; at += 99_999) await spool.append(bytes.subarray(at, at + 99_999));
  expect(spool.size).toBe(bytes.length);
  const whole: Uint8Array[] = [];
  for await (const piece of spool.stream()) whole.push(piece);
  expect(Buffer.concat(whole).equals(bytes)).toBe(true);
  const part: Uint8Array[] = [];
  for await (const piece of spool.stream(1000, 600_001)) part.push(piece);
  expect(Buffer.concat(part).equals(bytes.subarray(1000, 600_001))).toBe(true);
  expect(Buffer.from(await spool.readAt(bytes.length - 2, 10)).equals(bytes.subarray(-2))).toBe(true);
  await spool.append(Uint8Array.of(7));
  expect(Buffer.from(await spool.readAt(bytes.length, 10))).toEqual(Buffer.from([7]));
  await spool.close();
  expect(readdirSync(folder)).toEqual([]);
});

it('a spool in a folder that is not there says so', async () => {
  await expect(files.spool(`${temporaryFolder()}/none`)).rejects.toMatchObject({ code: 'cannot-write', exit: 6 });
});
