import type { CaseEvent } from '../case/events.ts';
import { answerTo, foldCase } from '../case/fold.ts';
import type { OpenCase } from '../case/open-case.ts';
import { PROMPT } from '../case/prompts.ts';
import { askFile } from '../dialogue/ask-file.ts';
import { askByLines } from '../dialogue/ask-lines.ts';
import { askAtTerminal } from '../dialogue/ask-terminal.ts';
import { answersAsEvents, attachmentsOf, readAnswersFile, type AnswersFile } from '../dialogue/answers-file.ts';
import { readUnread, requireFiles, unreadFiles } from '../dialogue/attach-files.ts';
import { askInTurn, type Asker } from '../dialogue/asker.ts';
import type { Desk } from '../dialogue/desk.ts';
import { droppedFiles } from '../dialogue/dropped-files.ts';
import { finishCase, type FinishedCase } from '../dialogue/finish-case.ts';
import type { PathProblem } from '../dialogue/path-problem.ts';
import { runDialogue } from '../dialogue/run-dialogue.ts';
import { UserError } from '../errors.ts';
import { EXIT, worstExitCode, type ExitCode } from '../exit-codes.ts';
import { findPolicy } from '../policy/severity.ts';
import { diagnosisJson, diagnosisLines } from '../report/diagnosis.ts';
import { dim } from '../report/text.ts';
import { VERSION } from '../version.ts';
import { parseSr } from './ask-sender.ts';
import { attachQueue, type AttachQueue } from './attach-queue.ts';
import { commandLine } from './command-line.ts';
import { resumeCase, sayHowToResume } from './resume-case.ts';
import type { Session } from './session.ts';

/** The options of `diagnose`; `resume` is `true` for the newest unfinished case. */
export interface DiagnoseOptions {
  readonly answers?: string;
  /** Files that show what is wrong: HAR, console logs, call reports. */
  readonly evidence?: readonly string[];
  readonly resume?: string | true;
  /** Sends the bundle as `bundle upload` does, once it is made. */
  readonly upload?: true;
  /** The vendor's number of the case. */
  readonly sr?: string;
  readonly json?: true;
}

/** `diagnose`: opens or resumes a case, runs its dialogue, makes the bundle that it comes to. What is typed may be the paths of files. */
export function diagnose(typed: string, options: DiagnoseOptions): (session: Session) => Promise<ExitCode> {
  return async (session) => {
    const { files: dropped, problems } = await droppedFiles(typed, session.io);
    if (problems.length > 0) throw noFiles(problems);
    const text = dropped.length === 0 ? typed : '';
    if (options.resume !== undefined && text !== '')
      throw new UserError('text-and-resume', 'a case that is resumed has its text already', {
        hint: 'leave the text out, or start a new case without --resume; deskmedic case note adds to a case',
      });
    refuseSilentUpload(options);
    const sr = options.sr === undefined ? undefined : parseSr(options.sr);
    const answers =
      options.answers === undefined
        ? undefined
        : await readAnswersFile(options.answers, (await session.rules()).rules, session.io);
    const isNew = options.resume === undefined;
    const named = isNew && answers !== undefined ? attachmentsOf(answers, session.io.system) : [];
    const evidence = [...named, ...dropped, ...(options.evidence ?? [])];
    // Before the case exists: a name that is no file is a slip.
    await requireFiles(evidence, session.io);
    const open =
      options.resume === undefined
        ? await openNew(session, text, answers)
        : await openAgain(session, options.resume, answers);
    const queue = attachQueue(session, open);
    try {
      // Heard from here on, before the first byte is read: it has to say how to go on.
      session.io.interrupted.throwIfAborted();
      await readUnread(open, session.cases.evidencePath(open.id), session.io, session.progress);
      if (sr !== undefined) await open.append({ type: 'set', field: 'identity.sr', value: sr });
      await queue.attach(evidence);
      const finished = await work(session, open, answers, queue);
      const { view, bundle, ending, again } = finished;
      const loaded = await session.rules();
      if (options.json === true) await session.printJson(diagnosisJson(view, bundle, loaded));
      else await session.print(diagnosisLines(view, ending.lines, bundle, loaded));
      if (options.json !== true && again !== undefined)
        await session.print([`To make it once more: ${again}`], 'whole');
      const code = view.state === 'solved' || view.state === 'waiting' ? EXIT.ok : EXIT.escalate;
      if (options.upload !== true || bundle === undefined) return code;
      // The upload writes its receipt into the case.
      await open.close();
      const { bundleUpload } = await import('./bundle-upload.ts');
      return worstExitCode([code, await bundleUpload(bundle.path, {})(session)]);
    } catch (error) {
      const view = foldCase(open.id, open.entries);
      const isNobody = error instanceof UserError && error.code === 'missing-answer';
      // Nobody was there from the start: there is nothing to go on with.
      if (isNew && isNobody && (await isUntouched(session, open)))
        await open.close().then(() => session.cases.remove(open.id));
      else if (view.state === 'open' || queue.waiting.length > 0 || unreadFiles(view).length > 0)
        await sayHowToResume(session, open.id, queue.waiting);
      throw error;
    } finally {
      await open.close();
    }
  };
}

