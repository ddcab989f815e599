import { beforeAll, describe, expect, test } from 'vitest';
import type { Json } from '../../src/case/events.ts';
import { factOfPrompt, NONE } from '../../src/case/prompts.ts';
import type { Prompt } from '../../src/dialogue/prompt.ts';
import type { WordIndex } from '../../src/match/word-evidence.ts';
import { diagnosisJson } from '../../src/report/diagnosis.ts';
import { evaluate } from '../../src/rules/evaluate.ts';
import type { LoadedRules } from '../../src/rules/load-rules.ts';
import type { Symptom } from '../../src/rules/pack.ts';
import { builtInRules } from '../support/built-in-rules.ts';
import { builtInWords } from '../support/built-in-words.ts';
import { MemoryTalk } from '../support/memory-talk.ts';

/** Prompts at the most, the words included, until somebody who typed what stands on the screen has something to do. */
const MOST_PROMPTS = 3;
/** Lengths on both sides of what any row calls long, in milliseconds. */
const LENGTHS = [0, 119_000, 120_000, 86_400_000];

let loaded: LoadedRules;
let index: WordIndex;
beforeAll(async () => {
  loaded = await builtInRules();
  index = await builtInWords();
});

/** What a person at a desk with this row's trouble can answer. */
function answersTo(prompt: Prompt, row: Symptom, talk: MemoryTalk, typed: string): Json[] {
  if (prompt.id === 'text') return [typed];
  if (prompt.id === 'area') return [row.area];
  const id = factOfPrompt(prompt.id);
  if (id === undefined) return [prompt.choices.some(({ value }) => value === row.id) ? row.id : NONE];
  const { type, options } = talk.desk.fact(id);
  const values: Json[] =
    type === 'boolean' ? [true, false] : options.length > 0 ? options.map(({ value }) => value) : LENGTHS;
  return [...values, null];
}

function isStillThisRow(row: Symptom, { desk }: MemoryTalk): boolean {
  return evaluate(row.when, desk.facts, desk.context).truth !== 'no';
}

/** Every talk until the first thing to do (or to understand, or the end), as the prompts that came before it. */
function talksUntilStep(row: Symptom, typed: string): string[][] {
  const talks: string[][] = [];
  function goOn(entries: MemoryTalk['entries'], before: readonly string[]): void {
    const talk = new MemoryTalk(loaded, index);
    talk.entries.splice(0, Infinity, ...entries);
    const { prompt } = talk;
    if (prompt === undefined || /^(?:step|consent):/.test(prompt.id)) return void talks.push([...before]);
    if (!/^(?:text|pick|area|pick-in-area|fact:.*)$/.test(prompt.id)) return;
    for (const answer of answersTo(prompt, row, talk, typed)) {
      const next = new MemoryTalk(loaded, index);
      next.entries.splice(0, Infinity, ...entries);
      next.answer(prompt, answer);
      if (isStillThisRow(row, next)) goOn(next.entries, [...before, prompt.id]);
    }
  }
  goOn(new MemoryTalk(loaded, index).entries, []);
  return talks;
}

test('a screen text leads to the first step of its row in three prompts at the most, whatever else is answered', () => {
  const tooLong = loaded.rules.symptoms.flatMap((row) =>
    row.screenText.flatMap((typed) =>
      talksUntilStep(row, typed.replaceAll('{date}', '11/20/2026').replaceAll('{time}', '08:41'))
        .filter((prompts) => prompts.length > MOST_PROMPTS)
        .map((prompts) => `${row.id} "${typed}": ${prompts.join(' ')}`),
    ),
  );
  expect([...new Set(tooLong)]).toEqual([]);
}, 60_000);

describe('a row whose outcome depends on how many are affected', () => {
  const ROW = 'connection/missing-keepalive';
  const settle = (browser: string): MemoryTalk => {
    const talk = new MemoryTalk(loaded, index);
    for (const answer of ['REASON: missing keepalive from either desktop or notif service', ROW, browser])
      talk.say(answer);
    return talk;
  };

  test('asks for that after the first step, and not at all where that has helped', () => {
    const talk = settle('chrome');
    expect(talk.prompt).toMatchObject({ id: `step:${ROW}#no-sleeping-tab` });
    expect(talk.say('not-fixed')).toMatchObject({ id: 'fact:affected.scope' });
    const solved = settle('firefox');
    solved.say('fixed');
    expect(solved.move).toMatchObject({ kind: 'end', ending: { state: 'solved' } });
    solved.happen({ type: 'ended', state: 'solved', symptom: ROW });
    expect(diagnosisJson(solved.desk.view, undefined, loaded)).toMatchObject({ action: 'workaround' });
  });

  test('keeps nobody from the telephone with further steps', () => {
    const talk = settle('chrome');
    talk.say('not-fixed');
    const stepsAfter = (scope: string): string => {
      const { entries } = talk;
      const next = new MemoryTalk(loaded, index);
      next.entries.splice(0, Infinity, ...entries);
      return next.say(scope)!.id;
    };
    expect(stepsAfter('one-agent')).toBe(`step:${ROW}#no-vpn`);
    expect(stepsAfter('everyone')).not.toMatch(/^step:/);
  });
});
