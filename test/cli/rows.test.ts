import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PIXEL } from '../support/bundle-case.ts';
import { installProgram, type BuiltProgram } from '../support/built-program.ts';
import { talkThrough, type Kind, type Person } from '../support/person.ts';
import { talkInTerminal } from '../support/talk.ts';

/** One documented end of a row, with what leads to it. */
interface End extends Pick<Person, 'steps' | 'waited' | 'vendor'> {
  readonly facts?: Person['facts'];
  readonly end: 'solved' | 'explained' | 'waiting' | 'bundle' | 'administrator';
  readonly prompts: number;
}
interface Row {
  readonly row: string;
  readonly symptom: string;
  readonly typed: string;
  readonly screenText?: true;
  readonly facts: Person['facts'];
  readonly ends: readonly End[];
}

const FIXTURE = join(import.meta.dirname, '../../fixtures/dialogues/rows.json');
const { rows } = JSON.parse(readFileSync(FIXTURE, 'utf8')) as { rows: Row[] };
/** Rows that the source sends to the vendor in any case. */
const ALWAYS = ['P06', 'P08', 'P09', 'P19', 'D13', 'D19', 'A02', 'A03'];

/** What the vendor requires, by area (the source names nothing of its own for audio). */
const REQUIRED = {
  portal: ['username', 'firstObservedAt', 'screenshots'],
  desktop: ['username', 'agentUsername', 'firstObservedAt', 'screenshots'],
  network: ['firstObservedAt', 'agentsAffected'],
  audio: ['username', 'agentUsername', 'firstObservedAt', 'screenshots'],
} as const;

let program: BuiltProgram;
let screenshot = '';

beforeAll(() => {
  program = installProgram();
  screenshot = join(program.folder, 'desktop at 8.41.png');
  writeFileSync(screenshot, PIXEL);
});
afterAll(() => program.remove());

/** Drives a row in a pseudo-terminal to one of its ends, in a home and a folder of its own. */
async function drive(row: Row, end: End, name: string) {
  const folder = join(program.folder, name);
  mkdirSync(folder);
  const talk = talkInTerminal({ bin: program.bin, home: join(folder, 'home'), cwd: folder, args: ['diagnose'] });
  const { facts: more = {}, ...rest } = end;
  const person: Person = {
    typed: row.typed,
    symptom: row.symptom,
    facts: { 'call.active': false, 'affected.scope': 'one-agent', 'affected.agents': 21, ...row.facts, ...more },
    screenshots: `'${screenshot}'`,
    ...rest,
  };
  try {
    const { kinds, shown } = await talkThrough(talk, person);
    const { code } = await talk.ended;
    return { folder, kinds, shown, code, screen: talk.transcript(), facts: person.facts };
  } finally {
    talk.kill('SIGKILL');
  }
}

const EXPECTED: Readonly<Record<End['end'], { code: number; last: RegExp }>> = {
  solved: { code: 0, last: /: solved/ },
  explained: { code: 0, last: /expected behaviour[^]*: solved/ },
  waiting: { code: 0, last: /: waiting/ },
  bundle: { code: 3, last: /: escalated/ },
  administrator: { code: 3, last: /administrator[^]*: escalated/ },
};

const talks = rows.flatMap((row) =>
  row.ends.map((end, at) => ({ name: `${row.row}-${at + 1}`, row, end, what: end.end })),
);

describe('each documented row reaches its documented end', () => {
  test.concurrent.each(talks)('$name $row.symptom: $what', async ({ name, row, end }) => {
    const { folder, kinds, code, screen, facts } = await drive(row, end, name);
    expect(screen).toMatch(EXPECTED[end.end].last);
    expect(screen).toContain(row.symptom);
    expect(code).toBe(EXPECTED[end.end].code);
    expect(kinds.length, kinds.join(' ')).toBe(end.prompts);
    const bundles = readdirSync(folder).filter((file) => file.endsWith('.zip'));
    expect(bundles).toHaveLength(end.end === 'bundle' ? 1 : 0);
    if (bundles[0] !== undefined) checkBundle(folder, bundles[0], row, facts);
    if (row.screenText === true) expectSafeStepSoon(kinds);
    if (ALWAYS.includes(row.row)) expect(kinds.length).toBeLessThanOrEqual(8);
  });

  test('all 48 rows are driven', () => {
    expect(new Set(rows.map((row) => row.row)).size).toBe(48);
    expect(ALWAYS.every((id) => rows.find((row) => row.row === id)?.ends[0]?.end === 'bundle')).toBe(true);
  });
});

/** With the row's own screen text typed, three questions at the most come before the first thing to do. */
function expectSafeStepSoon(kinds: readonly Kind[]): void {
  const found = kinds.findIndex((kind) => kind === 'step' || kind === 'consent');
  if (found !== -1) expect(kinds.slice(0, found).length, kinds.join(' ')).toBeLessThanOrEqual(3);
}

function checkBundle(folder: string, name: string, row: Row, facts: Person['facts']): void {
  run('unzip', ['-q', name, '-d', 'unpacked'], folder);
  const [bag] = readdirSync(join(folder, 'unpacked'));
  const root = join(folder, 'unpacked', bag!);
  run('sha256sum', ['-c', '--strict', 'manifest-sha256.txt'], root);
  run('sha256sum', ['-c', '--strict', 'tagmanifest-sha256.txt'], root);
  const record = JSON.parse(readFileSync(join(root, 'data/case.json'), 'utf8')) as Record<string, unknown>;
  const area = row.symptom.split('/')[0] as keyof typeof REQUIRED;
  for (const field of REQUIRED[area]) expect(record, `${row.row} needs ${field}`).toHaveProperty(field);
  expect(record).toMatchObject({ schema: 'deskmedic/case/v1', area, symptom: row.symptom, missing: [] });
  expect(record['firstObservedAt']).toEqual({
    utc: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/) as unknown,
    local: expect.stringMatching(/^\d{4}-\d\d-\d\dT00:00:00(\.\d+)?-0[56]:00$/) as unknown,
    zone: 'America/Chicago',
  });
  if (area === 'network') expect(record['agentsAffected']).toBe(21);
  else {
    expect(record['username']).toBe('jdoe');
    expect(record['evidence']).toMatchObject([
      { role: 'screenshot', path: screenshot, copied: false, bytes: PIXEL.length },
    ]);
    expect(record['screenshots']).toEqual([screenshot]);
  }
  if (area === 'desktop' || area === 'audio') expect(record['agentUsername']).toBe('agent_7');
  if (facts['portal.module'] === 'monitoring')
    expect(record['monitoring']).toEqual({ numberCalled: '+1 918 555 0100', callSessionId: '7f3a2c10-1b2d' });
}

/** Runs a tool that knows nothing of this program, and demands that it is content. */
function run(command: string, args: readonly string[], cwd: string): void {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd, encoding: 'utf8' });
  expect(status, `${command} says: ${stdout}${stderr}`).toBe(0);
}
