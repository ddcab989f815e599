import { UserError } from '../errors.ts';
import { EXIT } from '../exit-codes.ts';
import type { Placeholders } from './placeholders.ts';
import { findSecrets, replaceFindings, settle, type Finding, type Tally } from './redact-text.ts';

/** Characters that are searched at a time; V8 keeps strings of 128 KiB and more apart, and lets go of them late. */
const WINDOW = 88 * 1024;
/** Characters behind a window that are looked at with it: what begins in the window has its end there. */
const AHEAD = 16 * 1024;
/** Characters before a window that are looked at once more: the name that a value stands behind. */
const BEHIND = 1024;
/** A secret that is longer than this is none that anybody can name: nothing is written then. */
const LONGEST = 16 * 1024 * 1024;

/**
 * Text of any length with every secret replaced, as {@link redactText} does it for short ones; the same however it is
 * cut into pieces. Throws `cannot-redact` for what seems to be one secret without end.
 */
export async function* redactStream(
  texts: AsyncIterable<string>,
  placeholders: Placeholders,
  tally: Tally,
): AsyncGenerator<string> {
  let held = '';
  /** What stands before this was given already. */
  let done = 0;
  let length = WINDOW;
  const next = (text: string, isLast: boolean): string | undefined => {
    const findings = findSecrets(text);
    const end = isLast ? text.length : cutOf(text, done, done + length, findings);
    if (end === undefined) {
      length *= 2;
      if (length > LONGEST) throw endless();
      return undefined;
    }
    length = WINDOW;
    const replaced = replaceFindings(text, done, end, findings, placeholders, tally);
    const given = findings.length === 0 ? replaced : settle(replaced, placeholders, tally);
    const from = Math.max(0, end - BEHIND);
    held = held.slice(from);
    done = end - from;
    return given;
  };
  for await (const text of texts) {
    held += text;
    while (held.length >= done + length + AHEAD) {
      const given = next(held.slice(0, done + length + AHEAD), false);
      if (given !== undefined) yield given;
    }
  }
  yield next(held, true) ?? '';
}

/** Where a window ends: behind a line if there is one, and never within a secret; none when one secret fills it all. */
function cutOf(text: string, from: number, most: number, findings: readonly Finding[]): number | undefined {
  const line = text.lastIndexOf('\n', most - 1) + 1;
  let end = line > from ? line : isPair(text, most) ? most - 1 : most;
  for (const finding of findings.toReversed()) if (finding.start < end && finding.end > end) end = finding.start;
  return end > from ? end : undefined;
}

/** Whether a cut here would part the two halves of one character. */
function isPair(text: string, at: number): boolean {
  return at < text.length && /[\ud800-\udbff]/.test(text[at - 1] ?? '');
}

function endless(): UserError {
  return new UserError('cannot-redact', 'there is a secret without end in it, so nothing was written', {
    exit: EXIT.unreachable,
    hint: 'Leave this file out, or cut it, and make the bundle again.',
  });
}
