import { UserError } from '../errors.ts';
import { EXIT } from '../exit-codes.ts';
import { escapeText } from '../report/escape.ts';

/** The refusal of an archive; `entry` is shown with all that could fool a reader made visible. */
export function badZip(path: string, problem: string, entry?: string): UserError {
  const what = entry === undefined ? problem : `the entry "${escapeText(entry)}" ${problem}`;
  return new UserError('bad-zip', `not a sound archive: ${what}`, {
    exit: EXIT.escalate,
    where: { file: path },
    hint: 'Nothing was unpacked. Ask for the file again; it was damaged on its way, or made to do harm.',
  });
}
