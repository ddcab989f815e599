import { answerTo, foldCase, isFoldable, type CaseView } from '../case/fold.ts';
import type { OpenCase } from '../case/open-case.ts';
import { PROMPT } from '../case/prompts.ts';
import { UserError } from '../errors.ts';
import { requirePacks } from './case-packs.ts';
import { commandLine } from './command-line.ts';
import type { Session } from './session.ts';

/** Answers that ended a dialogue for the time being; going on means to be asked again. */
const PUTS_OFF: ReadonlySet<string> = new Set([PROMPT.waited, PROMPT.escalate, PROMPT.incomplete]);

/** Opens a case to go on with it; `true` is the newest unfinished one. */
export async function resumeCase(session: Session, which: string | true): Promise<OpenCase> {
  const id = which === true ? await newestUnfinished(session) : which;
  const open = await session.cases.open(id);
  try {
    const view = foldCase(open.id, open.entries);
    await requirePacks(session, view);
    if (view.state === 'waiting' || view.state === 'unresolved') await askAgain(open, view);
    return open;
  } catch (error) {
    await open.close();
    throw error;
  }
}

/** A wait is asked about again, and what was left unresolved can be decided anew; nothing else is asked twice. */
async function askAgain(open: OpenCase, view: CaseView): Promise<void> {
  const last = view.answers.at(-1);
  if (last !== undefined && PUTS_OFF.has(last.prompt)) await open.append({ type: 'back' });
  // An answers file says so before its first step; what was answered since then stands.
  else if (answerTo(view, PROMPT.escalate) === false)
    await open.append({ type: 'answered', prompt: PROMPT.escalate, value: null, by: 'person' });
}

async function newestUnfinished(session: Session): Promise<string> {
  for (const id of await session.cases.list()) {
    const { entries, damaged } = await session.cases.inspect(id);
    if (damaged !== null || !isFoldable(entries))
      await session.warn([`note: case ${id} cannot be read and is left aside`]);
    else if (isUnfinished(foldCase(id, entries))) return id;
  }
  throw new UserError('no-open-case', 'there is no unfinished case', {
    hint: 'deskmedic starts a new one; deskmedic case list shows those there are',
  });
}

/** A process that was killed after the last answer leaves an escalated case whose bundle was never made. */
function isUnfinished(view: CaseView): boolean {
  const lacksBundle = view.bundles.length === 0 && answerTo(view, PROMPT.administrator) !== false;
  return view.state === 'open' || view.state === 'waiting' || (view.state === 'escalated' && lacksBundle);
}

/** Prints the command that goes on with a case; `files` were to become part of it, and did not yet. */
export async function sayHowToResume(session: Session, id: string, files: readonly string[]): Promise<void> {
  const evidence = files.length === 0 ? [] : ['--evidence', ...files];
  const command = commandLine(session, ['diagnose', '--resume', id, ...evidence]);
  await session.warn(['', `What was answered is kept. Go on with: ${command}`], 'whole');
}
