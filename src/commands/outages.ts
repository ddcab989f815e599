import type { InputFormat } from '../batch/check-choices.ts';
import { describeOutage, outageFacts, type OutageTerms } from '../batch/outage-describe.ts';
import { outageEscalation } from '../batch/outage-escalation.ts';
import { outagesExitCode } from '../batch/outage-exit.ts';
import type { OutageGroup } from '../batch/outage-group.ts';
import type { IncidentMap } from '../batch/map/incident-map.ts';
import { findOutages } from '../batch/outages.ts';
import { readIncidents } from '../batch/read-incidents.ts';
import type { BatchRecord } from '../batch/record.ts';
import { createBundle } from '../bundle/create.ts';
import { escalationBundle } from '../bundle/escalation-bundle.ts';
import type { Config } from '../case/config.ts';
import { UserError } from '../errors.ts';
import { worstExitCode, type ExitCode } from '../exit-codes.ts';
import { formatDuration } from '../facts/duration.ts';
import type { Catalogue } from '../facts/fact.ts';
import { findPolicy } from '../policy/severity.ts';
import { conditionWords } from '../report/condition-words.ts';
import {
  outagesJson,
  outagesText,
  type Outage,
  type OutageAction,
  type OutageBundle,
  type OutageCounts,
} from '../report/outages.ts';
import type { LoadedRules } from '../rules/load-rules.ts';
import type { Rules } from '../rules/pack.ts';
import { VERSION } from '../version.ts';
import { makingTime, requireComplete } from './bundle-create.ts';
import { openInputs, UnreadableInput } from './check-inputs.ts';
import { reportError } from './report-error.ts';
import { configInZone } from './config-in-zone.ts';
import type { Session } from './session.ts';

/** The options of `outages`, as the command line gives them; durations in milliseconds. */
export interface OutagesOptions {
  readonly window: number;
  /** Absent: as long as the window. */
  readonly lateness?: number;
  readonly seats?: number;
  readonly policy?: string;
  readonly inputFormat: InputFormat;
  readonly zone?: string;
  /** A file of `deskmedic/map/v1`. */
  readonly map?: string;
  readonly json?: true;
  /** A folder. */
  readonly bundle?: string;
  readonly allowIncomplete?: true;
}

/** `outages`: incidents in; those that are one and the same trouble with the network out, as one each. */
export function outages(input: string | undefined, options: OutagesOptions): (session: Session) => Promise<ExitCode> {
  return async (session) => {
    const { io } = session;
    io.system.keepCodeSmall();
    const loaded = await session.rules();
    const config = await configInZone(session, options.zone);
    const { zone } = config.values;
    const { rules, context } = loaded;
    const seats = options.seats ?? config.values.seats;
    const terms: OutageTerms = {
      rules,
      context,
      policy: findPolicy(rules, options.policy ?? config.values.policy),
      ...(seats === undefined ? {} : { seats }),
    };
    const words = conditionWords(rules);
    const { records, failed } = await openRecords(input, options, { rules, catalogue: words.catalogue }, session);
    if (records === undefined) return worstExitCode(failed);
    const { window, lateness = window } = options;
    const finder = findOutages(
      { rules, context, words, withSteps: false },
      { zone: () => Promise.resolve(zone), words: () => session.words() },
      { window, lateness },
    );
    const format = options.json === true ? outagesJson(rules.packs) : outagesText(session.render, zone);
    const actions: OutageAction[] = [];
    const codes: ExitCode[] = [...failed];
    const tell = async (groups: readonly OutageGroup[]): Promise<void> => {
      for (const group of groups) {
        const found = describeOutage(group, terms);
        const bundled = await bundleOf(found, group, terms, { options, config, loaded, session });
        codes.push(...bundled.failed);
        await io.stdout.write(format.outage({ ...found, ...bundled.told }, actions.length));
        actions.push(found.action);
      }
    };
    await io.stdout.write(format.head);
    try {
      for await (const batch of records) {
        for (const record of batch) {
          const groups = await finder.add(record);
          if (groups.length > 0) await tell(groups);
        }
        io.interrupted.throwIfAborted();
        // Nobody reads on; bundles are wanted all the same.
        if (io.stdout.isClosed && options.bundle === undefined) break;
      }
    } catch (error) {
      if (!(error instanceof UnreadableInput)) throw error;
      codes.push(await reportError(error.cause, io, session.flags));
    }
    await tell(finder.end());
    const counts = finder.counts();
    const exitCode = worstExitCode([...codes, outagesExitCode(actions, counts)]);
    await io.stdout.write(format.tail(counts, actions.length, exitCode));
    await sayWhatIsLeftOut(counts, lateness, session);
    return exitCode;
  };
}

