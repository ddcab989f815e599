import { checkEvidence, evidenceExitCode } from '../batch/check-evidence.ts';
import type { Checker } from '../batch/check-incident.ts';
import { untilInterrupted } from '../bundle/spools.ts';
import { UserError } from '../errors.ts';
import { EXIT, worstExitCode, type ExitCode } from '../exit-codes.ts';
import { readEvidence } from '../evidence/read-evidence.ts';
import type { ReadFile } from '../evidence/shown-facts.ts';
import { conditionWords } from '../report/condition-words.ts';
import { evidenceJson, evidenceLines, type EvidenceReport } from '../report/evidence.ts';
import { configInZone } from './config-in-zone.ts';
import { reportError } from './report-error.ts';
import type { Session } from './session.ts';
import { withStdinAsFile } from './stdin-as-file.ts';

/** The options of `read`. */
export interface ReadCommandOptions {
  readonly zone?: string;
  readonly withSteps?: true;
  readonly json?: true;
}

/** `read`: what files show, and the symptoms that go with it. One that cannot be read leaves the others as they are. */
export function read(paths: readonly string[], options: ReadCommandOptions): (session: Session) => Promise<ExitCode> {
  return (session) => withStdinAsFile(session, paths, (withStdin) => readAll(paths, options, withStdin));
}

async function readAll(paths: readonly string[], options: ReadCommandOptions, session: Session): Promise<ExitCode> {
  const { rules, context } = await session.rules();
  const { zone } = (await configInZone(session, options.zone)).values;
  const files: ReadFile[] = [];
  const codes: ExitCode[] = [];
  for (const file of paths) {
    try {
      const reading = await session.progress(`Reading ${file}`, () => readOne(file, zone, session));
      files.push({ file, reading });
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      codes.push(await reportError(error, session.io, session.flags));
    }
  }
  if (files.length === 0) return worstExitCode(codes);
  const words = conditionWords(rules);
  const checker: Checker = { rules, context, words, withSteps: options.withSteps ?? false };
  const check = checkEvidence(files, checker);
  const report: EvidenceReport = { ...check, files, packs: rules.packs, catalogue: words.catalogue, zone };
  if (options.json === true) await session.printJson(evidenceJson(report));
  else await session.print(evidenceLines(report));
  return worstExitCode([...codes, evidenceExitCode(check, files)]);
}

async function readOne(file: string, zone: string, { io }: Session): Promise<ReadFile['reading']> {
  const facts = await io.files.facts(file);
  if (facts !== null && facts.kind !== 'file')
    throw new UserError('cannot-read', `${file} is no file`, { exit: EXIT.unreachable, hint: 'name single files' });
  return readEvidence(file, (reuse = false) => untilInterrupted(io.files.stream(file, { reuse }), io), { zone });
}
