import { UserError } from '../errors.ts';
import { parseSettableValue } from '../policy/settable-fields.ts';
import { escapeText } from '../report/escape.ts';
import type { Line } from '../report/text.ts';
import type { Session } from './session.ts';

/** An SR number as it was typed. Throws `bad-value`. */
export function parseSr(typed: string): string {
  const parsed = parseSettableValue('identity.sr', typed.trim());
  if (parsed.ok) return String(parsed.value);
  throw new UserError('bad-value', `"${typed}" is no SR number`, { hint: `it has nine digits: --sr 694123456` });
}

/** Asks for the SR number until one was typed. Throws `missing-answer` where nobody is there. */
export async function askSr(session: Session): Promise<string> {
  const question = 'SR number of the case at Cisco? (nine digits)';
  for (;;) {
    const typed = await askText(session, question, 'give --sr NUMBER');
    const parsed = parseSettableValue('identity.sr', typed.trim());
    if (parsed.ok) return String(parsed.value);
    await session.warn([`"${typed}" is no SR number: it has nine digits`]);
  }
}

/** Shows what will be sent, and asks for a yes. Throws `missing-answer` where nobody is there. */
export async function confirmSending(session: Session, plan: readonly Line[]): Promise<boolean> {
  const { io, flags } = session;
  await session.warn(plan);
  const question = 'Send it?';
  if (io.terminal !== null && !flags.plain) {
    const choices = [
      { value: 'no', name: 'No' },
      { value: 'yes', name: 'Yes, send it' },
    ];
    return (await io.terminal.ask({ kind: 'select', message: escapeText(question), choices })) === 'yes';
  }
  const answer = await askText(session, `${question} (yes or no)`, 'add --yes and --expect-id ID');
  return /^y(es)?$/i.test(answer.trim());
}

async function askText({ io, flags, warn }: Session, question: string, otherwise: string): Promise<string> {
  if (io.terminal !== null && !flags.plain) return io.terminal.ask({ kind: 'input', message: escapeText(question) });
  const missing = new UserError('missing-answer', `nobody is there to answer: ${question}`, { hint: otherwise });
  // A pipe is no person, and a "yes" that was piped is no consent.
  if (!io.stdin.isTerminal) throw missing;
  await warn([question]);
  const line = await io.stdin.line();
  if (line === null) throw missing;
  return line;
}
