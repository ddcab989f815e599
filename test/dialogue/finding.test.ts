import { beforeAll, describe, expect, test } from 'vitest';
import { buildRecord } from '../../src/case/build-record.ts';
import { escalationOf } from '../../src/case/case-escalation.ts';
import type { Json } from '../../src/case/events.ts';
import { NONE } from '../../src/case/prompts.ts';
import type { Prompt } from '../../src/dialogue/prompt.ts';
import { explainPrompt } from '../../src/dialogue/why.ts';
import type { WordEvidence, WordIndex } from '../../src/match/word-evidence.ts';
import { layPacks } from '../../src/rules/lay-packs.ts';
import type { LoadedRules } from '../../src/rules/load-rules.ts';
import type { Rules } from '../../src/rules/pack.ts';
import { builtInRules } from '../support/built-in-rules.ts';
import { builtInWords } from '../support/built-in-words.ts';
import { MemoryTalk } from '../support/memory-talk.ts';
import { layerOf, yesNo } from '../support/pack-text.ts';

let loaded: LoadedRules;
let index: WordIndex;
beforeAll(async () => {
  loaded = await builtInRules();
  index = await builtInWords();
});

/** Looks for a row by answering truly; gives the prompts until it is settled. */
function find(talk: MemoryTalk, row: string, text: string): Prompt[] {
  const prompts: Prompt[] = [];
  while (talk.desk.symptom === undefined) {
    const { prompt } = talk;
    if (prompt === undefined || prompts.length > 12) throw new Error(`${row} was not found: ${ids(prompts)}`);
    prompts.push(prompt);
    talk.answer(prompt, trueAnswer(prompt, row, text));
  }
  return prompts;
}

function trueAnswer(prompt: Prompt, row: string, text: string): Json {
  if (prompt.id === 'text') return text;
  if (prompt.id === 'area') return row.split('/')[0]!;
  if (prompt.id.startsWith('fact:')) return null;
  return prompt.choices.some((choice) => choice.value === row) ? row : NONE;
}

const ids = (prompts: readonly Prompt[]): string => prompts.map(({ id }) => id).join(' ');
const textOf = (lines: unknown): string => JSON.stringify(lines);

describe('a row of the built-in pack', () => {
  test('is found without words in 1.3 times as many questions as the menus used could do with', () => {
    const talks = loaded.rules.symptoms.map(({ id }) => find(new MemoryTalk(loaded, index), id, '').slice(1));
    const questions = talks.flat();
    const bits = questions.reduce((sum, { choices }) => sum + Math.log2(choices.length), 0) / questions.length;
    const bound = Math.log2(loaded.rules.symptoms.length) / bits;
    expect(questions.length / talks.length).toBeLessThanOrEqual(1.3 * bound);
    expect(Math.max(...talks.map((prompts) => prompts.length))).toBeLessThanOrEqual(12);
  });

  test('stands first, or beside what the same words could mean, when its own sentence is typed', () => {
    for (const { id, symptom } of loaded.rules.symptoms) {
      const talk = new MemoryTalk(loaded, index);
      talk.say(symptom);
      expect(talk.prompt).toMatchObject({ id: 'pick' });
      const [first, second] = talk.desk.rank().candidates;
      const isSure = first!.probability >= 0.9 && first!.probability >= 5 * second!.probability;
      if (isSure) expect(talk.prompt!.choices[0]!.value).toBe(first!.symptom.id);
      expect(talk.prompt!.choices.map((choice) => choice.value)).toContain(id);
    }
  });

  test('that its facts make yes stands first in the list of its area, whatever was typed', () => {
    const talk = new MemoryTalk(loaded, index);
    talk.say('everything is so very slow, the desktop crawls, slow slow slow');
    for (const [fact, value] of [
      ['desktop.status', 'available'],
      ['calls.offered', false],
    ] as const)
      talk.happen({ type: 'answered', prompt: `fact:${fact}`, value, by: 'person' });
    talk.happen({ type: 'answered', prompt: 'pick', value: NONE, by: 'person' });
    talk.happen({ type: 'answered', prompt: 'area', value: 'desktop', by: 'person' });
    expect(talk.prompt).toMatchObject({ id: 'pick-in-area' });
    expect(talk.prompt!.choices[0]!.value).toBe('desktop/available-but-no-calls');
  });

  test('words that fit none offer the nearest and lead to the areas', () => {
    const talk = new MemoryTalk(loaded, index);
    const prompt = talk.say('the printer in the hall prints all my invoices upside down');
    expect(talk.desk.rank().abstained).toBe(true);
    if (prompt!.id === 'pick') {
      expect(textOf(prompt!.lines)).toContain('None of these');
      talk.say(NONE);
    }
    expect(talk.prompt).toMatchObject({ id: 'area' });
  });
});

