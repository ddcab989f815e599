import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { PIXEL } from '../support/bundle-case.ts';
import { installProgram, type BuiltProgram } from '../support/built-program.ts';
import { answerOf, KINDS, kindOf, type Kind, type Person } from '../support/person.ts';
import { talkInLines, talkInTerminal, type Shown, type Talk, type TalkOptions } from '../support/talk.ts';

/** Every kind of question is killed this often at least; with 20 kinds that is more than 200. */
const KILLS_PER_KIND = 12;

let program: BuiltProgram;
let people: Readonly<Record<string, Person>> = {};

beforeAll(() => {
  program = installProgram();
  const screenshots = join(program.folder, 'shot.png');
  writeFileSync(screenshots, PIXEL);
  const somebody = { screenshots, facts: { 'call.active': false, 'affected.scope': 'some', 'affected.agents': 3 } };
  people = {
    unresolved: {
      ...somebody,
      typed: 'Not Responding',
      symptom: 'desktop/not-responding-phone-silent',
      steps: 'not-fixed',
    },
    administrator: {
      ...somebody,
      typed: 'Communication Interruption on 11/20/2026 at 08:41',
      symptom: 'portal/communication-interruption',
      facts: { ...somebody.facts, 'portal.message-for': '10m' },
      vendor: true,
    },
    waited: {
      ...somebody,
      typed: 'Reconnecting',
      symptom: 'network/short-interruption',
      waited: 'still',
      screenshots: '',
    },
    explained: {
      ...somebody,
      typed: 'the wrap-up count and number of entered wrap-up codes do not match',
      symptom: 'portal/wrap-up-counts-differ',
      explained: false,
    },
    byArea: {
      ...somebody,
      typed: 'A call ends, but the monitoring screen indicates that the call is still in progress',
      symptom: 'portal/ended-call-shown-in-progress',
      byArea: true,
      facts: { ...somebody.facts, 'portal.module': 'monitoring', 'monitoring.fault': 'ended-call-in-progress' },
    },
    incomplete: {
      ...somebody,
      typed: 'Reserved',
      symptom: 'desktop/reserved-while-talking',
      names: '',
      screenshots: '',
    },
    unlisted: { ...somebody, typed: 'the coffee machine is empty', symptom: null },
    solved: {
      ...somebody,
      typed: 'Please Refresh the Page',
      symptom: 'portal/please-refresh-the-page',
      steps: 'fixed',
    },
  };
});
afterAll(() => program.remove());

type Start = (options: TalkOptions) => Talk;

/** One question of a talk that nothing disturbed, and what was answered. */
interface Turn {
  readonly kind: Kind;
  readonly question: string;
  readonly choices: readonly string[];
  readonly answer: string;
}
interface Entry {
  readonly type: string;
  readonly prompt?: string;
  readonly value?: unknown;
  readonly state?: string;
}

/** A home of its own, and ways to start the program in it. */
function desk(name: string, start: Start) {
  const cwd = join(program.folder, name);
  const home = join(cwd, 'home');
  mkdirSync(cwd, { recursive: true });
  return {
    begin: () => start({ bin: program.bin, home, cwd, args: ['diagnose'] }),
    resume: () => start({ bin: program.bin, home, cwd, args: ['diagnose', '--resume'] }),
    bundles: () => readdirSync(cwd).filter((file) => file.endsWith('.zip')),
    /** What is on disk; the torn end of a line that was being written is not. */
    journal(): Entry[] {
      const ids = readdirSync(join(home, 'cases'));
      expect(ids).toHaveLength(1);
      const text = readFileSync(join(home, 'cases', ids[0]!, 'journal.jsonl'), 'utf8');
      const whole = text.slice(0, text.lastIndexOf('\n') + 1).trimEnd();
      return whole.split('\n').map((line) => JSON.parse(line) as Entry);
    },
    hasCase: () => names(join(home, 'cases')).some((id) => names(join(home, 'cases', id)).includes('journal.jsonl')),
  };
}
type Desk = ReturnType<typeof desk>;

