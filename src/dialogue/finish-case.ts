import { caseBundle } from '../bundle/case-bundle.ts';
import type { CreatedBundle } from '../bundle/create.ts';
import { rememberConfig } from '../case/config.ts';
import type { ConfigKey, ConfigPatch } from '../case/config-keys.ts';
import { answerTo, foldCase, type CaseView, type MadeBundle } from '../case/fold.ts';
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
  readonly ending: Ending;
  readonly bundle: CreatedBundle | undefined;
  /** The command that makes the bundle once more, where it was made in an earlier run. */
  readonly again?: string;
}

/** What finishing needs. */
export interface FinishWorld {
  readonly io: Io;
  readonly loaded: LoadedRules;
  readonly home: string;
  readonly evidenceFolder: string;
  /** Folder at home for what the placeholders of bundles stand for. */
  readonly placeholders: string;
  /** Where the bundle goes: a file, or a folder ending in `/`. */
  readonly output: string;
  readonly tell: Tell;
  /** Shows that something takes a while. */
  readonly progress: <T>(message: string, work: () => Promise<T>) => Promise<T>;
  /** The command line that starts this program once more with these words, quoted for the person's shell. */
  readonly commandLine: (words: readonly string[]) => string;
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
  const view = foldCase(open.id, open.entries);
  const made = view.bundles.findLast((item) => item.at >= view.changedAt);
  if (ending.bundle && made !== undefined)
    return { view, ending: madeBefore(ending, made), bundle: undefined, again: commandForBundle(open, world) };
  const bundle = ending.bundle ? await makeBundle(open, world) : undefined;
  await remember(desk, world);
  return { view: foldCase(open.id, open.entries), ending, bundle };
}

/** A finished case that is resumed with nothing new in it: its bundle is there. */
function madeBefore(ending: Ending, made: MadeBundle): Ending {
  return { ...ending, lines: [...ending.lines, `Its bundle was made already: ${made.path}`] };
}

function commandForBundle(open: OpenCase, { commandLine }: FinishWorld): string {
  return commandLine(['bundle', 'create', '--case', open.id, '-o', 'FOLDER/']);
}

async function makeBundle(open: OpenCase, world: FinishWorld): Promise<CreatedBundle> {
  const { io, loaded, evidenceFolder, output } = world;
  try {
    const input = caseBundle(foldCase(open.id, open.entries), open.entries, loaded, io.system, {
      output,
      evidenceFolder,
    });
    // The first question need not wait for what redacts and packs.
    const { createBundle } = await import('../bundle/create.ts');
    const bundle = await world.progress('Writing the bundle', () => createBundle(input, io, world.placeholders));
    await open.append({ type: 'bundled', path: bundle.path, bundle: bundle.id, sha256: bundle.sha256 });
    return bundle;
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const again = `the case is kept, and its bundle is made elsewhere with: ${commandForBundle(open, world)}`;
    const hint = error.hint === undefined ? again : `${error.hint.replace(/\.$/, '')}; ${again}`;
    throw new UserError(error.code, error.message, {
      hint,
      exit: error.exit,
      cause: error,
      ...(error.where === undefined ? {} : { where: error.where }),
    });
  }
}

/** What is the same for every case: the field of an escalation, and its key in `config.yaml`. */
const SAME_EVERY_TIME = {
  site: 'site',
  seats: 'seats',
  'contact.name': 'contact.name',
  'contact.phone': 'contact.phone',
  'contact.email': 'contact.email',
  'identity.ccoId': 'identity.cco-id',
  'identity.contract': 'identity.contract',
  'identity.subscription': 'identity.subscription',
  'identity.product': 'identity.product',
} as const satisfies Readonly<Record<string, ConfigKey>>;

/** The first case fills the configuration, so that nobody types the same twice. Not being able to is worth a note only. */
async function remember(desk: Desk, world: FinishWorld): Promise<void> {
  const { policy, fields } = desk.view;
  const asked = (answerTo(desk.view, PROMPT.contact) ?? {}) as Contact;
  const contact = Object.entries(asked).map(([part, value]) => [`contact.${part}`, value] as const);
  // Set by an answers file or `case set`. The zone is the machine's, until somebody says otherwise.
  const set = Object.entries(SAME_EVERY_TIME).flatMap(([field, key]) => {
    const value = fields.get(field);
    return typeof value === 'string' || typeof value === 'number' ? [[key, value] as const] : [];
  });
  const patch: ConfigPatch = { policy, ...Object.fromEntries([...contact, ...set]) };
  try {
    await rememberConfig(world.home, patch, world.io);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    await world.tell([`note: the configuration was not written: ${error.message}`]);
  }
}
