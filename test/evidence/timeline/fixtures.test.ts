import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { createConsoleLogReader } from '../../../src/evidence/console-log/console-log-reader.ts';
import { createTimelineReader } from '../../../src/evidence/timeline/timeline-reader.ts';
import { readFile, type ReadingWords } from '../reading-words.ts';

const FOLDER = join(import.meta.dirname, '../../../fixtures/evidence/timeline');
const EXPECTED = parse(readFileSync(join(FOLDER, 'expected.yaml'), 'utf8')) as Record<string, ReadingWords | null>;
const ZONE = { zone: 'America/Chicago' };

describe('time-lines as people and monitoring write them', () => {
  it('each have their expectation', () => {
    expect(readdirSync(FOLDER).filter((name) => /^[^.].*\.(?:log|txt|csv)$/.test(name))).toEqual(Object.keys(EXPECTED));
  });

  it.each(Object.keys(EXPECTED))('%s shows what is expected of it', async (name) => {
    expect(await readFile(join(FOLDER, name), createTimelineReader(ZONE))).toEqual(EXPECTED[name]);
  });

  it.each(Object.keys(EXPECTED))('%s is no log of the client', async (name) => {
    expect(await readFile(join(FOLDER, name), createConsoleLogReader(ZONE))).toBeNull();
  });
});
