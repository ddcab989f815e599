import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import type { JournalEntry, Json } from '../../src/case/events.ts';
import { foldCase } from '../../src/case/fold.ts';
import { consentPrompt, factOfPrompt, factPrompt, factToConfirm } from '../../src/case/prompts.ts';
import { seeDesk, type Desk } from '../../src/dialogue/desk.ts';
import { nextMove } from '../../src/dialogue/next-move.ts';
import { parseAnswer } from '../../src/dialogue/parse-answer.ts';
import type { Prompt } from '../../src/dialogue/prompt.ts';
import { explainPrompt } from '../../src/dialogue/why.ts';
import type { WordIndex } from '../../src/match/word-evidence.ts';
import type { LoadedRules } from '../../src/rules/load-rules.ts';
import type { Step } from '../../src/rules/pack.ts';
import { builtInRules } from '../support/built-in-rules.ts';
import { builtInWords } from '../support/built-in-words.ts';
import { diskIo, stoppedClock } from '../support/disk.ts';
import { MemoryTalk } from '../support/memory-talk.ts';

const START = '2026-11-20T14:00:00.000Z';
/** More questions than any honest talk has. */
const MOST_QUESTIONS = 60;
const SCREENSHOT = { path: '/shots/a.png', bytes: 70, sha256: 'a'.repeat(64), type: 'png' };

let loaded: LoadedRules;
let index: WordIndex;
let texts: string[] = [];

beforeAll(async () => {
  loaded = await builtInRules();
  index = await builtInWords();
  texts = loaded.rules.symptoms.flatMap((row) => [row.symptom, ...row.screenText, ...row.phrases]);
});

/** A case over the built-in pack. */
class Talk extends MemoryTalk {
  constructor() {
    super(loaded, index);
  }
}

/** Some answer to a prompt: `pick` chooses among choices, or among things that people type. */
async function someAnswer(prompt: Prompt, pick: number, desk: Desk): Promise<Json> {
  if (prompt.kind === 'screenshots') return pick % 2 === 0 ? [] : [SCREENSHOT];
  const id = factOfPrompt(prompt.id);
  const fact = id === undefined ? undefined : desk.fact(id);
  const parsed = await parseAnswer(prompt, someWords(prompt, pick), {
    io: diskIo({ clock: stoppedClock(START) }),
    zone: desk.view.zone,
    fact,
  });
  if (!parsed.ok) throw new Error(`${prompt.id} refuses "${someWords(prompt, pick)}"`);
  return parsed.value;
}

function someWords(prompt: Prompt, pick: number): string {
  const one = <T>(of: readonly T[]): T => of[pick % of.length]!;
  if (prompt.choices.length > 0) return one(prompt.choices).value;
  switch (prompt.kind) {
    case 'words':
      return one([...texts, '', 'the coffee machine is empty', '\u202eReserved\u0007']);
    case 'fact':
      return one(
        prompt.id === 'fact:affected.agents'
          ? ['', '1', '0', '21']
          : ['', '0s', '30s', '119s', '2 minutes', '00:10:00', '1h'],
      );
    case 'time':
      return one(['', 'yesterday 14:05', '07:41', '2026-11-19T10:00:00Z']);
    case 'names':
    case 'username':
      return one(['', 'jdoe']);
    case 'monitoring':
      return one(['', '+1 918 555 0100']);
    default:
      return one(['', 'Ann Lee, +1 918 555 0111']);
  }
}

