import type { Span } from './kind.ts';
import { searchFor } from './search/search.ts';
import { viewOf, type Decoded, type View } from './view.ts';

/** Digits as they are read out in English, German and Spanish. */
const DIGITS: Readonly<Record<string, string>> = Object.fromEntries(
  [
    'zero|oh|null|cero',
    'one|eins|ein|uno|una',
    'two|zwei|zwo|dos',
    'three|drei|tres',
    'four|vier|cuatro',
    'five|fünf|fuenf|cinco',
    'six|sechs|seis',
    'seven|sieben|siete',
    'eight|acht|ocho',
    'nine|neun|nueve',
  ].flatMap((words, digit) => words.split('|').map((word) => [word, String(digit)])),
);
const REPEATED: Readonly<Record<string, number>> = {
  double: 2,
  doppel: 2,
  doble: 2,
  triple: 3,
  dreimal: 3,
  dreifach: 3,
};
const WORD = String.raw`(?:(?:double|doppel|doble|triple|dreimal|dreifach)[ -]?)?(?:${Object.keys(DIGITS).join('|')})`;
const BETWEEN = String.raw`(?:[ \t]{0,4}(?:[,;.-]|\.\.\.|\r?\n)?[ \t]{0,4})`;
/** Three words at least: as many as the shortest code of a card has. */
const RUN = searchFor(
  new RegExp(
    String.raw`(?<![\p{L}\d])${WORD}(?:${BETWEEN}(?<![\p{L}\d])${WORD}|${BETWEEN}\b${WORD}){2,}(?!\p{L})`,
    'giu',
  ),
);
const EACH = new RegExp(
  String.raw`(?<between>${BETWEEN})(?:(?<repeated>double|doppel|doble|triple|dreimal|dreifach)[ -]?)?(?<word>${Object.keys(DIGITS).join('|')})(?!\p{L})`,
  'giuy',
);
/** The stretches of a text in which digits stand in words, with digits for them, each with `around` characters before and behind it. */
export function spelledDigits(text: string, around: number): readonly View[] {
  return RUN.all(text).map(({ 0: run, index }) => {
    const stretch: Span = {
      start: Math.max(0, index - around),
      end: Math.min(text.length, index + run.length + around),
    };
    return viewOf(text, stretch, digitsIn(run, index));
  });
}

function digitsIn(run: string, at: number): readonly Decoded[] {
  const parts: Decoded[] = [];
  EACH.lastIndex = 0;
  for (let match = EACH.exec(run); match !== null; match = EACH.exec(run)) {
    const { between = '', repeated = '', word = '' } = match.groups ?? {};
    const digit = DIGITS[word.toLowerCase()] ?? '';
    const start = at + match.index;
    if (between !== '') parts.push({ start, end: start + between.length, text: parts.length === 0 ? between : ' ' });
    parts.push({
      start: start + between.length,
      end: start + match[0].length,
      text: digit.repeat(REPEATED[repeated.toLowerCase()] ?? 1),
    });
  }
  return parts;
}