const OPTIONS = ['p', 'q', 'r', 's', 't', 'u'];

/** A pack of one area with so many rows, over a menu and a yes or no; policies are the built-in ones. */
function manyRows(count: number): Pick<LoadedRules, 'rules' | 'context'> {
  const options = OPTIONS.map((key) => `${key}: Option ${key}`).join(', ');
  const facts = `[{id: a.menu, type: enum, about: desk, question: Which menu?, options: {${options}}, seconds: 3}, ${yesNo('call.active')}]`;
  const rows = Array.from(
    { length: count },
    (_, at) => `  - id: crm/r${at}
    symptom: Row ${at}
    frequency: 2
    when: {a.menu: ${OPTIONS[at % OPTIONS.length]!}}
    steps:
      - {id: once, do: Do it ${at}, verify: Does it help?, who: agent, minutes: ${1 + (at % 3)}, likelihood: high, disrupts: none}
      - {id: again, do: Do it again ${at}, verify: Does it help?, who: agent, minutes: 1, likelihood: high, disrupts: none}
    outcomes: [{otherwise: workaround}]
`,
  );
  const own = layPacks([layerOf({ facts, rows: rows.join('') })]);
  const rules: Rules = { ...own, policies: loaded.rules.policies };
  return { rules, context: { settings: new Map(), patterns: new Map() } };
}

/** Words that favour rows by their place in the pack, in bits. */
function favouring(bits: Readonly<Record<number, number>>, rows: number): WordIndex {
  const evidence: WordEvidence = {
    bits: Array.from({ length: rows }, (_, at) => (bits[at] ?? -20) * 1000),
    because: (row) =>
      bits[row] === undefined ? [] : [{ text: `word${row}`, isScreenText: false, bits: bits[row] * 1000 }],
  };
  return () => evidence;
}

describe('an area with many rows', () => {
  const begin = () => {
    const talk = new MemoryTalk(manyRows(60), () => null);
    talk.say('');
    talk.say('crm');
    return talk;
  };

  test('is asked about first, and then lists first what the answer speaks for', () => {
    const talk = begin();
    expect(talk.prompt).toMatchObject({ id: 'fact:a.menu' });
    const list = talk.say('q');
    expect(list).toMatchObject({ id: 'pick-in-area' });
    const fitting = list!.choices.slice(0, 10).map((choice) => Number(choice.value.slice('crm/r'.length)) % 6);
    expect(new Set(fitting)).toEqual(new Set([1]));
    expect(list!.choices).toHaveLength(61);
  });

  test('"why" says what the question tells, and what it costs', () => {
    const talk = begin();
    const said = textOf(explainPrompt(talk.prompt!, talk.desk));
    expect(said).toMatch(
      /It tells crm\/r0, crm\/r\d+, 8 more from crm\/.* from .* from 30 others; about \d\.\d bits for 3 s/,
    );
  });

  test('"don\'t know" changes nothing but that it is not asked again', () => {
    const talk = begin();
    const before = talk.desk.rank().candidates.map(({ probability }) => probability);
    expect(talk.say(null)).toMatchObject({ id: 'pick-in-area' });
    expect(talk.desk.rank().candidates.map(({ probability }) => probability)).toEqual(before);
  });
});

describe('an answer that overturns the leader', () => {
  /** Row 0 leads by its words; the menu is answered as it is for row 1. */
  function overturn(callActive?: boolean, by: 'person' | 'file' = 'person') {
    const talk = new MemoryTalk(manyRows(60), favouring({ 0: 9, 1: 6 }, 60));
    talk.say('something');
    if (callActive !== undefined)
      talk.happen({ type: 'answered', prompt: 'fact:call.active', value: callActive, by: 'person' });
    expect(talk.desk.rank().candidates[0]!.symptom.id).toBe('crm/r0');
    talk.happen({ type: 'answered', prompt: 'fact:a.menu', value: 'q', by });
    expect(talk.desk.rank().candidates[0]!.symptom.id).toBe('crm/r1');
    return talk;
  }

  test.each([[undefined], [false]])('is asked once more, in the words of the option (a call is on: %s)', (active) => {
    const talk = overturn(active);
    expect(talk.prompt).toMatchObject({ id: 'confirm:a.menu', kind: 'yes-no' });
    expect(textOf(talk.prompt!.lines)).toContain('You said: Option q');
    expect(talk.say(true)).toMatchObject({ id: 'pick' });
    expect(talk.prompt!.choices[0]!.value).toBe('crm/r1');
  });

  test('is taken back by a "no", asked again at once, and then stands', () => {
    const talk = overturn();
    expect(talk.say(false)).toMatchObject({ id: 'fact:a.menu' });
    expect(talk.desk.answered.has('a.menu')).toBe(false);
    expect(talk.say('q'), 'once for each fact').toMatchObject({ id: 'pick' });
    expect(talk.desk.answered.get('a.menu')?.value).toBe('q');
  });

  test('is not asked about while a call is on, nor when a file said it', () => {
    expect(overturn(true).prompt).toMatchObject({ id: 'pick' });
    expect(overturn(undefined, 'file').prompt).toMatchObject({ id: 'pick' });
  });

  test('is none where no row was likely beforehand', () => {
    const talk = new MemoryTalk(manyRows(60), () => null);
    talk.say('');
    talk.say('crm');
    expect(talk.say('q')).toMatchObject({ id: 'pick-in-area' });
  });
});

