import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Condition } from '../../../src/rules/condition.ts';
import type { PackWords, Rules } from '../../../src/rules/pack.ts';
import { indexWords } from '../../../src/match/words/index-words.ts';
import { learnWords } from '../../../src/match/words/learn-words.ts';
import { decodeModel, encodeModel } from '../../../src/match/words/model-file.ts';
import type { WordEvidence } from '../../../src/match/word-evidence.ts';
import { twoRows } from '../../support/two-rows.ts';

const is = (literal: boolean): Condition => ({
  kind: 'leaf',
  fact: 'desk.on',
  operator: 'is',
  operands: [{ literal }],
});
const RULES: Rules = twoRows(is(true), is(false));
const WORDS: PackWords = {
  languages: [
    {
      language: 'en',
      fillers: ['the', 'is', 'my', 'i'],
      negations: ['no', 'not'],
      breaks: ['but'],
      synonyms: { sound: ['sound', 'audio', 'voice'] },
      numbers: {},
      units: {},
    },
  ],
  phrases: {
    'crm/a': ['no sound in the headset', 'the headset is silent', 'audio is gone', 'I hear nothing', 'dead headset'],
    'crm/b': ['screen is frozen', 'the mouse does nothing', 'window hangs', 'program is stuck', 'all buttons are dead'],
  },
  unlisted: [
    'the printer is out of paper',
    'my chair is broken',
    'parking badge lost',
    'holiday request',
    'new keyboard',
  ],
};

const model = learnWords(RULES, [WORDS]);
const index = indexWords(RULES, model);

describe('what is learned', () => {
  test('is the same with rules, phrases and packs in any order', () => {
    const bytes = encodeModel(model, 'k');
    const turned: Rules = { ...RULES, symptoms: [...RULES.symptoms].reverse() };
    const phrases = Object.fromEntries(
      Object.entries(WORDS.phrases)
        .reverse()
        .map(([id, texts]) => [id, [...texts].reverse()]),
    );
    const parts: PackWords[] = [
      { languages: [], phrases: {}, unlisted: [...WORDS.unlisted].reverse() },
      { ...WORDS, phrases, unlisted: [] },
    ];
    expect(encodeModel(learnWords(turned, parts), 'k')).toEqual(bytes);
  });

  test('comes back from its file as it went in', () => {
    expect(decodeModel(encodeModel(model, 'key'), 'key')).toEqual(model);
  });

  test('is not read from a file that is stale, foreign, cut off or damaged', () => {
    const bytes = encodeModel(model, 'key');
    expect(decodeModel(bytes, 'other')).toBeNull();
    expect(decodeModel(new TextEncoder().encode('{"rows":[]}\n'), 'key')).toBeNull();
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), (length) => {
        expect(decodeModel(bytes.slice(0, length), 'key')).toBeNull();
      }),
    );
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), (place, change) => {
        const damaged = Uint8Array.from(bytes);
        damaged[place]! ^= change;
        expect(decodeModel(damaged, 'key')).toBeNull();
      }),
    );
  });
});

/** Bits of both rows, by id. */
function bitsOf(text: string, ask = index, rules = RULES): Record<string, number> | null {
  const evidence = ask(text);
  return evidence === null
    ? null
    : Object.fromEntries(rules.symptoms.map((row, at) => [row.id, evidence.bits[at]!] as const));
}

describe('the evidence of a text', () => {
  let evidence: WordEvidence;
  beforeAll(() => {
    evidence = index('the vioce in my headset is gone')!;
  });

  test('is for the row that says it, in other words and with a typo, and below "none of these" for the other', () => {
    const [a, b] = evidence.bits;
    expect(a).toBeGreaterThan(0);
    expect(b).toBeLessThan(a!);
  });

  test('names the words that moved it as they were typed, the strongest first', () => {
    const because = evidence.because(0);
    expect(because.map((reason) => reason.text)).toContain('headset');
    expect(because.map((reason) => reason.bits)).toEqual(because.map((reason) => reason.bits).sort((x, y) => y - x));
    expect(because.every((reason) => 'the vioce in my headset is gone'.includes(reason.text))).toBe(true);
  });

  test('is nothing at all for a blank text', () => {
    expect(index('')).toBeNull();
    expect(index(' \n')).toBeNull();
  });

  test('is against every row for a text of words that none of them knows', () => {
    expect(index('сломался принтер 🖨️')!.bits.every((bits) => bits < 0)).toBe(true);
  });

  test('does not change by what people mention and no row knows', () => {
    const unknown = fc.stringMatching(/^[qxz]{5,9}( [qxz]{5,9}){0,4}$/);
    fc.assert(
      fc.property(unknown, unknown, (before, after) => {
        expect(bitsOf(`${before}. the headset is silent. ${after}`)).toEqual(bitsOf('the headset is silent'));
      }),
    );
  });

  test('is the same for rules in any order', () => {
    const turned: Rules = { ...RULES, symptoms: [...RULES.symptoms].reverse() };
    const other = indexWords(turned, model);
    fc.assert(
      fc.property(fc.constantFrom(...Object.values(WORDS.phrases).flat(), ...WORDS.unlisted), (text) => {
        expect(bitsOf(text, other, turned)).toEqual(bitsOf(text));
      }),
    );
  });

  test('is made of whole numbers, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        const { bits } = index(`${text} the headset is silent`)!;
        expect(bits.every(Number.isSafeInteger)).toBe(true);
        expect(bits).not.toEqual([0, 0]);
      }),
    );
  });
});
