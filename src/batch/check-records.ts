import type { WordIndex } from '../match/word-evidence.ts';
import type { RecordProblem, Result, ResultEscalation } from '../report/result.ts';
import type { Policy } from '../rules/policy.ts';
import { checkIncident, type Checker, type Finding } from './check-incident.ts';
import { incidentParser, type Incident } from './incident.ts';
import type { WallTime } from './local-time.ts';
import type { BatchRecord, FullRecord, RecordPlace } from './record.ts';
import { escalateBy, type Escalate } from './result-escalation.ts';

const SCHEMA = 'deskmedic/result/v1';

/** What most records do without, looked up when one needs it. */
export interface Lookups {
  /** The IANA zone that dates without one are read in. */
  zone(): Promise<string>;
  /** The support terms in force. */
  policy(): Promise<Policy>;
  /** How many seats the desk has, for records that do not say so; undefined when nobody has said it. */
  seats?(): Promise<number | undefined>;
  /** Ranking by words; null when the words of records are not to be looked at. */
  words(): Promise<WordIndex | null>;
}

/** One result for each record that is not blank, in order. */
export async function* checkRecords(
  records: Iterable<BatchRecord>,
  checker: Checker,
  lookups: Lookups,
): AsyncGenerator<Result> {
  const check = recordChecker(checker, lookups);
  for (const record of records) if (record.kind !== 'blank') yield await check(record);
}

/** Checks one record after the other. What is looked up is kept: only the first records that need it wait for it. */
export function recordChecker(checker: Checker, lookups: Lookups): (record: FullRecord) => Result | Promise<Result> {
  const { rules, words } = checker;
  const parse = incidentParser({ catalogue: words.catalogue, areas: rules.areas.map((area) => area.id) });
  let index: WordIndex | null | undefined;
  let escalate: Escalate | undefined;

  const checkIt = (incident: Incident, place: RecordPlace, utc?: string): Result | Promise<Result> => {
    if (incident.text !== undefined && index === undefined)
      return lookups.words().then((found) => {
        index = found;
        return checkIt(incident, place, utc);
      });
    const evidence = incident.text === undefined || !index ? null : index(incident.text);
    const finding = checkIncident(incident, checker, evidence);
    const [first] = finding.symptoms;
    if (finding.action !== 'escalate' || first === undefined) return placed(finding, incident, place, rules, utc);
    if (escalate !== undefined) return placed(finding, incident, place, rules, utc, escalate(incident, first));
    return Promise.all([lookups.policy(), lookups.seats?.()]).then(([policy, seats]) => {
      escalate = escalateBy({ policy, seats }, rules, checker.context);
      return placed(finding, incident, place, rules, utc, escalate(incident, first));
    });
  };

  return (record) => {
    if (record.kind === 'unreadable') return invalid({ problem: record.problem }, record.place, checker);
    const parsed = parse(record.value);
    if (!parsed.ok) return invalid(parsed, record.place, checker);
    const incident = withProblems(parsed.incident, record.problems);
    const { observedAt } = incident;
    if (observedAt === undefined || 'utc' in observedAt) return checkIt(incident, record.place, observedAt?.utc);
    return settleTime(incident, lookups).then((settled) => checkIt(settled.incident, record.place, settled.utc));
  };
}

type Writable<T> = { -readonly [K in keyof T]: T[K] };

/** A finding in its place in the batch. */
function placed(
  { status, symptoms, action, missingFacts, problems, rules: counts }: Finding,
  { id }: Incident,
  { file, line, index }: RecordPlace,
  { packs }: Checker['rules'],
  utc?: string,
  escalation?: ResultEscalation,
): Result {
  // What most records have, at once: an object that grows key by key takes twice the room and time.
  if (id !== undefined && utc !== undefined && file === undefined && index === undefined && escalation === undefined)
    return {
      schema: SCHEMA,
      id,
      line,
      observedAt: utc,
      status,
      symptoms,
      action,
      missingFacts,
      problems,
      rules: counts,
      packs,
    };
  // Key after key, in the order in which a result shows them.
  const head: Pick<Writable<Result>, 'schema' | 'id' | 'file' | 'line' | 'index' | 'observedAt'> = { schema: SCHEMA };
  if (id !== undefined) head.id = id;
  if (file !== undefined) head.file = file;
  head.line = line;
  if (index !== undefined) head.index = index;
  if (utc !== undefined) head.observedAt = utc;
  const result = head as Writable<Result>;
  result.status = status;
  result.symptoms = symptoms;
  result.action = action;
  if (escalation !== undefined) result.escalation = escalation;
  result.missingFacts = missingFacts;
  result.problems = problems;
  result.rules = counts;
  result.packs = packs;
  return result;
}

/** What was wrong with a record before it was looked at as an incident comes first. */
function withProblems(incident: Incident, problems: readonly RecordProblem[] = []): Incident {
  return problems.length === 0 ? incident : { ...incident, problems: [...problems, ...incident.problems] };
}

/** Puts a wall clock in its zone. Only then is anything that knows zones loaded. */
export async function settleTime(
  incident: Incident,
  lookups: Pick<Lookups, 'zone'>,
): Promise<{ incident: Incident; utc?: string }> {
  const { observedAt } = incident;
  if (observedAt === undefined) return { incident };
  if ('utc' in observedAt) return { incident, utc: observedAt.utc };
  const zone = await lookups.zone();
  const { readWallClock } = await import('./local-time.ts');
  const time = readWallClock(observedAt.wall, zone);
  const problems = [...incident.problems, wallProblem(time.shown, zone)];
  if (time.shown !== 'never') return { incident: { ...incident, problems }, utc: time.utc };
  const { observedAt: _never, ...rest } = incident;
  return { incident: { ...rest, problems } };
}

function wallProblem(shown: WallTime['shown'], zone: string): RecordProblem {
  const field = 'observedAt';
  switch (shown) {
    case 'once':
      return { code: 'date-without-zone', field, message: `"observedAt" has no zone; read as a time in ${zone}` };
    case 'twice': {
      const message = `"observedAt" has no zone, and in ${zone} it was that time twice; read as the first. ${OFFSET}`;
      return { code: 'ambiguous-date', field, message };
    }
    case 'never': {
      const message = `"observedAt" has no zone, and in ${zone} it never was that time: the clocks went forward. ${OFFSET}`;
      return { code: 'bad-date', field, message };
    }
  }
}

const OFFSET = 'Write its offset from UTC, as in 2026-11-20T08:41:00-05:00';

/** A record that cannot be read: no row was evaluated for it. */
function invalid(
  { problem, id }: { problem: Result['problems'][number]; id?: string },
  place: RecordPlace,
  { rules }: Checker,
): Result {
  const loaded = rules.symptoms.length;
  return {
    schema: SCHEMA,
    ...(id === undefined ? {} : { id }),
    ...place,
    status: 'invalid',
    symptoms: [],
    action: 'none',
    missingFacts: [],
    problems: [problem],
    rules: { loaded, matched: 0, notMatched: 0, notEvaluated: loaded, failed: 0 },
    packs: rules.packs,
  };
}
