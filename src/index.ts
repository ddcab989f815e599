/**
 * `deskmedic` as a library, for a consumer of a queue or a job on a cluster: what `deskmedic check` answers, without a
 * process for each record. Nothing is printed and nothing is written to the disk.
 */
import { dirname, join, resolve } from 'node:path';
import type { Checker } from './batch/check-incident.ts';
import { recordChecker, type Lookups } from './batch/check-records.ts';
import { notUtf8, parseBatchRecord, type BatchRecord, type RecordPlace } from './batch/record.ts';
import { UserError } from './errors.ts';
import { isZone } from './facts/zone.ts';
import { realFiles } from './io/files.ts';
import { realClock, realSystem } from './io/system.ts';
import { loadWordIndex } from './match/words/load-word-index.ts';
import type { WordIndex } from './match/word-evidence.ts';
import { findPolicy } from './policy/severity.ts';
import { conditionWords } from './report/condition-words.ts';
import type { Result } from './report/result.ts';
import { loadRules } from './rules/load-rules.ts';
import type { PackIdentity } from './rules/pack.ts';
import { VERSION } from './version.ts';

export { PackError } from './rules/pack-error.ts';
export { UserError };
export type { PackIdentity, Result };
export type { RecordProblem, RecordProblemCode, ResultEscalation, ResultStep, ResultSymptom } from './report/result.ts';

/** Which packs to load. */
export interface PackOptions {
  /** Folders of further packs, laid over the built-in one in this order, as `--rules` does it. */
  readonly directories?: readonly string[];
  /** Values for settings that the packs declare, as `settings` in `config.yaml`. */
  readonly settings?: Readonly<Record<string, unknown>>;
}

/** The rules in force, loaded once and used for any number of incidents. */
export interface Pack {
  /** The packs that these rules come from, in order; every result names them too. */
  readonly packs: readonly PackIdentity[];
  /** Names of packs that a later one of the same name has replaced whole. */
  readonly replaced: readonly string[];
}

/** What an incident may have (`deskmedic schema incident`); what else stands in it is left alone. */
export interface Incident {
  readonly id?: string;
  /** Username of the agent. */
  readonly agent?: string;
  /** ISO 8601; without an offset it is read in `zone`. */
  readonly observedAt?: string;
  readonly site?: string;
  readonly area?: string;
  /** What was said, in anybody's words. */
  readonly text?: string;
  /** Fact → value, as `rules/facts.yaml` in the package declares them: `{ 'phone.rings': false }`. */
  readonly facts?: Readonly<Record<string, boolean | number | string>>;
}

/** How incidents are checked. */
export interface CheckOptions {
  /** Whether free text counts as evidence; true unless given. */
  readonly text?: boolean;
  /** Whether results hold the steps of the workaround, or the words of another answer; false unless given. */
  readonly withSteps?: boolean;
  /** The IANA zone of times that name none; the machine's unless given. */
  readonly zone?: string;
  /** The support terms by which an escalation is judged; `cisco-tac` unless given. */
  readonly policy?: string;
}

/** Of what is loaded with a pack, that which its user has no business with. */
interface Opened {
  /** Without steps and with them: what a checker has compiled is kept with it. */
  readonly checkers: Readonly<Record<'bare' | 'withSteps', Checker>>;
  policy(id: string): ReturnType<typeof findPolicy>;
  words(): Promise<WordIndex>;
}

/** Kept beside the packs, so that nothing but what is documented can be reached through one; it goes with the pack. */
const OPENED = new WeakMap<Pack, Opened>();

/** The installed package: this file is one level below it, in `dist/` as in `src/`. */
const PACKAGE_ROOT = dirname(__dirname);

/**
 * Loads the built-in pack and those laid over it. Throws {@link PackError} for a faulty one, and {@link UserError} for
 * a setting that no pack declares. The words of further packs are learned at the first text, which takes seconds.
 */
