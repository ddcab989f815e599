import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { rankSymptoms } from '../../src/match/rank.ts';
import type { Match } from '../../src/report/match.ts';
import { builtInRules } from '../support/built-in-rules.ts';
import { builtInWords } from '../support/built-in-words.ts';
import { temporaryFolder } from '../support/disk.ts';
import { runTool } from '../support/run-tool.ts';

const FIXTURES = join(import.meta.dirname, '../../fixtures');
const GERMAN = join(FIXTURES, 'packs/german');

/** A text with the rows that it truthfully fits. */
interface Worded {
  readonly text: string;
  readonly expect: readonly string[];
}

const textsOf = (file: string): Worded[] =>
  readFileSync(join(FIXTURES, 'words', file), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Worded);

async function match(text: string, ...options: string[]): Promise<Match> {
  const { code, stdout } = await runTool(['match', '--json', ...options, text]);
  expect(code).toBe(0);
  return JSON.parse(stdout) as Match;
}

describe('words of the built-in pack', () => {
  // A floor under what was reached, on texts that nobody learned from; npm run bench:words has the figures.
  test.each([
    ['tuning-1.jsonl', { top1: 0.95, top3: 0.98, unfit: 0.9, fit: 0.05 }],
    ['tuning-2.jsonl', { top1: 0.95, top3: 0.98, unfit: 0.9, fit: 0.05 }],
    ['tuning-reports.jsonl', { top1: 0.8, top3: 0.9, unfit: 0.5, fit: 0.2 }],
    ['spanish.jsonl', { top1: 0.7, top3: 0.88, unfit: 0.9, fit: 0.35 }],
  ])('name the right row, and none where none fits: %s', async (file, floor) => {
    const { rules, context } = await builtInRules();
    const words = await builtInWords();
    const ranked = textsOf(file).map((worded) => {
      const { candidates, abstained } = rankSymptoms(rules, words(worded.text), new Map(), context);
      const place = candidates.findIndex(({ symptom }) => worded.expect.includes(symptom.id));
      return { fits: worded.expect.length > 0, place, abstained };
    });
    const share = (of: typeof ranked, holds: (one: (typeof ranked)[number]) => boolean): number =>
      of.filter(holds).length / of.length;
    const fitting = ranked.filter(({ fits }) => fits);
    const unfitting = ranked.filter(({ fits }) => !fits);
    expect(share(fitting, ({ place }) => place === 0)).toBeGreaterThanOrEqual(floor.top1);
    expect(share(fitting, ({ place }) => place < 3)).toBeGreaterThanOrEqual(floor.top3);
    expect(share(unfitting, ({ abstained }) => abstained)).toBeGreaterThanOrEqual(floor.unfit);
    expect(share(fitting, ({ abstained }) => abstained)).toBeLessThanOrEqual(floor.fit);
  });

  test.each([
    ['who hears whom', "I can hear them, they can't hear me", 'audio/one-way'],
    [
      'what is denied',
      'status says Not Responding but the desk phone is not ringing',
      'desktop/not-responding-phone-silent',
    ],
    ['what is not', 'screen says connected and the phone is still ringing', 'desktop/connected-while-ringing'],
    ['a length of time', 'call drops after half a minute', 'desktop/call-drops-after-30-seconds'],
    [
      'a short outage',
      'network was down for forty seconds, all desktops said reconnecting',
      'network/short-interruption',
    ],
    [
      'a long outage',
      'network was down for ten minutes, all the agents had to log in again',
      'network/long-interruption',
    ],
    ['a typo', 'stuck on recconnecting for ages', 'desktop/stuck-reconnecting'],
    ['another language', 'me oyen bien pero yo no escucho nada al cliente', 'audio/one-way'],
    ['a panel in Spanish', 'el panel no carga', undefined],
  ])('are understood with %s', async (_, text, id) => {
    const { candidates } = await match(text);
    if (id === undefined) expect(candidates[0]?.id).toMatch(/^desktop\//);
    else expect(candidates[0]?.id).toBe(id);
  });

  test('quoted screen texts are named first', async () => {
    const { candidates } = await match('the chart says Communication Interruption on 2026-11-20 at 08:31');
    expect(candidates[0]).toMatchObject({ id: 'portal/communication-interruption' });
    expect(candidates[0]!.because[0]).toBe('the text quotes "Communication Interruption on {date} at {time}"');
  });

  test.each([
    'Принтер не печатает',
    '打印机坏了',
    '😀😀😀',
    'zzz qqq',
    'der Drucker ist kaputt',
    'لا توجد ورقة في الطابعة',
  ])('leave what they do not know as none of these: %s', async (text) => {
    expect(await match(text)).toMatchObject({ abstained: true });
  });
});

describe('words of a further pack', () => {
  test('add a language to the rows of the pack that it extends', async () => {
    const text = 'der Kunde hört mich nicht, ich höre ihn gut';
    expect(await match(text, '--rules', GERMAN)).toMatchObject({
      abstained: false,
      candidates: [{ id: 'audio/one-way' }, {}, {}, {}, {}],
    });
    expect(await match('der Drucker ist kaputt', '--rules', GERMAN)).toMatchObject({ abstained: true });
    const english = await match('she cannot hear the customer', '--rules', GERMAN);
    expect(english.candidates[0]?.id).toBe('audio/one-way');
  }, 60_000);

  test('are not learned for a case in which nothing was typed', async () => {
    const folder = temporaryFolder();
    const home = join(folder, 'home');
    const answers = join(folder, 'answers.json');
    const facts = { default: 'unknown' };
    writeFileSync(answers, JSON.stringify({ schema: 'deskmedic/answers/v1', symptom: 'audio/one-way', facts }));
    await runTool(['diagnose', '--answers', answers, '--rules', GERMAN, '--home', home]);
    expect(readdirSync(join(home, 'cases'))).not.toEqual([]);
    expect(existsSync(join(home, 'cache/words'))).toBe(false);
  }, 60_000);
});
