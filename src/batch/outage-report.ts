import type { FactValue, Facts } from '../facts/fact.ts';
import { FUNCTION_STATES, SCOPES } from '../policy/escalation.ts';
import type { OutcomeKind, Recipient } from '../rules/pack.ts';
import type { Finding } from './check-incident.ts';
import type { Incident } from './incident.ts';

/** What facts that several reports tell differently come to: the worse value, or `null` where neither is. */
type Worse = (one: FactValue, other: FactValue) => FactValue | null;

const longer: Worse = (one, other) => Math.max(Number(one), Number(other));
const whichever =
  (value: FactValue): Worse =>
  (one, other) =>
    one === value ? one : other;
/** The later in a list that goes from little to much. */
const laterIn =
  (values: readonly FactValue[]): Worse =>
  (one, other) =>
    values.indexOf(one) > values.indexOf(other) ? one : other;

/** The facts that are about the outage as a whole and not about one desk. */
const SHARED: Readonly<Record<string, Worse>> = {
  // Whoever reports while it lasts knows of less than whoever reports after it.
  'network.outage': longer,
  'network.reconnected': (one, other) => (one === other ? one : null),
  'application-center.primary': whichever('down'),
  'affected.scope': laterIn(SCOPES),
  'impact.function': laterIn(FUNCTION_STATES.toReversed()),
  'impact.workaround': whichever(false),
  'impact.customers-reach-agents': whichever(false),
};

/** What reports together say; `null`: they contradict each other, which is as good as not known. */
export type SharedFacts = ReadonlyMap<string, FactValue | null>;

/** Those facts of one report that are about the outage as a whole. */
function sharedFacts(facts: Facts): SharedFacts {
  return new Map(
    Object.keys(SHARED).flatMap((id) => {
      const known = facts.get(id);
      return known === undefined ? [] : [[id, known.value] as const];
    }),
  );
}

/** What two say together, in whichever order they came. */
export function joinShared(one: SharedFacts, other: SharedFacts): SharedFacts {
  if (other.size === 0) return one;
  const joined = new Map(one);
  for (const [id, value] of other) {
    const before = joined.get(id);
    if (before === undefined) joined.set(id, value);
    else if (before !== null && before !== value) joined.set(id, value === null ? null : SHARED[id]!(before, value));
  }
  return joined;
}

/** What a row that a report matched comes to. */
export interface ReportedRow {
  readonly id: string;
  readonly outcome?: OutcomeKind;
  readonly to?: Recipient;
}

/** One incident that speaks of the network, as far as an outage is made of it. */
export interface OutageReport {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly agent?: string;
  readonly site?: string;
  readonly facts: SharedFacts;
  /** The rows of the network that it matched. */
  readonly rows: readonly ReportedRow[];
}

/** What of an incident goes into an outage. `utc` is ISO 8601. */
export function outageReport(
  incident: Incident,
  { symptoms }: Pick<Finding, 'symptoms'>,
  utc: string,
  kin: ReadonlySet<string>,
): OutageReport {
  const { agent, site, facts } = incident;
  return {
    at: Date.parse(utc),
    ...(agent === undefined ? {} : { agent }),
    ...(site === undefined ? {} : { site }),
    facts: sharedFacts(facts),
    rows: symptoms
      .filter(({ id, verdict, by }) => kin.has(id) && (verdict === 'yes' || by === 'text'))
      .map(({ id, outcome, to }) => ({
        id,
        ...(outcome === undefined ? {} : { outcome }),
        ...(to === undefined ? {} : { to }),
      })),
  };
}