export async function loadPack({ directories: named = [], settings = {} }: PackOptions = {}): Promise<Pack> {
  // Their words are read later, when the working directory may be another one.
  const directories = named.map((directory) => resolve(directory));
  const files = realFiles(realSystem(PACKAGE_ROOT));
  const rulesDirectory = join(PACKAGE_ROOT, 'rules');
  const inDist = (name: string): string => join(PACKAGE_ROOT, 'dist', name);
  const builtIn = { directory: rulesDirectory, compiled: inDist('pack.json') };
  const { rules, context, replaced } = await loadRules({ builtIn, directories, settings }, files, null);
  const bare: Checker = { rules, context, words: conditionWords(rules), withSteps: false };
  let words: Promise<WordIndex> | undefined;
  const wordSources = {
    builtIn: { directory: rulesDirectory, model: inDist('words.bin') },
    directories,
    cache: null,
    version: VERSION,
    whileLearning: <T>(work: () => Promise<T>) => work(),
  };
  // What could not be read now may be there for the next record.
  const forget = (error: unknown): never => {
    words = undefined;
    throw error;
  };
  const pack: Pack = Object.freeze({ packs: rules.packs, replaced });
  OPENED.set(pack, {
    checkers: { bare, withSteps: { ...bare, withSteps: true } },
    policy: (id) => findPolicy(rules, id),
    words: () => (words ??= loadWordIndex(rules, wordSources, files).catch(forget)),
  });
  return pack;
}

/**
 * Checks one incident: an object, or the JSON of one as text or UTF-8, as it comes from a queue. Whatever is wrong with
 * it stands in its result, as `deskmedic check` writes it.
 *
 * Throws {@link UserError}, at once, for a zone or a policy that does not exist.
 */
export function check(pack: Pack, incident: Incident | string | Uint8Array, options?: CheckOptions): Promise<Result>;
/**
 * Checks incidents: one result for each, in order, each asked for when the one before was taken. `index` in a result
 * counts from 0.
 */
export function check(
  pack: Pack,
  incidents: Iterable<object | string> | AsyncIterable<object | string>,
  options?: CheckOptions,
): AsyncGenerator<Result, void, undefined>;
export function check(
  pack: Pack,
  incident: unknown,
  options: CheckOptions = {},
): Promise<Result> | AsyncGenerator<Result, void, undefined> {
  const checkOne = checkerFor(pack, options);
  return isMany(incident) ? checkMany(incident, checkOne) : checkOne(incident);
}

type CheckOne = (incident: unknown, index?: number) => Promise<Result>;

function checkerFor(
  pack: Pack,
  { text = true, withSteps = false, zone, policy = 'cisco-tac' }: CheckOptions,
): CheckOne {
  const opened = OPENED.get(pack);
  if (opened === undefined)
    throw new UserError('not-a-pack', 'this is no pack', { hint: 'take what `await loadPack()` gives' });
  if (zone !== undefined && !isZone(zone))
    throw new UserError('unknown-zone', `there is no time zone "${zone}"`, { hint: 'as in America/Chicago' });
  const terms = opened.policy(policy);
  const lookups: Lookups = {
    zone: async () => zone ?? machineZone(),
    policy: async () => terms,
    words: async () => (text ? opened.words() : null),
  };
  const checkRecord = recordChecker(opened.checkers[withSteps ? 'withSteps' : 'bare'], lookups);
  return async (incident, index) => {
    const record = toRecord(incident, index);
    // What came without a file stands on no line.
    const { line: _none, ...result } = await checkRecord(record);
    return result;
  };
}

async function* checkMany(
  incidents: Iterable<unknown> | AsyncIterable<unknown>,
  checkOne: CheckOne,
): AsyncGenerator<Result, void, undefined> {
  let index = 0;
  for await (const incident of incidents) yield await checkOne(incident, index++);
}

function isMany(value: unknown): value is Iterable<unknown> | AsyncIterable<unknown> {
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return false;
  return Symbol.asyncIterator in value || Symbol.iterator in value;
}

function toRecord(incident: unknown, index: number | undefined): Exclude<BatchRecord, { kind: 'blank' }> {
  const place: RecordPlace = { line: 1, ...(index === undefined ? {} : { index }) };
  const record =
    typeof incident === 'string'
      ? parseBatchRecord(incident, place)
      : incident instanceof Uint8Array
        ? parseBytes(incident, place)
        : { kind: 'value' as const, value: incident, place };
  // Only a reader of lines finds blank ones.
  return record as Exclude<BatchRecord, { kind: 'blank' }>;
}

function parseBytes(bytes: Uint8Array, place: RecordPlace): BatchRecord {
  try {
    return parseBatchRecord(new TextDecoder('utf-8', { fatal: true }).decode(bytes), place);
  } catch {
    return notUtf8(place);
  }
}

/** A system with an odd `TZ` names a zone that nothing knows. */
function machineZone(): string {
  const zone = realClock.zone();
  return isZone(zone) ? zone : 'UTC';
}