function names(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function answersIn(journal: readonly Entry[]): unknown[] {
  return journal.filter((entry) => entry.type === 'answered').map(({ prompt, value }) => [prompt, value]);
}

/** A talk from its beginning to its end, undisturbed. */
async function talkInPeace(person: Person, place: Desk): Promise<Turn[]> {
  const turns: Turn[] = [];
  const talk = place.begin();
  for (let shown = await talk.next(); shown !== null; shown = await talk.next()) {
    const kind = kindOf(
      shown,
      turns.some((turn) => turn.kind === 'area'),
    );
    const answer = answerOf(person, shown, kind);
    turns.push({ kind, question: shown.question, choices: shown.choices, answer });
    await talk.answer(answer);
  }
  const { code } = await talk.ended;
  expect([0, 3], talk.transcript().slice(-800)).toContain(code);
  return turns;
}

/** When the process is killed, seen from the question at hand. */
type Moment = 'while it is shown' | 'right after Enter' | 'before the next is shown';
const MOMENTS: readonly Moment[] = ['while it is shown', 'right after Enter', 'before the next is shown'];

/** The same talk with a kill wherever `wanted` says so; throws as soon as anything was lost or asked twice. */
async function talkUnderFire(
  turns: readonly Turn[],
  place: Desk,
  wanted: (kind: Kind) => Moment | null,
  random: () => number,
): Promise<void> {
  let talk = place.begin();
  let shown = await talk.next();
  let at = 0;
  let kills = 0;
  while (shown !== null) {
    const turn = turns[at]!;
    expectSame(shown, turn, at);
    const moment = kills < 4 ? wanted(turn.kind) : null;
    if (moment === null) {
      await talk.answer(turn.answer);
      at += 1;
      kills = 0;
      shown = await talk.next();
      continue;
    }
    kills += 1;
    if (moment !== 'while it is shown') await talk.answer(turn.answer);
    if (moment === 'before the next is shown')
      await until(() => answersIn(place.journal()).length > at || at === turns.length);
    else await sleep(random() * (moment === 'right after Enter' ? 12 : 4));
    talk.kill('SIGKILL');
    await talk.ended;
    const kept = answersIn(place.journal()).length;
    expect(kept, 'no answer is lost, and none comes from nowhere').toBeGreaterThanOrEqual(at);
    expect(kept).toBeLessThanOrEqual(moment === 'while it is shown' ? at : at + 1);
    if (moment === 'before the next is shown') expect(kept).toBe(at + 1);
    at = kept;
    talk = place.resume();
    shown = await talk.next();
    if (shown === null) expect(at, talk.transcript()).toBe(turns.length);
  }
  const { code } = await talk.ended;
  if (code === 2) expect(talk.transcript()).toContain('there is no unfinished case');
  else expect([0, 3], talk.transcript()).toContain(code);
}

function expectSame(shown: Shown, turn: Turn | undefined, at: number): void {
  expect({ at, question: shown.question, choices: shown.choices }).toEqual({
    at,
    question: turn?.question,
    choices: turn?.choices,
  });
}

async function until(holds: () => boolean): Promise<void> {
  for (let waited = 0; !holds(); waited++) {
    if (waited > 5_000) throw new Error('it never happened');
    await sleep(1);
  }
}

/** The same kills in every run of the test. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Compares the case with one that nothing disturbed. */
function expectNothingLost(place: Desk, peaceful: Desk): void {
  const journal = place.journal();
  const calm = peaceful.journal();
  expect(answersIn(journal)).toEqual(answersIn(calm));
  expect(journal.filter((entry) => entry.type === 'back')).toEqual([]);
  expect(journal.filter((entry) => entry.type === 'ended').map((entry) => entry.state)).toEqual(
    calm.filter((entry) => entry.type === 'ended').map((entry) => entry.state),
  );
  expect(place.bundles()).toHaveLength(peaceful.bundles().length);
}

test('a process killed at any question goes on at that question, with nothing lost and nothing asked twice', async () => {
  const kills = new Map<Kind, number>(KINDS.map((kind) => [kind, 0]));
  const need = (kind: Kind): boolean => kills.get(kind)! < KILLS_PER_KIND;
  const talks = await Promise.all(
    Object.entries(people).map(async ([name, person]) => {
      const peaceful = desk(`${name}-calm`, talkInLines);
      return { name, peaceful, turns: await talkInPeace(person, peaceful), round: 0 };
    }),
  );
  expect(new Set(talks.flatMap(({ turns }) => turns.map((turn) => turn.kind)))).toEqual(new Set(KINDS));

  const work = async (worker: number): Promise<void> => {
    const random = seeded(worker);
    for (;;) {
      // Whoever still has a needed question goes on; the one that was heard least often first.
      const [talk] = talks
        .filter(({ turns }) => turns.some((turn) => need(turn.kind)))
        .sort((a, b) => a.round - b.round);
      if (talk === undefined) return;
      talk.round += 1;
      const place = desk(`${talk.name}-${talk.round}`, talkInLines);
      await talkUnderFire(
        talk.turns,
        place,
        (kind) => {
          if (!need(kind)) return null;
          kills.set(kind, kills.get(kind)! + 1);
          return MOMENTS[Math.floor(random() * MOMENTS.length)]!;
        },
        random,
      );
      expectNothingLost(place, talk.peaceful);
    }
  };
  await Promise.all([work(1), work(2), work(3)]);

  for (const [kind, count] of kills) expect(count, kind).toBeGreaterThanOrEqual(10);
  expect([...kills.values()].reduce((sum, count) => sum + count, 0)).toBeGreaterThanOrEqual(200);
}, 240_000);

test('the same holds in a terminal, at each question once', async () => {
  const person = people['administrator']!;
  const peaceful = desk('terminal-calm', talkInTerminal);
  const turns = await talkInPeace(person, peaceful);
  const place = desk('terminal', talkInTerminal);
  const random = seeded(9);
  let last = '';
  let kills = 0;
  await talkUnderFire(
    turns,
    place,
    (kind) => {
      if (kind === last) return null;
      last = kind;
      kills += 1;
      return MOMENTS[kills % MOMENTS.length]!;
    },
    random,
  );
  expect(kills).toBe(turns.length);
  expectNothingLost(place, peaceful);
}, 60_000);

test('a process killed before its first question leaves a case that can be resumed, or none', async () => {
  for (let delay = 10; delay < 130; delay += 10) {
    const place = desk(`early-${delay}`, talkInLines);
    const talk = place.begin();
    await sleep(delay);
    talk.kill('SIGKILL');
    await talk.ended;
    const resumed = place.resume();
    const shown = await resumed.next();
    if (place.hasCase()) expect(shown?.question).toBe('What do you see?');
    else expect(resumed.transcript()).toContain('there is no unfinished case');
    resumed.close();
    expect((await resumed.ended).code).toBe(2);
  }
}, 30_000);
