import type { Token } from './tokenize.ts';

/** A length of time that a text speaks of. */
export interface SpokenDuration {
  readonly milliseconds: number;
  readonly start: number;
  readonly end: number;
}

const UNITS: Readonly<Record<string, number>> = Object.assign(Object.create(null), {
  s: 1, sec: 1, secs: 1, second: 1, seconds: 1,
  m: 60, min: 60, mins: 60, minute: 60, minutes: 60,
  h: 3600, hr: 3600, hrs: 3600, hour: 3600, hours: 3600,
});
const NUMBERS: Readonly<Record<string, number>> = Object.assign(Object.create(null), {
  a: 1, an: 1, one: 1, two: 2, couple: 2, three: 3, few: 3, four: 4, five: 5, six: 6, seven: 7, eight: 8, nine: 9, ten: 10,
  several: 5, dozen: 12, fifteen: 15, twenty: 20, thirty: 30, forty: 40, fourty: 40, fifty: 50, sixty: 60, ninety: 90, half: 0.5,
});

export function spokenDurations(tokens: readonly Token[]): SpokenDuration[] {
  const found: SpokenDuration[] = [];
  for (let at = 1; at < tokens.length; at++) {
    const unit = UNITS[tokens[at]!.word];
    if (unit === undefined) continue;
    let first = at - 1;
    let amount = numberAt(tokens, first);
    // "half a minute", "a couple of minutes", "forty five seconds"
    const before = tokens[at - 2]?.word;
    if (tokens[first]!.word === 'a' || tokens[first]!.word === 'an' || tokens[first]!.word === 'of') {
      if (before !== undefined && (before === 'half' || before === 'couple' || before === 'quarter')) { amount = before === 'half' ? 0.5 : before === 'quarter' ? 0.25 : 2; first = at - 2; }
    } else if (amount !== undefined && amount < 10 && before !== undefined) {
      const tens = numberAt(tokens, at - 2);
      if (tens !== undefined && tens >= 20 && tens % 10 === 0) { amount += tens; first = at - 2; }
    }
    if (amount === undefined) continue;
    found.push({ milliseconds: Math.round(amount * unit * 1000), start: tokens[first]!.start, end: tokens[at]!.end });
  }
  return found;
}

function numberAt(tokens: readonly Token[], at: number): number | undefined {
  const word = tokens[at]?.word;
  if (word === undefined) return undefined;
  return /^\d{1,6}$/.test(word) ? Number(word) : NUMBERS[word];
}
