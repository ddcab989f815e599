import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { PIXEL } from '../support/bundle-case.ts';
import { bundleChild } from '../support/child.ts';
import { temporaryFolder } from '../support/disk.ts';

const child = bundleChild(join(import.meta.dirname, '../support/bundle-child.ts'));

it('makes the same bytes from the same case in every time zone and locale', () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'shot.png'), PIXEL);
  writeFileSync(join(folder, 'agent.log'), 'ready\n'.repeat(500));
  const made = ['UTC', 'Asia/Tokyo', 'America/New_York', 'Asia/Kolkata'].map((zone, index) => {
    const target = join(folder, String(index));
    mkdirSync(target);
    const env = { ...process.env, TZ: zone, LANG: ['C', 'de_DE.UTF-8', 'tr_TR.UTF-8', 'C.UTF-8'][index] };
    const sha256 = execFileSync(
      process.execPath,
      [child, target, join(folder, 'shot.png'), join(folder, 'agent.log')],
      { env, encoding: 'utf8' },
    );
    return { sha256, bytes: readFileSync(join(target, readdirSync(target)[0] as string)) };
  });
  for (const { sha256, bytes } of made) {
    expect(sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(sha256).toBe(made[0]?.sha256);
    expect(bytes.equals(made[0]?.bytes as Buffer)).toBe(true);
  }
});
