import { fold } from './tokenize.ts';

/** A screen text of a row, ready to be looked for. */
export interface ScreenText {
  /** Place of the row in the pack. */
  readonly row: number;
  /** As the row has it. */
  readonly text: string;
  /** Its fixed parts in the form in which they are compared: what stands between {@link VARYING} ones. */
  readonly parts: readonly string[];
}

/** What stands for something that varies: `{date}`. */
const VARYING = /\{\w+\}/;

/** Makes a row's screen text ready to be looked for; `undefined` for one without a fixed part. */
export function screenTextOf(row: number, text: string): ScreenText | undefined {
  const parts = text
    .split(VARYING)
    .map(screenForm)
    .filter((part) => part !== '');
  return parts.length === 0 ? undefined : { row, text, parts };
}

/** Finds the screen texts that stand in a text: all fixed parts, in order, as whole words. */
export function quoteFinder(screenTexts: readonly ScreenText[]): (text: string) => ScreenText[] {
  const sorted = new Map<string, ScreenText[]>();
  for (const screenText of screenTexts) {
    const word = firstWord(screenText);
    sorted.set(word, [...(sorted.get(word) ?? []), screenText]);
  }
  return (text) => {
    const form = screenForm(text);
    const shown = ` ${form} `;
    const found: ScreenText[] = [];
    // Each word once, however often it stands there.
    for (const word of new Set(form.split(' ')))
      for (const screenText of sorted.get(word) ?? NONE) if (standsIn(shown, screenText)) found.push(screenText);
    return found.length < 2 ? found : screenTexts.filter((screenText) => found.includes(screenText));
  };
}

const NONE: readonly ScreenText[] = [];

function firstWord({ parts }: ScreenText): string {
  return parts[0]!.split(' ')[0]!;
}

function standsIn(shown: string, { parts }: ScreenText): boolean {
  let from = 0;
  return parts.every((part) => {
    const at = shown.indexOf(` ${part} `, from);
    from = at + part.length;
    return at >= 0;
  });
}

function screenForm(text: string): string {
  // What most texts are, at once.
  if (!/\P{ASCII}/u.test(text))
    return text
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, ' ')
      .trim();
  return (text.normalize('NFKC').match(/[\p{L}\p{M}\p{N}]+/gu) ?? []).map(fold).join(' ');
}
