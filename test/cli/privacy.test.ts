import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');

const PAGE = readFileSync(join(ROOT, 'docs/privacy.md'), 'utf8');

/** The second column of the tables. */
const HELD_BY = PAGE.split('\n').flatMap((line) => /^\| (?!promise|-).* \| (.*?) *\|$/.exec(line)?.[1] ?? []);

test('each promise of docs/privacy.md is held by tests that are there, by their names', () => {
  expect(HELD_BY.length).toBeGreaterThan(15);
  for (const held of HELD_BY) {
    const named = [...held.matchAll(/`(test\/\S+\.test\.ts)`(?:: ([^`]+?))?(?=, `|$)/g)];
    expect(named.length, held).toBeGreaterThan(0);
    for (const [, file = '', name = ''] of named) expect(readFileSync(join(ROOT, file), 'utf8'), file).toContain(name);
  }
});
