import { caseBundle } from '../bundle/case-bundle.ts';
import { createBundle, type CreatedBundle } from '../bundle/create.ts';
import { rememberConfig } from '../case/config.ts';
import { answerTo, foldCase, type CaseView } from '../case/fold.ts';
import type { OpenCase } from '../case/open-case.ts';
import { PROMPT } from '../case/prompts.ts';
import { UserError } from '../errors.ts';
import type { Io } from '../io/io.ts';
import type { Contact } from '../policy/escalation.ts';
import type { LoadedRules } from '../rules/load-rules.ts';
import type { Tell } from './asker.ts';
import type { Desk } from './desk.ts';
import type { Ending } from './prompt.ts';

/** A case whose dialogue has ended, with the bundle that it came to. */
export interface FinishedCase {
  readonly view: CaseView;
  readonly desk: Desk;
  readonly ending: Ending;
  readonly bundle: CreatedBundle | undefined;
}

/** What finishing needs. */
export interface FinishWorld {
  readonly io: Io;
  readonly loaded: LoadedRules;
  readonly home: string;
  readonly evidenceFolder: string;
  /** Where the bundle goes: a file, or a folder ending in `/`. */
  readonly output: string;
  readonly tell: Tell;
}

/**
 * Writes down how the dialogue ended, then makes the bundle, then remembers what is the same next time. A bundle that
 * cannot be written leaves an escalated case from which it can be made later.
 */
export async function finishCase(
  open: OpenCase,
  ended: { desk: Desk; ending: Ending },
  world: FinishWorld,
): Promise<FinishedCase> {
  const { desk, ending } = ended;
  const symptom = desk.symptom === undefined ? {} : { symptom: desk.symptom.id };
  const before = foldCase(open.id, open.entries);
  if (before.state !== ending.state) await open.append({ type: 'ended', state: ending.state, ...symptom });
  const bundle = ending.bundle ? await makeBundle(open, world) : undefined;
  await remember(desk, world);
  return { view: foldCase(open.id, open.entries), desk, ending, bundle };
}

async function makeBundle(open: OpenCase, world: FinishWorld): Promise<CreatedBundle> {
  const { io, loaded, evidenceFolder, output } = world;
  try {
    const input = caseBundle(foldCase(open.id, open.entries), open.entries, loaded, io.system, {
      output,
      evidenceFolder,
    });
    const bundle = await createBundle(input, io);
    await open.append({ type: 'bundled', path: bundle.path, bundle: bundle.id, sha256: bundle.sha256 });
    return bundle;
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const again = `the case is kept: deskmedic bundle create --case ${open.id} -o FOLDER/`;
    const hint = error.hint === undefined ? again : `${error.hint} (${again})`;
    throw new UserError(error.code, error.message, {
      hint,
      exit: error.exit,
      cause: error,
      ...(error.where === undefined ? {} : { where: error.where }),
    });
  }
}

/** The first case fills the configuration, so that nobody types the same twice. Not being able to is worth a note only. */
async function remember(desk: Desk, world: FinishWorld): Promise<void> {
  const contact = (answerTo(desk.view, PROMPT.contact) ?? {}) as Contact;
  const patch = {
    policy: desk.view.policy,
    zone: desk.view.zone,
    ...(contact.name === undefined ? {} : { 'contact.name': contact.name }),
    ...(contact.phone === undefined ? {} : { 'contact.phone': contact.phone }),
    ...(contact.email === undefined ? {} : { 'contact.email': contact.email }),
  };
  try {
    await rememberConfig(world.home, patch, world.io);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    await world.tell([`note: the configuration was not written: ${error.message}`]);
  }
}
