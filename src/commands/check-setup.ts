import type { FailOn, InputFormat } from '../batch/check-choices.ts';
import { recordChecker } from '../batch/check-records.ts';
import type { IncidentMap } from '../batch/map/incident-map.ts';
import type { FullRecord } from '../batch/record.ts';
import type { Catalogue } from '../facts/fact.ts';
import { findPolicy } from '../policy/severity.ts';
import type { Config } from '../case/config.ts';
import type { CheckFormat, CheckFormatName } from '../report/check-format.ts';
import { CHECK_FORMATS } from '../report/check-formats.ts';
import { conditionWords } from '../report/condition-words.ts';
import type { Result } from '../report/result.ts';
import type { PackIdentity, Rules } from '../rules/pack.ts';
import { configInZone, isConfigured } from './config-in-zone.ts';
import type { Session } from './session.ts';

/** The options of `check`, as the command line gives them: plain data, which another thread can be given. */
export interface CheckOptions {
  readonly inputFormat: InputFormat;
  readonly format: CheckFormatName;
  /** `--no-text` makes it false. */
  readonly text: boolean;
  readonly withSteps?: true;
  readonly failOn: FailOn;
  readonly zone?: string;
  /** A file of `deskmedic/map/v1`. */
  readonly map?: string;
  /** So many threads check. */
  readonly jobs: number;
}

/** What the options come to: all that a thread needs to check records. */
export interface CheckSetup {
  readonly packs: readonly PackIdentity[];
  readonly catalogue: Catalogue;
  readonly map: IncidentMap | undefined;
  readonly given: Given;
  readonly check: (record: FullRecord) => Result | Promise<Result>;
  readonly format: CheckFormat;
}

/** What was read of the disk once, for all threads: it may be another by the time that they read it, or gone. */
export interface Given {
  /** The file of the map. */
  readonly map?: Uint8Array;
  /** With the zone of the command line in force. */
  readonly config?: Config;
}

/** Opens what records are held against. What is not `given` is read. */
export async function setUpCheck(session: Session, options: CheckOptions, given: Given = {}): Promise<CheckSetup> {
  if (options.text) session.io.system.keepCodeSmall();
  const { rules, context } = await session.rules();
  const config = once(() => given.config ?? configInZone(session, options.zone));
  // A zone or policy that does not exist is told at once, whether or not a record needs it. The defaults do exist, and to
  // look them up would take as long as a quarter of all that one incident takes.
  if (options.zone !== undefined || (await isConfigured(session))) findPolicy(rules, (await config()).values.policy);
  const words = conditionWords(rules);
  const checker = { rules, context, words, withSteps: options.withSteps === true };
  const lookups = {
    zone: async () => (await config()).values.zone,
    policy: async () => findPolicy(rules, (await config()).values.policy),
    seats: async () => (await config()).values.seats,
    words: async () => (options.text ? session.words() : null),
  };
  const map = options.map === undefined ? undefined : (given.map ?? (await session.io.files.read(options.map)));
  return {
    packs: rules.packs,
    catalogue: words.catalogue,
    map: map === undefined ? undefined : await openMap(map, rules, words.catalogue, options),
    given: { ...given, ...(map === undefined ? {} : { map }) },
    check: recordChecker(checker, lookups),
    format: CHECK_FORMATS[options.format](session.render),
  };
}

/** Loaded when there is one: most checks go without, and YAML takes its time. */
async function openMap(
  file: Uint8Array,
  rules: Rules,
  catalogue: Catalogue,
  { map: path, zone }: CheckOptions,
): Promise<IncidentMap> {
  const { readMap } = await import('../batch/map/read-map.ts');
  const known = { catalogue, areas: rules.areas.map((area) => area.id) };
  return readMap(path!, known, { read: () => Promise.resolve(file) }, zone);
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}
