import { collectReading } from '../collect-reading.ts';
import type { FoundId } from '../identifiers.ts';
import { utcOf } from '../times/moment-reader.ts';
import { READING_LIMITS, type QualitySample, type Reading, type ReadingProblem, type Sight } from '../reading.ts';
import { isLimit, isVideo, legOf } from './leg.ts';
import type { Metric } from './measure-name.ts';
import { notationOf } from './measure-value.ts';
import { bestOf, measured } from './measurements.ts';
import { idsOf, isDenied, saidOf, type ReportObject } from './report-object.ts';
import { sentenceFindings, tellsWhatHappened } from './sentences.ts';
import { createSideNames } from './side-names.ts';
import { createUsers } from './users.ts';

/** Gathers what the objects or rows of a report show. */
export interface ReportFindings {
  object(object: ReportObject): void;
  problem(problem: ReadingProblem): void;
  /** Undefined when nothing in it was of a call report. */
  end(): Reading | undefined;
}

interface Worst {
  readonly value: number;
  readonly sight: Sight;
  readonly ids: readonly FoundId[];
}

const FACT_NAMES = { loss: 'loss', roundTrip: 'round-trip', jitter: 'jitter' } as const satisfies Record<
  Metric,
  string
>;
const SAID = { loss: 'packet loss', roundTrip: 'round trip', jitter: 'jitter' } as const satisfies Record<
  Metric,
  string
>;
const SHORT_NUMBER = /^[<>~]?[+-]?(?:\d[.,]?){1,6} ?(?:%|[µm]?s)?$/;
const LEG_NAMES = { endpoint: 'call', relay: 'relay' } as const satisfies Record<QualitySample['leg'], string>;

const OF_SEVERAL: ReadingProblem = {
  code: 'too-much',
  message:
    'it has the calls of more than one user, and what went wrong in them is no fact of one desk: only what was measured is kept. Export the calls of one user',
};

/** Nothing found yet. @param hasCommas whether decimals are known to have a comma: 1.200 is more than a thousand then, or not */
export function createReportFindings({ hasCommas = false } = {}): ReportFindings {
  const reading = collectReading('call-report');
  const sides = createSideNames();
  const users = createUsers();
  const worst = new Map<string, Worst>();
  /** Facts of which a measurement cannot be told: what was the worst is unknown then. */
  const untold = new Set<string>();
  /** Of these a measurement was read that cannot be told if decimals have a comma further on. */
  const doubtful = new Map<string, () => void>();
  let hasDecimalCommas = hasCommas;
  let isReport = false;
  let samples = 0;

  function measurements(object: ReportObject, sight: Sight): void {
    const fields = measured(object);
    isReport ||= fields.length > 0;
    hasDecimalCommas ||= fields.some(({ value }) => notationOf(value) === 'decimal-comma');
    for (const [side, best] of bestOf(object, fields)) {
      const said = [side, ...saidOf(object)];
      if (isVideo(said) || isLimit(said)) continue;
      const leg = legOf(said);
      const found: Partial<Record<Metric, number>> = {};
      for (const [metric, { value, read }] of best) {
        const fact = `${LEG_NAMES[leg]}.${FACT_NAMES[metric]}`;
        const isThousands = notationOf(value) === 'perhaps-thousands';
        if (read === 'unreadable' || (isThousands && hasDecimalCommas)) {
          untold.add(fact);
          unreadable(metric, value, sight);
          continue;
        }
        if (isThousands && !doubtful.has(fact)) doubtful.set(fact, () => unreadable(metric, value, sight));
        found[metric] = read;
        // Whole milliseconds, downwards: 399.6 ms is still below a limit of 400 ms.
        const held = metric === 'loss' ? read : Math.floor(read);
        if (held > (worst.get(fact)?.value ?? -1)) worst.set(fact, { value: held, sight, ids: idsOf(object) });
      }
      if (Object.keys(found).length === 0) continue;
      samples += 1;
      const shownSide = samples > READING_LIMITS.quality ? undefined : sides.of(object, leg, side);
      reading.sample({ ...sight, leg, ...(shownSide === undefined ? {} : { side: shownSide }), ...found });
    }
  }

  function unreadable(metric: Metric, value: unknown, sight: Sight): void {
    // What is no number may be anybody's name, in a row with a cell too many.
    const isShort = ['string', 'number'].includes(typeof value) && SHORT_NUMBER.test(String(value).trim());
    const shown = isShort ? `"${String(value).trim()}"` : 'what stands there';
    const message = `${SAID[metric]}: ${shown} is no measurement that can be told, and is left out; the worst is unknown`;
    reading.problem({ code: 'not-readable', message, ...sight });
  }

  function sentences(object: ReportObject, sight: Sight): boolean {
    if (isDenied(object)) return false;
    const found = object.entries.flatMap(([name, value]) => {
      const told = tellsWhatHappened(name) || tellsWhatHappened(object.name);
      if (!told) return [];
      const texts = Array.isArray(value) ? (value as readonly unknown[]).slice(0, 200) : [value];
      return texts.flatMap((text) => (typeof text === 'string' ? sentenceFindings(name, object.name, text) : []));
    });
    for (const { fact, value } of found) reading.shown(fact, value, sight);
    return found.length > 0;
  }

  return {
    object(object) {
      const sight: Sight = {
        ...(object.line === undefined ? {} : { line: object.line }),
        ...(object.at === undefined ? {} : { at: utcOf(object.at) }),
      };
      if (sight.at !== undefined) reading.seen(sight.at);
      users.add(object);
      measurements(object, sight);
      const isShown = sentences(object, sight);
      isReport ||= isShown;
      for (const [kind, id] of isShown ? idsOf(object) : object.ids) reading.id(kind, id, isShown);
    },
    problem: (problem) => reading.problem(problem),
    end() {
      if (!isReport) return undefined;
      if (hasDecimalCommas)
        for (const [fact, tell] of doubtful) {
          untold.add(fact);
          tell();
        }
      for (const [fact, { value, sight, ids }] of worst) {
        if (untold.has(fact)) continue;
        reading.shown(fact, value, sight);
        for (const [kind, id] of ids) reading.id(kind, id, true);
      }
      const found = reading.end();
      if (!users.areSeveral() || found.facts.length === 0) return found;
      return { ...found, facts: [], problems: [...found.problems, OF_SEVERAL] };
    },
  };
}
