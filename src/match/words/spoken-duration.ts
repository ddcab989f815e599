import type { Token } from './tokenize.ts';
import type { Vocabulary } from './vocabulary.ts';

/** A length of time that a text speaks of. */
export interface SpokenDuration {
  readonly milliseconds: number;
  /** Where it stands in the text, in UTF-16 units. */
  readonly start: number;
  readonly end: number;
}

/** Words before the unit that are looked at: "a couple of minutes" has three. */
const REACH = 3;

/** Lengths of time as people say them: "30s", "half a minute", "a couple of minutes", "forty five seconds". */
export function spokenDurations(tokens: readonly Token[], { numbers, units }: Vocabulary): SpokenDuration[] {
  const amountAt = (at: number): number | undefined => {
    const word = tokens[at]?.word ?? '';
    return /^\d{1,6}$/.test(word) ? Number(word) : numbers.get(word);
  };
  return tokens.flatMap((token, at): SpokenDuration[] => {
    const seconds = units.get(token.word);
    if (seconds === undefined) return [];
    let amount: number | undefined;
    let first = at;
    for (let before = at - 1; before >= Math.max(0, at - REACH); before--) {
      const next = amountAt(before);
      // "of" stands between, and "a" before the unit counts nothing once there is "half" or "couple".
      if (next === undefined && tokens[before]!.word !== 'of') break;
      if (next === undefined) continue;
      if (amount === undefined || amount === 1) amount = next;
      else if (next >= 20 && next % 10 === 0 && amount < 10) amount += next;
      else break;
      first = before;
    }
    return amount === undefined
      ? []
      : [{ milliseconds: Math.round(amount * seconds * 1000), start: tokens[first]!.start, end: token.end }];
  });
}
