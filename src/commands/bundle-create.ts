import { attachmentReadings, factsFrom } from '../bundle/attachment-readings.ts';
import { caseBundle } from '../bundle/case-bundle.ts';
import { createBundle, explainBundle, type BundleInput, type CreatedBundle } from '../bundle/create.ts';
import { escalationBundle } from '../bundle/escalation-bundle.ts';
import type { EvidenceInput } from '../bundle/evidence-input.ts';
import { requireOwnFolder } from '../bundle/own-folder.ts';
import { readBundleContent } from '../bundle/read-record.ts';
import type { Gap } from '../case/case-record.ts';
import { foldCase } from '../case/fold.ts';
import { fillFromConfig } from '../case/record-gaps.ts';
import { askByLines } from '../dialogue/ask-lines.ts';
import { askAtTerminal } from '../dialogue/ask-terminal.ts';
import { readUnread, requireFiles } from '../dialogue/attach-files.ts';
import type { Asker } from '../dialogue/asker.ts';
import { fillGaps } from '../dialogue/fill-gaps.ts';
import { readEscalation } from '../dialogue/read-escalation.ts';
import { UserError } from '../errors.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { showTime } from '../facts/time.ts';
import { bundleLines, explainLines } from '../report/bundle-lines.ts';
import { catalogueOf } from '../rules/catalogue.ts';
import { VERSION } from '../version.ts';
import { requirePacks } from './case-packs.ts';
import { commandLine } from './command-line.ts';
import type { Session } from './session.ts';
import { withCase } from './with-case.ts';

/** The options of `bundle create`: exactly one of `case` and `from`. */
export interface BundleCreateOptions {
  readonly case?: string;
  readonly from?: string;
  /** What `--explain` alone can do without. */
  readonly output?: string;
  readonly withScreenshots?: true;
  readonly allowIncomplete?: true;
  /** Tells what would be taken and removed, and writes nothing. */
  readonly explain?: true;
  readonly json?: true;
}

/** The options when it is known where the bundle goes, or would go. */
type Decided = BundleCreateOptions & { readonly output: string };

const WRITING = 'Writing the bundle';
const LOOKING = 'Looking for secrets';

/** `bundle create`: of a case, of an escalation file, or of a bundle whose gaps are filled. */
export function bundleCreate(options: BundleCreateOptions): (session: Session) => Promise<ExitCode> {
  return async (session) => {
    session.io.system.keepMemoryLow();
    if ((options.case === undefined) === (options.from === undefined)) {
      throw new UserError('which-source', 'give either --case or --from', {
        hint: 'deskmedic bundle create --case ID -o out/',
      });
    }
    const decided = { ...options, output: options.output ?? placeToExplain(options) };
    const bundle =
      options.case === undefined
        ? await fromFile(session, options.from!, decided)
        : await fromCase(session, options.case, decided);
    if (options.json === true) await session.printJson(bundle);
    else await session.print(options.explain === true ? explainLines(bundle) : bundleLines(bundle));
    return EXIT.ok;
  };
}

/** Where a bundle would go that nobody named a place for: into the folder one is in. */
function placeToExplain({ explain }: BundleCreateOptions): string {
  if (explain === true) return './';
  throw new UserError('no-output', 'say with -o where the bundle goes', {
    hint: 'a file, or a folder ending in /: deskmedic bundle create --case ID -o out/',
  });
}

async function fromCase(session: Session, id: string, options: Decided): Promise<CreatedBundle> {
  const loaded = await session.rules();
  return withCase(session, id, async (open) => {
    await requirePacks(session, foldCase(open.id, open.entries));
    await readUnread(open, session.cases.evidencePath(open.id), session.io, session.progress);
    const view = foldCase(open.id, open.entries);
    const input = caseBundle(view, open.entries, loaded, session.io.system, {
      output: options.output,
      evidenceFolder: session.cases.evidencePath(open.id),
      ...(options.withScreenshots === undefined ? {} : { copyScreenshots: true }),
    });
    if (options.explain === true) return session.progress(LOOKING, () => explainBundle(input, session.io));
    requireComplete(
      input.record.missing,
      options,
      `${commandLine(session, ['case', 'set', open.id, 'FIELD=VALUE'])} fills them`,
    );
    const bundle = await session.progress(WRITING, () => createBundle(input, session.io, session.placeholders));
    await open.append({ type: 'bundled', path: bundle.path, bundle: bundle.id, sha256: bundle.sha256 });
    return bundle;
  });
}

