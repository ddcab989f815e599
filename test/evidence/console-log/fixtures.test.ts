import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { createConsoleLogReader } from '../../../src/evidence/console-log/console-log-reader.ts';
import { createTimelineReader } from '../../../src/evidence/timeline/timeline-reader.ts';
import { firstThree, readFile, type ReadingWords } from '../reading-words.ts';

const FOLDER = join(import.meta.dirname, '../../../fixtures/evidence/console');
const EXPECTED = parse(readFileSync(join(FOLDER, 'expected.yaml'), 'utf8')) as Record<string, ReadingWords>;
const ZONE = { zone: 'America/Chicago' };

describe('console logs as they are saved', () => {
  it('each have their expectation', () => {
    expect(readdirSync(FOLDER).filter((name) => /^[^.].*\.(?:log|txt)$/.test(name))).toEqual(Object.keys(EXPECTED));
  });

  it.each(Object.keys(EXPECTED))('%s shows what is expected of it', async (name) => {
    expect(firstThree(await readFile(join(FOLDER, name), createConsoleLogReader(ZONE)))).toEqual(EXPECTED[name]);
  });

  it.each(Object.keys(EXPECTED))('%s is no time-line of interruptions', async (name) => {
    expect(await readFile(join(FOLDER, name), createTimelineReader(ZONE))).toBeNull();
  });

  it('together show every fact that a log can', () => {
    const facts = new Set(Object.values(EXPECTED).flatMap((words) => words.facts.map((fact) => fact.split(' ')[0])));
    expect([...facts].toSorted((one = '', other = '') => one.localeCompare(other))).toEqual([
      'calling.error',
      'idle.reason',
      'network.outage',
      'network.reconnected',
      'request.timed-out',
      'sign-in.failure',
      'sign-out.refused',
      'socket.gap',
      'socket.keepalive-missing',
      'socket.network-issue',
      'socket.not-opened',
      'socket.registration-refused',
      'socket.retries-offline',
      'socket.signed-in-elsewhere',
      'socket.timed-out',
      'station.option',
    ]);
  });
});
