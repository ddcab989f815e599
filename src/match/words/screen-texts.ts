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

/** The screen texts that stand in a text: all fixed parts, in order, as whole words. */
export function quotedIn(text: string, screenTexts: readonly ScreenText[]): ScreenText[] {
  const shown = ` ${screenForm(text)} `;
  return screenTexts.filter(({ parts }) => {
    let from = 0;
    return parts.every((part) => {
      const at = shown.indexOf(` ${part} `, from);
      from = at + part.length;
      return at >= 0;
    });
  });
}

function screenForm(text: string): string {
  return (text.normalize('NFKC').match(/[\p{L}\p{M}\p{N}]+/gu) ?? []).map(fold).join(' ');
}
