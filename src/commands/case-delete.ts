import { escapeText } from '../report/escape.ts';
import { UserError } from '../errors.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import type { Session } from './session.ts';

/** `case delete`: removes a case with everything in it, after a yes. */
export function deleteCase(id: string, options: { readonly yes?: true }): (session: Session) => Promise<ExitCode> {
  return async (session) => {
    const { id: whole } = await session.cases.inspect(id);
    if (options.yes !== true && !(await confirmed(session, whole))) {
      await session.say(['Nothing was deleted.']);
      return EXIT.ok;
    }
    await session.cases.remove(whole);
    await session.say([`case ${whole} is deleted`]);
    return EXIT.ok;
  };
}

async function confirmed(session: Session, id: string): Promise<boolean> {
  const { terminal, stdin } = session.io;
  const question = `Delete case ${id} with its journal and evidence?`;
  if (terminal !== null && !session.flags.plain) {
    const choices = [
      { value: 'no', name: 'No' },
      { value: 'yes', name: 'Yes, delete it' },
    ];
    return (await terminal.ask({ kind: 'select', message: escapeText(question), choices })) === 'yes';
  }
  await session.warn([`${question} (yes or no)`]);
  const answer = await stdin.line();
  if (answer === null) throw new UserError('missing-answer', 'nobody is there to say yes', { hint: 'add --yes' });
  return /^y(es)?$/i.test(answer.trim());
}
