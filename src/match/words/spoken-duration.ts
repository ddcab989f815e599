import type { Word } from './read-word.ts';
import type { Token } from './tokenize.ts';

/** A length of time that a text speaks of. */
export interface SpokenDuration {
  readonly milliseconds: number;
  /** Where it stands in the text, in UTF-16 units. */
  readonly start: number;
  readonly end: number;
}

/** Words before the unit that are looked at: "a couple of minutes" has three. */
const REACH = 3;

/**
 * Lengths of time as people say them: "30s", "half a minute", "a couple of minutes", "forty five seconds"; what follows
 * in a smaller unit is added ("2 minutes 5 seconds", "an hour and ten minutes").
 */
export function spokenDurations(tokens: readonly Token<Word>[]): SpokenDuration[] {
  const found: (SpokenDuration & { readonly last: number; readonly unit: number })[] = [];
  for (let at = 0; at < tokens.length; at++) {
    const token = tokens[at]!;
    const { unit } = token.word;
    const said = unit === undefined ? undefined : amountBefore(at, tokens);
    if (unit === undefined || said === undefined) continue;
    const whole = { milliseconds: Math.round(said.amount * unit * 1000), start: tokens[said.first]!.start };
    const before = found.at(-1);
    // At most one word between, such as "and".
    const goesOn = before !== undefined && unit < before.unit && said.first - before.last <= 2;
    if (goesOn) found.pop();
    found.push({
      milliseconds: whole.milliseconds + (goesOn ? before.milliseconds : 0),
      start: goesOn ? before.start : whole.start,
      end: token.end,
      last: at,
      unit,
    });
  }
  return found.map(({ milliseconds, start, end }) => ({ milliseconds, start, end }));
}

/** The number that stands before a unit, and where its first word is. */
function amountBefore(at: number, tokens: readonly Token<Word>[]): { amount: number; first: number } | undefined {
  let amount: number | undefined;
  let first = at;
  for (let before = at - 1; before >= Math.max(0, at - REACH); before--) {
    const { text, amount: next } = tokens[before]!.word;
    // "of" stands between, and "a" before the unit counts nothing once there is "half" or "couple".
    if (next === undefined && text !== 'of') break;
    if (next === undefined) continue;
    if (amount === undefined || amount === 1) amount = next;
    else if (next >= 20 && next % 10 === 0 && amount < 10) amount += next;
    else break;
    first = before;
  }
  return amount === undefined ? undefined : { amount, first };
}
