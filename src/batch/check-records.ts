import type { WordIndex } from '../match/word-evidence.ts';
import type { RecordProblem, Result } from '../report/result.ts';
import type { Policy } from '../rules/policy.ts';
import { checkIncident, type Checker } from './check-incident.ts';
import { parseIncident, type Incident, type Known } from './incident.ts';
import type { WallTime } from './local-time.ts';
import type { BatchRecord, RecordPlace } from './record.ts';
import { resultEscalation } from './result-escalation.ts';

/** What most records do without, looked up when one needs it. */
export interface Lookups {
  /** The IANA zone that dates without one are read in. */
  zone(): Promise<string>;
  /** The support terms in force. */
  policy(): Promise<Policy>;
  /** Ranking by words; null when the words of records are not to be looked at. */
  words(): Promise<WordIndex | null>;
}

/** One result for each record that is not blank, in order. */
export async function* checkRecords(
  records: Iterable<BatchRecord>,
  checker: Checker,
  lookups: Lookups,
): AsyncGenerator<Result> {
  const { rules, words } = checker;
  const known: Known = { catalogue: words.catalogue, areas: rules.areas.map((area) => area.id) };
  for (const record of records) {
    if (record.kind !== 'blank') yield await checkRecord(record, known, checker, lookups);
  }
}

async function checkRecord(
  record: Exclude<BatchRecord, { kind: 'blank' }>,
  known: Known,
  checker: Checker,
  lookups: Lookups,
): Promise<Result> {
  if (record.kind === 'unreadable') return invalid({ problem: record.problem }, record.place, checker);
  const parsed = parseIncident(record.value, known);
  if (!parsed.ok) return invalid(parsed, record.place, checker);
  const { incident, utc } = await settleTime(parsed.incident, lookups);
  const index = incident.text === undefined ? null : await lookups.words();
  const evidence = index === null ? null : index(incident.text!);
  const { status, symptoms, action, ...rest } = checkIncident(incident, checker, evidence);
  const [first] = symptoms;
  const escalation =
    action === 'escalate' && first !== undefined
      ? { escalation: resultEscalation(incident, first, await lookups.policy(), checker.rules, checker.context) }
      : {};
  return {
    schema: 'deskmedic/result/v1',
    ...(incident.id === undefined ? {} : { id: incident.id }),
    ...record.place,
    ...(utc === undefined ? {} : { observedAt: utc }),
    status,
    symptoms,
    action,
    ...escalation,
    ...rest,
    packs: checker.rules.packs,
  };
}

/** Puts a wall clock in its zone. Only then is anything that knows zones loaded. */
async function settleTime(incident: Incident, lookups: Lookups): Promise<{ incident: Incident; utc?: string }> {
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
    schema: 'deskmedic/result/v1',
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
