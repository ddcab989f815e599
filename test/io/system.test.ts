import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { realClock, realSystem } from '../../src/io/system.ts';

describe('the clock', () => {
  test('calls the zone as the platform does', () => {
    const platform = new Intl.DateTimeFormat().resolvedOptions().timeZone;
    const sameNow = (zone: string): string => new Date().toLocaleString('en', { timeZone: zone });
    expect(sameNow(realClock.zone())).toBe(sameNow(platform));
  });

  test('believes TZ more than the machine', () => {
    const before = process.env['TZ'];
    process.env['TZ'] = 'Asia/Tokyo';
    try {
      expect(realClock.zone()).toBe('Asia/Tokyo');
    } finally {
      if (before === undefined) delete process.env['TZ'];
      else process.env['TZ'] = before;
    }
  });
});

describe('the system', () => {
  test('gives as many random bytes as asked for, and others each time', () => {
    const { randomHex } = realSystem('/');
    expect(randomHex(8)).toMatch(/^[0-9a-f]{16}$/);
    expect(randomHex(8)).not.toBe(randomHex(8));
  });

  test.runIf(process.platform === 'linux')('keeps data where XDG says', () => {
    const before = process.env['XDG_DATA_HOME'];
    process.env['XDG_DATA_HOME'] = '/tmp/somewhere';
    try {
      expect(realSystem('/').dataDirectory).toBe(join('/tmp/somewhere', 'deskmedic'));
    } finally {
      if (before === undefined) delete process.env['XDG_DATA_HOME'];
      else process.env['XDG_DATA_HOME'] = before;
    }
  });

  test.runIf(process.platform !== 'win32')('knows the user that the operating system knows', () => {
    expect(realSystem('/').userName).toBe(execFileSync('id', ['-un'], { encoding: 'utf8' }).trim());
  });
});
