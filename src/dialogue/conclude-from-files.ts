import { answerTo } from '../case/fold.ts';
import { PROMPT } from '../case/prompts.ts';
import { bold } from '../report/text.ts';
import type { Desk } from './desk.ts';
import type { Move } from './prompt.ts';
import { shownLines, shownRows } from './shown-rows.ts';

/**
 * Where the files show one row and nothing else, nobody is asked which it is. Somebody who goes back from there is asked:
 * what was taken back is not concluded again.
 */
export function concludeFromFiles(desk: Desk): Move | undefined {
  if (desk.symptom !== undefined || desk.view.isReadingRefused || desk.disagreements.length > 0) return undefined;
  if (desk.text !== undefined || answerTo(desk.view, PROMPT.shown) !== undefined) return undefined;
  const [row, ...others] = shownRows(desk);
  if (row === undefined || others.length > 0) return undefined;
  return {
    kind: 'conclude',
    prompt: PROMPT.shown,
    value: row.id,
    lines: [['The files show: ', bold(row.symptom)], ...shownLines(desk, [row])],
  };
}
