import type { CaseEvent } from '../case/events.ts';
import { answerTo, foldCase } from '../case/fold.ts';
import type { OpenCase } from '../case/open-case.ts';
import { PROMPT } from '../case/prompts.ts';
import { askFile } from '../dialogue/ask-file.ts';
import { askByLines } from '../dialogue/ask-lines.ts';
import { askAtTerminal } from '../dialogue/ask-terminal.ts';
import { answersAsEvents, attachmentsOf, readAnswersFile, type AnswersFile } from '../dialogue/answers-file.ts';
import { attachFile, readUnread, requireFiles } from '../dialogue/attach-files.ts';
import { askInTurn, type Asker } from '../dialogue/asker.ts';
import type { Desk } from '../dialogue/desk.ts';
import { droppedFiles } from '../dialogue/dropped-files.ts';
import { finishCase, type FinishedCase } from '../dialogue/finish-case.ts';
import { runDialogue } from '../dialogue/run-dialogue.ts';
import { UserError } from '../errors.ts';
import { EXIT, worstExitCode, type ExitCode } from '../exit-codes.ts';
import { findPolicy } from '../policy/severity.ts';
import { diagnosisJson, diagnosisLines } from '../report/diagnosis.ts';
import { readingLines } from '../report/reading-lines.ts';
import { dim } from '../report/text.ts';
import { VERSION } from '../version.ts';
import { parseSr } from './ask-sender.ts';
import { bundleUpload } from './bundle-upload.ts';
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
    const dropped = await droppedFiles(typed, session.io);
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
    const evidence = [...dropped, ...(options.evidence ?? [])];
    // Before the case exists: a name that is no file is a slip.
    await requireFiles(evidence, session.io);
    const open =
      options.resume === undefined
        ? await openNew(session, text, answers)
        : await openAgain(session, options.resume, answers);
    try {
      if (sr !== undefined) await open.append({ type: 'set', field: 'identity.sr', value: sr });
      for (const path of evidence) await attach(session, open, path);
      const finished = await work(session, open, answers);
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
      return worstExitCode([code, await bundleUpload(bundle.path, {})(session)]);
    } catch (error) {
      const { state, answers: answered } = foldCase(open.id, open.entries);
      const isEmpty = answered.length === 0 && error instanceof UserError && error.code === 'missing-answer';
      // Nobody was there from the start: there is nothing to go on with.
      if (isEmpty) await open.close().then(() => session.cases.remove(open.id));
      else if (state === 'open') await sayHowToResume(session, open.id);
      throw error;
    } finally {
      await open.close();
    }
  };
}

/** Nobody is asked under `--json`, and two documents are none. */
function refuseSilentUpload({ upload, json }: DiagnoseOptions): void {
  if (upload !== true || json !== true) return;
  throw new UserError('upload-and-json', '--upload asks before it sends, which --json leaves no room for', {
    hint: 'run diagnose --json, then deskmedic bundle upload BUNDLE --yes --expect-id ID --json',
  });
}

async function work(session: Session, open: OpenCase, answers: AnswersFile | undefined): Promise<FinishedCase> {
  const loaded = await session.rules();
  if (open.repaired !== null)
    await session.warn([`note: the last line of the journal was torn; it was moved to ${open.repaired}`]);
  const { io } = session;
  const ended = await runDialogue(open, {
    io,
    loaded,
    words: () => session.words(),
    tell: session.warn,
    attach: (path) => attach(session, open, path),
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

/** Makes a file part of the case, and says what it shows. */
async function attach(session: Session, open: OpenCase, path: string): Promise<void> {
  const { zone } = foldCase(open.id, open.entries);
  const work = (): ReturnType<typeof attachFile> =>
    attachFile(open, path, session.cases.evidencePath(open.id), session.io);
  const { name, reading } = await session.progress(`Reading ${path}`, work);
  await session.say(readingLines(name, reading, zone));
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
  const attachments = answers === undefined ? [] : attachmentsOf(answers, session.io.system);
  await requireFiles(attachments, session.io);
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
    for (const path of attachments) await attach(session, open, path);
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
    if (foldCase(open.id, open.entries).state === 'open')
      await readUnread(open, session.cases.evidencePath(open.id), session.io);
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
      events.push({ type: 'set', field: `${group}.${name}`, value: value as string });
  }
  if (values.site !== undefined) events.push({ type: 'set', field: 'site', value: values.site });
  if (values.seats !== undefined) events.push({ type: 'set', field: 'seats', value: values.seats });
  return events;
}