describe('a row whose steps did not help', () => {
  /** The words fit rows 0 and 6, which both go with the same answer, and row 7 a little. */
  function workThrough() {
    const talk = new MemoryTalk(manyRows(60), favouring({ 0: 9, 6: 8.5, 12: 8 }, 60));
    talk.say('something');
    talk.say('crm/r0');
    while (talk.prompt!.id.startsWith('step:')) talk.say('not-fixed');
    return talk;
  }

  test('is followed by others that are still likely, the one that helps soonest first', () => {
    const { prompt } = workThrough();
    expect(prompt).toMatchObject({ id: 'next-row:crm/r0', question: 'Which of these is it?' });
    expect(prompt!.choices.map((choice) => choice.value)).toEqual(['crm/r6', 'crm/r12', NONE]);
  });

  test('"why" gives their probabilities, and how likely their steps help for how many minutes', () => {
    const talk = workThrough();
    expect(textOf(explainPrompt(talk.prompt!, talk.desk))).toMatch(
      /crm\/r6.* \d\d %.*helps 80 times in 100, and takes 1 min/,
    );
  });

  test('leads on to the steps of the next, which can solve it; what was tried before goes with the case', () => {
    const talk = workThrough();
    expect(talk.say('crm/r6')).toMatchObject({ id: 'step:crm/r6#once' });
    expect(talk.desk.tried.map(({ id }) => id)).toEqual(['crm/r0']);
    talk.say('fixed');
    expect(talk.move).toMatchObject({ kind: 'end', ending: { state: 'solved' } });
    const { rules, context } = manyRows(60);
    const escalation = escalationOf(talk.desk.view, rules, context);
    const tried = escalation.stepsTried.map(({ step, result }) => `${step} ${result}`);
    expect(tried).toEqual(['crm/r0#once not-fixed', 'crm/r0#again not-fixed', 'once fixed']);
    expect(escalation.symptom).toBe('crm/r6');
    const source = {
      id: 'c',
      tool: 't',
      packs: [],
      createdAt: talk.entries[0]!.at,
      zone: 'UTC',
      notes: [],
      evidence: [],
      readings: [],
    };
    const record = buildRecord({ ...source, escalation, facts: talk.desk.facts }, rules, context, () => '');
    expect(record.stepsTried.map((step) => step.do)).toEqual(['Do it 0', 'Do it again 0', 'Do it 6']);
  });

  test('"none of these" leads to the vendor, and is asked once for each row', () => {
    const talk = workThrough();
    expect(talk.say(NONE)).toMatchObject({ id: 'escalate' });
    talk.happen({ type: 'back' });
    expect(talk.prompt).toMatchObject({ id: 'next-row:crm/r0' });
    talk.say('crm/r6');
    while (talk.prompt!.id.startsWith('step:')) talk.say('not-fixed');
    expect(talk.prompt!.choices.map((choice) => choice.value)).not.toContain('crm/r0');
  });

  test('is not, when the others were never likely', () => {
    const talk = new MemoryTalk(manyRows(60), favouring({ 0: 12, 6: 1 }, 60));
    talk.say('something');
    talk.say('crm/r0');
    while (talk.prompt!.id.startsWith('step:')) talk.say('not-fixed');
    expect(talk.prompt).toMatchObject({ id: 'escalate' });
  });
});

test('"why" names the words and facts that moved each row, the strongest first, and what speaks against it', () => {
  const talk = new MemoryTalk(manyRows(60), favouring({ 0: 3, 1: 6 }, 60));
  talk.say('something');
  talk.happen({ type: 'answered', prompt: 'fact:a.menu', value: 'p', by: 'person' });
  const said = explainPrompt(talk.prompt!, talk.desk).map((line) => textOf(line));
  expect(said.find((line) => line.includes('crm/r0'))).toMatch(/\d+ %.*a\.menu = p, word0/);
  expect(said.find((line) => line.includes('crm/r1'))).toMatch(/word1; against it: a\.menu = p, not q/);
});