/** The step that a prompt is about. */
function stepOf(prompt: Prompt): { row: string; step: Step } | undefined {
  const found = /^(?:step|consent):([^#]+)#(.+)$/.exec(prompt.id);
  const row = loaded.rules.symptoms.find((symptom) => symptom.id === found?.[1]);
  const step = row?.steps.find((item) => item.id === found?.[2]);
  return row === undefined || step === undefined ? undefined : { row: row.id, step };
}

/** What must hold of every prompt, however it was come by. */
function expectSafe(prompt: Prompt, desk: Desk): void {
  const about = stepOf(prompt);
  if (about === undefined) return;
  if (about.step.disrupts === 'call') expect(desk.facts.get('call.active')?.value, prompt.id).toBe(false);
  if (about.step.disrupts !== 'none' && prompt.id.startsWith('step:')) {
    const consent = desk.view.answers.findLast((item) => item.prompt === consentPrompt(about.row, about.step.id));
    expect(consent?.value, prompt.id).toBe(true);
  }
}

const replies = fc.array(fc.tuple(fc.nat(100_000), fc.boolean(), fc.boolean()), { maxLength: 45 });

describe('the dialogue, whatever is answered', () => {
  test('asks or ends, never asks twice, and is safe at every prompt', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.nat(100_000), { minLength: MOST_QUESTIONS, maxLength: MOST_QUESTIONS }),
        async (picks) => {
          const talk = new Talk();
          const asked = new Set<string>();
          for (const pick of picks) {
            const { desk, prompt } = talk;
            if (prompt === undefined) break;
            expectSafe(prompt, desk);
            expect(asked, prompt.id).not.toContain(prompt.id);
            asked.add(prompt.id);
            const value = await someAnswer(prompt, pick, desk);
            talk.answer(prompt, value);
            // What is taken back is asked again, once.
            const fact = factToConfirm(prompt.id);
            if (fact !== undefined && value === false) asked.delete(factPrompt(fact));
          }
          expect(talk.move.kind).toBe('end');
        },
      ),
      { numRuns: 300 },
    );
  }, 60_000);

  test('"back" at any prompt shows the prompt before, as it was', async () => {
    await fc.assert(
      fc.asyncProperty(replies, async (steps) => {
        const talk = new Talk();
        const before: Prompt[] = [];
        for (const [pick, goBack, andAgain] of steps) {
          const { desk, prompt } = talk;
          const backs = goBack && before.length > 0 ? (andAgain ? 2 : 1) : 0;
          if (backs > 0) {
            for (let times = 0; times < backs && before.length > 0; times++) {
              talk.happen({ type: 'back' });
              expect(talk.prompt).toEqual(before.pop());
            }
          } else {
            if (prompt === undefined) break;
            expectSafe(prompt, desk);
            before.push(prompt);
            talk.answer(prompt, await someAnswer(prompt, pick, desk));
          }
        }
      }),
      { numRuns: 200 },
    );
  }, 60_000);

  test('the same journal gives the same move, also after it was on disk', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(100_000), { maxLength: 12 }), async (picks) => {
        const talk = new Talk();
        for (const pick of picks) {
          const { prompt } = talk;
          if (prompt === undefined) break;
          talk.answer(prompt, await someAnswer(prompt, pick, talk.desk));
        }
        const read = JSON.parse(JSON.stringify(talk.entries)) as JournalEntry[];
        const desk = seeDesk(foldCase('20261120-abcd', read), loaded.rules, loaded.context, index);
        expect(nextMove(desk)).toEqual(talk.move);
      }),
      { numRuns: 50 },
    );
  }, 60_000);

  test('"why" has something to say at every prompt, the first included', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(100_000), { maxLength: 20 }), async (picks) => {
        const talk = new Talk();
        for (const pick of picks) {
          const { desk, prompt } = talk;
          if (prompt === undefined) break;
          expect(explainPrompt(prompt, desk).length, prompt.id).toBeGreaterThan(0);
          talk.answer(prompt, await someAnswer(prompt, pick, desk));
        }
      }),
      { numRuns: 60 },
    );
  }, 60_000);
});

describe('a call that may be on', () => {
  const DISRUPTIVE = 'desktop/not-responding-phone-silent';

  /** Talks a row through with "not fixed" everywhere; gives the prompts. */
  function workThrough(callActive: Json): Prompt[] {
    const talk = new Talk();
    const seen: Prompt[] = [];
    for (let { prompt } = talk; prompt !== undefined && prompt.id !== 'escalate'; { prompt } = talk) {
      seen.push(prompt);
      if (prompt.id === 'text') talk.answer(prompt, 'Not Responding');
      else if (prompt.id === 'pick') talk.answer(prompt, DISRUPTIVE);
      else if (prompt.id === 'fact:call.active') talk.answer(prompt, callActive);
      else if (prompt.id.startsWith('consent:')) talk.answer(prompt, true);
      else talk.answer(prompt, 'not-fixed');
    }
    if (talk.prompt !== undefined) seen.push(talk.prompt);
    return seen;
  }

  const textOf = (prompt: Prompt | undefined): string => JSON.stringify(prompt?.lines);

  test.each([
    ['is on', true, 'because a call is on'],
    ['may be on', null, 'because a call may be on'],
  ])('a step that would end it is left out while it %s, and that is said at once', (_, active, words) => {
    const prompts = workThrough(active);
    const ids = prompts.map((prompt) => prompt.id);
    expect(ids).not.toContain(`step:${DISRUPTIVE}#correct-dial-number`);
    const after = prompts.find((prompt) => prompt.id === `step:${DISRUPTIVE}#change-state`);
    expect(textOf(after)).toContain(words);
    expect(textOf(prompts.at(-1)), 'and once more at the end').toContain(words);
  });

  test('without a call it is announced, and offered after a yes', () => {
    const ids = workThrough(false).map((prompt) => prompt.id);
    const at = ids.indexOf(`consent:${DISRUPTIVE}#correct-dial-number`);
    expect(ids[at - 1]).toBe('fact:call.active');
    expect(ids[at + 1]).toBe(`step:${DISRUPTIVE}#correct-dial-number`);
  });
});
