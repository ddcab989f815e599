import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { isHar } from '../../../src/evidence/har/is-har.ts';
import { rebuild, spellingsOf } from './rebuild.ts';

const FOLDER = join(import.meta.dirname, '../../../fixtures/har');
const PROGRAMS = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.har'))
  .map((name) => name.slice(0, -'.har'.length));

const read = (name: string): string => readFileSync(join(FOLDER, name), 'utf8');
const lines = (name: string): readonly string[] =>
  read(name)
    .split('\n')
    .filter((line) => line !== '');

describe.each(PROGRAMS)('a HAR as %s writes it', (program) => {
  const har = read(`${program}.har`);

  it('is known by its content', () => {
    expect(isHar(Buffer.from(har).subarray(0, 400))).toBe(true);
  });

  it('loses every secret, in every spelling', async () => {
    const { text } = await rebuild(har);
    for (const secret of lines(`${program}.secrets.txt`)) {
      const spellings = spellingsOf(secret);
      expect(spellings.some((spelling) => har.includes(spelling)) && secret).toBe(secret);
      expect(spellings.filter((spelling) => text.includes(spelling))).toEqual([]);
    }
  });

  it('keeps what support needs', async () => {
    const { text } = await rebuild(har);
    for (const needed of lines(`${program}.kept.txt`)) expect(text).toContain(needed);
  });

  it('does not change when it is rebuilt once more, and nothing more is removed', async () => {
    const once = await rebuild(har);
    const twice = await rebuild(once.text);
    expect(twice.text).toBe(once.text);
    expect(twice.report.removed).toEqual([]);
  });

  it('is the same in UTF-16 and in pieces of any size', async () => {
    const { text } = await rebuild(har);
    for (const pieces of [1, 7, 1000]) expect((await rebuild(har, { pieces })).text).toBe(text);
    expect((await rebuild(Buffer.from(`\ufeff${har}`, 'utf16le'), { pieces: 11 })).text).toBe(text);
    expect((await rebuild(`\ufeff${har}`)).text).toBe(text);
  });
});