/** The one place where incidents are read: those of one input, or the exit code of why they cannot be, which stderr says. */
async function openRecords(
  input: string | undefined,
  { inputFormat, map, zone }: OutagesOptions,
  { rules, catalogue }: { readonly rules: Rules; readonly catalogue: Catalogue },
  session: Session,
): Promise<{ records?: AsyncIterable<Iterable<BatchRecord>>; failed: readonly ExitCode[] }> {
  const { io } = session;
  if (input === undefined && io.stdin.isTerminal)
    throw new UserError('no-input', 'there is nothing to look for outages in', {
      hint: 'name a file: deskmedic outages incidents.ndjson; or - to read stdin',
    });
  const { inputs, failed } = await openInputs(input === undefined ? [] : [input], session);
  const [opened] = inputs;
  if (opened === undefined) return { failed };
  const read = {
    format: inputFormat,
    catalogue,
    ...(map === undefined ? {} : { map: await openMap(map, rules, catalogue, zone, session) }),
    notice: (message: string): void => void session.say([`note: ${message}`]),
  };
  return { records: readIncidents(opened.chunks(), read), failed };
}

/** Loaded when there is one: YAML takes its time. */
async function openMap(
  path: string,
  { areas }: Rules,
  catalogue: Catalogue,
  zone: string | undefined,
  { io }: Session,
): Promise<IncidentMap> {
  const { readMap } = await import('../batch/map/read-map.ts');
  return readMap(path, { catalogue, areas: areas.map((area) => area.id) }, io.files, zone);
}

/** What the bundle of one outage is made with. */
interface Bundling {
  readonly options: OutagesOptions;
  readonly config: Config;
  readonly loaded: LoadedRules;
  readonly session: Session;
}

/** Writes the bundle of one outage where bundles are wanted. One that cannot be made is told, and does not stop the others. */
async function bundleOf(
  outage: Outage,
  group: OutageGroup,
  terms: OutageTerms,
  bundling: Bundling,
): Promise<{ told: { bundle?: OutageBundle }; failed: readonly ExitCode[] }> {
  const { options, session } = bundling;
  if (options.bundle === undefined) return { told: {}, failed: [] };
  try {
    return { told: { bundle: await writeBundle(options.bundle, outage, group, terms, bundling) }, failed: [] };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const code = await reportError(error, session.io, session.flags);
    return { told: { bundle: { problem: error.message } }, failed: [code] };
  }
}

async function writeBundle(
  folder: string,
  outage: Outage,
  group: OutageGroup,
  terms: OutageTerms,
  { options, config, loaded, session }: Bundling,
): Promise<OutageBundle> {
  const { io } = session;
  const { values } = config;
  const facts = outageFacts(group, terms.seats);
  const input = escalationBundle(outageEscalation(outage, facts, values, values.zone), loaded, io.system, {
    output: folder.endsWith('/') ? folder : `${folder}/`,
    tool: `deskmedic ${VERSION}`,
    now: makingTime(session),
    zone: values.zone,
    copyScreenshots: false,
    screenshots: [],
    facts,
  });
  const what = `${outage.id}: what its reports do not tell must be filled in by hand`;
  requireComplete(input.record.missing, options, what);
  const bundle = await session.progress('Writing a bundle', () => createBundle(input, io, session.placeholders));
  return { path: bundle.path, id: bundle.id, sha256: bundle.sha256, missing: bundle.missing };
}

/** Numbers alone do not tell what to do about them. */
async function sayWhatIsLeftOut(
  { late, withoutTime, invalid, withProblems }: OutageCounts,
  lateness: number,
  session: Session,
): Promise<void> {
  if (late > 0)
    await session.warn([
      `${counted(late, 'report was', 'reports were')} left out: more than ${formatDuration(lateness)} earlier than one that came before. Sort the input by time, or allow for more with --lateness`,
    ]);
  if (withoutTime > 0)
    await session.warn([
      `${counted(withoutTime, 'report was', 'reports were')} left out: without "observedAt" nobody knows which outage they belong to`,
    ]);
  if (invalid + withProblems > 0)
    await session.say([
      `${counted(invalid + withProblems, 'record is', 'records are')} invalid or cannot be used in part; deskmedic check names each`,
    ]);
}

function counted(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}
