import type { PackWords, Rules } from '../../src/rules/pack.ts';

/** All that is known of how one row is worded. */
export interface RowTexts {
  readonly id: string;
  readonly symptom: string;
  readonly screenText: readonly string[];
  readonly phrases: readonly string[];
}

/** The texts of every row, in pack order: what deskmedic learns from, for those that it is compared with. */
export function textsOfRows(rules: Rules, words: readonly PackWords[]): RowTexts[] {
  return rules.symptoms.map(({ id, symptom, screenText, phrases }) => ({
    id,
    symptom,
    // What varies ("{date}") is no word of the screen.
    screenText: screenText.map((text) => text.replace(/\{\w+\}/g, ' ')),
    phrases: [...phrases, ...words.flatMap((pack) => pack.phrases[id] ?? [])],
  }));
}
