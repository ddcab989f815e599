import { UserError } from '../errors.ts';
import { EXIT } from '../exit-codes.ts';
import { escapeText } from '../report/escape.ts';

/** The refusal of an archive; `entry` is shown with all that could fool a reader made visible. */
export function badZip(path: string, problem: string, entry?: string): UserError {
  return refusal('bad-zip', path, `not a sound archive: ${named(problem, entry)}`);
}

/** The same for a bag that lies unpacked in a folder. */
export function badFolder(path: string, problem: string, entry?: string): UserError {
  return refusal('bad-folder', path, `not a sound bag: ${named(problem, entry)}`);
}

function named(problem: string, entry?: string): string {
  return entry === undefined ? problem : `the entry "${escapeText(entry)}" ${problem}`;
}

function refusal(code: string, path: string, message: string): UserError {
  return new UserError(code, message, {
    exit: EXIT.escalate,
    where: { file: path },
    hint: 'Nothing was unpacked. Ask for the file again; it was damaged on its way, or made to do harm.',
  });
}