async function fromFile(session: Session, path: string, options: Decided): Promise<CreatedBundle> {
  const isZip = path !== '-' && (await isArchive(path, session));
  const input = isZip ? await fromBundle(session, path, options) : await fromEscalation(session, path, options);
  if (options.explain === true) return session.progress(LOOKING, () => explainBundle(input, session.io));
  requireComplete(
    input.record.missing,
    options,
    isZip ? 'run it in a terminal to be asked for them' : `add them to ${path}`,
  );
  return session.progress(WRITING, () => createBundle(input, session.io, session.placeholders));
}

/** A bundle is known by its first bytes, whatever its name. */
async function isArchive(path: string, session: Session): Promise<boolean> {
  const [first, second] = await session.io.files.readAt(path, 0, 2);
  return first === 0x50 && second === 0x4b; // "PK"
}

async function fromEscalation(session: Session, path: string, options: Decided): Promise<BundleInput> {
  const { values } = await session.config();
  const loaded = await session.rules();
  const { escalation, screenshots, zone } = await readEscalation(path, values, loaded.rules, session.io);
  await sayWhatGoesIn(session, path, [
    ...escalation.attachments,
    ...(options.withScreenshots === true ? escalation.screenshots : []),
  ]);
  const readings = await attachmentReadings(escalation.attachments, zone, session.io);
  return escalationBundle(escalation, loaded, session.io.system, {
    readings,
    facts: factsFrom(readings, catalogueOf(loaded.rules)),
    output: options.output,
    tool: `deskmedic ${VERSION}`,
    now: makingTime(session),
    zone,
    copyScreenshots: options.withScreenshots === true,
    screenshots,
  });
}

/** Whoever runs this need not have written the file: what it pulls in is checked, and said before it is read. */
async function sayWhatGoesIn(session: Session, document: string, paths: readonly string[]): Promise<void> {
  await requireOwnFolder(document, paths, session.io);
  await requireFiles(paths, session.io);
  for (const path of paths)
    await session.say([`${document} attaches ${path}, ${(await session.io.files.facts(path))?.size ?? 0} bytes`]);
}

/** A partner's copy of a supervisor's bundle: the same evidence, the gaps filled, the first one named as its parent. */
async function fromBundle(session: Session, path: string, options: Decided): Promise<BundleInput> {
  const { id, record, journal, results, evidence } = await readBundleContent(path, session.io);
  const { values } = await session.config();
  const known = fillFromConfig(record, values);
  const filled = await fillGaps(known, personOf(session), session.warn, session.io);
  const createdAt = showTime(makingTime(session), record.createdAt.zone);
  const consent = options.withScreenshots === true;
  const added = filled.screenshots.map((image): EvidenceInput => ({ path: image.path, role: 'screenshot', consent }));
  return {
    // The program that makes it, not the one that a stranger's bundle says made the first.
    record: { ...filled.record, parent: id, createdAt, tool: `deskmedic ${VERSION}` },
    journal,
    results,
    evidence: [...evidence, ...added],
    output: options.output,
  };
}

/** Whoever sits at the terminal; without one nobody is asked. */
function personOf(session: Session): Asker {
  const { io, flags } = session;
  if (io.terminal !== null && !flags.plain) return askAtTerminal(io.terminal, session.warn);
  if (flags.plain) return askByLines(io.stdin, session.warn);
  return { ask: () => Promise.resolve({ kind: 'nobody' }) };
}

/** `SOURCE_DATE_EPOCH` (seconds) takes the place of the clock, as reproducible builds have it. */
export function makingTime({ io }: Pick<Session, 'io'>): number {
  const epoch = io.env['SOURCE_DATE_EPOCH'];
  return epoch !== undefined && /^\d{1,11}$/.test(epoch) ? Number(epoch) * 1000 : io.clock.now();
}

/** Throws `incomplete`, naming everything that is missing at once, unless gaps are allowed. */
export function requireComplete(
  missing: readonly Gap[],
  options: Pick<BundleCreateOptions, 'allowIncomplete'>,
  hint: string,
): void {
  if (missing.length === 0 || options.allowIncomplete === true) return;
  throw new UserError(
    'incomplete',
    `required information is missing: ${missing.map((gap) => `${gap.field} (${gap.label})`).join(', ')}`,
    {
      hint: `${hint}; --allow-incomplete writes the bundle with its gaps marked`,
    },
  );
}
