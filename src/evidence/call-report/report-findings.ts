import { collectReading } from '../collect-reading.ts';
import { numberOf } from '../har/shape.ts';
import type { FoundId } from '../identifiers.ts';
import { utcOf } from '../times/moment-reader.ts';
import { READING_LIMITS, type QualitySample, type Reading, type ReadingProblem, type Sight } from '../reading.ts';
import { isLimit, isVideo, legOf } from './leg.ts';
import { measureName, type Metric } from './measure-name.ts';
import { measureValue } from './measure-value.ts';
import { idsOf, isDenied, saidOf, sideOf, type ReportObject } from './report-object.ts';
import { sentenceFindings, tellsWhatHappened } from './sentences.ts';
import { wordsOf } from './words.ts';

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
const LEG_NAMES = { endpoint: 'call', relay: 'relay' } as const satisfies Record<QualitySample['leg'], string>;

/** Nothing found yet. */
export function createReportFindings(): ReportFindings {
  const reading = collectReading('call-report');
  const worst = new Map<string, Worst>();
  let isReport = false;
  let samples = 0;

  function measurements(object: ReportObject, sight: Sight): void {
    for (const [side, best] of groups(object, (name, text) => unreadable(name, text, sight))) {
      const said = [side, ...saidOf(object)];
      if (isVideo(said) || isLimit(said)) continue;
      const leg = legOf(said);
      const found = Object.fromEntries(best) as Partial<Record<Metric, number>>;
      samples += 1;
      const shownSide = samples > READING_LIMITS.quality ? undefined : sideOf(object, leg, side);
      reading.sample({ ...sight, leg, ...(shownSide === undefined ? {} : { side: shownSide }), ...found });
      for (const [metric, value] of best) {
        const fact = `${LEG_NAMES[leg]}.${FACT_NAMES[metric]}`;
        // Whole milliseconds, downwards: 399.6 ms is still below a limit of 400 ms.
        const held = metric === 'loss' ? value : Math.floor(value);
        if (held > (worst.get(fact)?.value ?? -1)) worst.set(fact, { value: held, sight, ids: idsOf(object) });
      }
    }
  }

  /** Numbers by side and kind. A name that measures something makes the file a report, whatever stands behind it. */
  function groups(
    object: ReportObject,
    onUnreadable: (name: string, value: unknown) => void,
  ): ReadonlyMap<string, ReadonlyMap<Metric, number>> {
    const ranked = new Map<string, Map<Metric, { rank: number; value: number }>>();
    for (const [name, value] of measured(object)) {
      const measure = measureName(name)!;
      isReport = true;
      const read = measureValue(value, measure);
      if (read === 'unreadable') onUnreadable(name, value);
      if (typeof read === 'string') continue;
      const side = ranked.get(measure.side) ?? new Map<Metric, { rank: number; value: number }>();
      ranked.set(measure.side, side);
      const known = side.get(measure.metric);
      if (known === undefined || measure.rank < known.rank)
        side.set(measure.metric, { rank: measure.rank, value: read });
    }
    return new Map(
      [...ranked].map(([side, metrics]) => [side, new Map([...metrics].map(([metric, { value }]) => [metric, value]))]),
    );
  }

  function unreadable(name: string, value: unknown, sight: Sight): void {
    const shown =
      typeof value === 'string'
        ? `"${value.slice(0, 40)}"`
        : typeof value === 'number'
          ? String(value)
          : 'what stands there';
    const message = `${wordsOf(name).join(' ')}: ${shown} is no measurement that can be told, and is left out`;
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
      measurements(object, sight);
      const isShown = sentences(object, sight);
      isReport ||= isShown;
      for (const [kind, id] of isShown ? idsOf(object) : object.ids) reading.id(kind, id, isShown);
    },
    problem: (problem) => reading.problem(problem),
    end() {
      if (!isReport) return undefined;
      for (const [fact, { value, sight, ids }] of worst) {
        reading.shown(fact, value, sight);
        for (const [kind, id] of ids) reading.id(kind, id, true);
      }
      return reading.end();
    },
  };
}

/** The fields that measure something; of `{"jitter": {"avg": 12, "unit": "ms"}}` and of a series, what stands in it. */
function measured({ entries }: ReportObject): readonly (readonly [name: string, value: unknown])[] {
  return entries.flatMap(([name, value]) => {
    if (measureName(name) === undefined) return [];
    return expanded(name, value).filter(([full]) => measureName(full) !== undefined);
  });
}

function expanded(name: string, value: unknown): readonly (readonly [name: string, value: unknown])[] {
  if (typeof value !== 'object' || value === null) return [[name, value]];
  if (Array.isArray(value)) {
    const numbers = (value as readonly unknown[])
      .map((one) => (typeof one === 'number' ? one : numberOf(one, 'value')))
      .filter((one) => one !== undefined);
    return numbers.length === 0 ? [] : [[name, numbers.reduce((sum, one) => sum + one, 0) / numbers.length]];
  }
  const map = value as Readonly<Record<string, unknown>>;
  const unit = typeof map['unit'] === 'string' ? map['unit'].slice(0, 20) : '';
  return Object.entries(map)
    .slice(0, 100)
    .filter(([key, inner]) => key !== 'unit' && (typeof inner === 'number' || typeof inner === 'string'))
    .map(([key, inner]) => [`${name} ${key} ${unit}`, inner]);
}
