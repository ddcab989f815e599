import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { Verification } from '../../src/bundle/verify.ts';
import { bundleChild } from '../support/child.ts';
import { temporaryFolder } from '../support/disk.ts';
import { HOSTILE_ZIPS, zip64 } from '../support/hostile-zips.ts';

const child = bundleChild(join(import.meta.dirname, '../support/verify-child.ts'));

interface Measured {
  readonly found: Verification;
  readonly milliseconds: number;
  readonly megabytes: number;
}

const worst = { milliseconds: 0, megabytes: 0 };
afterAll(() => console.info(`hostile archives: at worst ${worst.milliseconds} ms, ${worst.megabytes} MB in all`));

/** Verifies in a process of its own, whose working folder has the archive and nothing else, before and after. */
function verifyApart(bytes: Buffer): Measured {
  const folder = join(temporaryFolder(), 'only');
  mkdirSync(folder);
  writeFileSync(join(folder, 'a.zip'), bytes);
  // A time that no machine needs, and that a reader which hangs does not keep.
  const ran = spawnSync(process.execPath, [child, 'a.zip'], { cwd: folder, encoding: 'utf8', timeout: 10_000 });
  expect([ran.signal, ran.stderr]).toEqual([null, '']);
  expect(readdirSync(folder)).toEqual(['a.zip']);
  const measured = JSON.parse(ran.stdout) as Measured;
  worst.milliseconds = Math.max(worst.milliseconds, measured.milliseconds);
  worst.megabytes = Math.max(worst.megabytes, measured.megabytes);
  return measured;
}

describe('an archive made to do harm', () => {
  it.each(HOSTILE_ZIPS)('is refused with the reason, in little time and memory: %s', (_, make, reason) => {
    const { found, megabytes } = verifyApart(make());
    expect(found).toMatchObject({ valid: false, id: null, errors: [expect.stringContaining('not a sound archive')] });
    expect(found.errors[0]).toContain(reason);
    // oxlint-disable-next-line no-control-regex
    expect(found.errors[0]).not.toMatch(/[\x00-\x1f\x7f-\x9f\u202e]/);
    expect(megabytes).toBeLessThan(100);
  });

  it('is told from one that merely has sizes of 64 bits', () => {
    const { found } = verifyApart(zip64());
    expect(found.errors.join()).not.toContain('archive');
  });
});