/** Paths instead of words, of which some are no files; nothing was begun. */
function noFiles([first, ...others]: readonly PathProblem[]): UserError {
  const more = others.map((problem) => `; ${problem.path}: ${problem.reason}`).join('');
  return new UserError('cannot-read', `${first?.path}: ${first?.reason}${more}`, {
    exit: EXIT.unreachable,
    ...(first === undefined ? {} : { hint: first.hint }),
  });
}

/** Whether a case that this run has opened holds nothing but its opening and the configuration. */
async function isUntouched(session: Session, open: OpenCase): Promise<boolean> {
  const { values } = await session.config();
  return open.entries.length === 1 + configEvents(values).length;
}

/** Nobody is asked under `--json`, and two documents are none. */
function refuseSilentUpload({ upload, json }: DiagnoseOptions): void {
  if (upload !== true || json !== true) return;
  throw new UserError('upload-and-json', '--upload asks before it sends, which --json leaves no room for', {
    hint: 'run diagnose --json, then deskmedic bundle upload BUNDLE --yes --expect-id ID --json',
  });
}

async function work(
  session: Session,
  open: OpenCase,
  answers: AnswersFile | undefined,
  queue: AttachQueue,
): Promise<FinishedCase> {
  const loaded = await session.rules();
  if (open.repaired !== null)
    await session.warn([`note: the last line of the journal was torn; it was moved to ${open.repaired}`]);
  const { io } = session;
  const ended = await runDialogue(open, {
    io,
    loaded,
    words: () => session.words(),
    tell: session.warn,
    attach: (paths) => queue.attachDropped(paths),
    asker: (desk) => chooseAsker(session, answers, desk),
  });
  return finishCase(open, ended, {
    io,
    loaded,
    home: session.home,
    evidenceFolder: session.cases.evidencePath(open.id),
    placeholders: session.placeholders,
    output: answers?.output ?? './',
    tell: session.warn,
    commandLine: (words) => commandLine(session, words),
    progress: session.progress,
  });
}

/** A file first, then a person: with a cursor where there is a terminal, line by line elsewhere. */
function chooseAsker(session: Session, answers: AnswersFile | undefined, desk: () => Desk): Asker {
  const { io, flags } = session;
  const person =
    io.terminal === null || flags.plain ? askByLines(io.stdin, session.warn) : askAtTerminal(io.terminal, session.warn);
  if (answers === undefined) return person;
  const file = askFile(answers, desk);
  // Answers that came from stdin leave nobody there to ask.
  return answers.path !== '-' && io.stdin.isTerminal ? askInTurn([file, person]) : file;
}

async function openNew(session: Session, text: string, answers: AnswersFile | undefined): Promise<OpenCase> {
  const { rules } = await session.rules();
  const { values } = await session.config();
  const policy = (answers?.escalation['policy'] as string | undefined) ?? values.policy;
  // Before the case exists: without its policy it could not be gone on with.
  findPolicy(rules, policy);
  const settled = answers === undefined ? [] : await answersAsEvents(answers, values.zone, session.io);
  const open = await session.cases.create({
    type: 'opened',
    format: 1,
    tool: `deskmedic ${VERSION}`,
    packs: rules.packs,
    policy,
    zone: values.zone,
  });
  try {
    await session.say([[dim(`case ${open.id}; what you answer is kept in ${session.home}`)]]);
    const known = configEvents(values);
    const typed: CaseEvent[] =
      text === '' ? [] : [{ type: 'answered', prompt: PROMPT.text, value: text, by: 'person' }];
    for (const event of [...known, ...settled.filter((item) => !(text !== '' && isText(item))), ...typed])
      await open.append(event);
    return open;
  } catch (error) {
    await open.close();
    throw error;
  }
}

/** An answers file given on resuming settles what is still open; what was answered already stands. */
async function openAgain(session: Session, which: string | true, answers: AnswersFile | undefined): Promise<OpenCase> {
  const open = await resumeCase(session, which);
  try {
    if (answers === undefined) return open;
    const view = foldCase(open.id, open.entries);
    for (const event of await answersAsEvents(answers, view.zone, session.io)) {
      const isKnown =
        event.type === 'set'
          ? view.fields.has(event.field)
          : event.type === 'answered' && answerTo(view, event.prompt) !== undefined;
      if (!isKnown) await open.append(event);
    }
    return open;
  } catch (error) {
    await open.close();
    throw error;
  }
}

function isText(event: CaseEvent): boolean {
  return event.type === 'answered' && event.prompt === PROMPT.text;
}

type ConfigValues = Awaited<ReturnType<Session['config']>>['values'];

/** What the configuration knows becomes part of the case, so that a bundle depends on the case alone. */
function configEvents(values: ConfigValues): CaseEvent[] {
  const groups = { identity: values.identity, contact: values.contact } as const;
  const events: CaseEvent[] = [];
  for (const [group, fields] of Object.entries(groups)) {
    for (const [name, value] of Object.entries(fields))
      events.push({ type: 'set', field: `${group}.${name}`, value: value as string, by: 'config' });
  }
  if (values.site !== undefined) events.push({ type: 'set', field: 'site', value: values.site, by: 'config' });
  if (values.seats !== undefined) events.push({ type: 'set', field: 'seats', value: values.seats, by: 'config' });
  return events;
}
