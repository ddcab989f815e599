import { byName } from './by-name.ts';
import { wordsOf } from './words.ts';

/** What is measured. */
export type Metric = 'loss' | 'roundTrip' | 'jitter';

/** What a name says of the number behind it. */
export interface MeasureName {
  readonly metric: Metric;
  /** As its words say it; undefined when they do not. */
  readonly unit: MeasureUnit | undefined;
  /** Which of several numbers of one kind counts: the smaller, the better. A mean says more of a call than its worst second. */
  readonly rank: number;
  /** What the other words say: whose side, which hop. */
  readonly side: string;
  /** A rate may be a share of 1 as well as a percentage. */
  readonly isRate: boolean;
}

export type MeasureUnit = 'percent' | 'share' | 'ms' | 's' | 'us';

const UNITS: ReadonlyMap<string, MeasureUnit> = new Map([
  ...['percent', 'percentage', 'pct'].map((word) => [word, 'percent'] as const),
  ...['ratio', 'fraction', 'share'].map((word) => [word, 'share'] as const),
  ...['ms', 'msec', 'msecs', 'millis', 'millisecond', 'milliseconds'].map((word) => [word, 'ms'] as const),
  ...['s', 'sec', 'secs', 'second', 'seconds'].map((word) => [word, 's'] as const),
  ...['us', 'µs', 'usec', 'micros', 'microseconds'].map((word) => [word, 'us'] as const),
]);

const METRICS: readonly (readonly [RegExp, Metric])[] = [
  [/\bjitter\b/, 'jitter'],
  [/\b(?:round trip(?: time| delay)?|roundtrip(?:time|delay)?|rtt|latency)\b/, 'roundTrip'],
  [/\b(?:packets? loss|packetloss|lossrate|loss)\b/, 'loss'],
];

/** Words that make it something else: a count of packets, a buffer, a limit, a grade, words, one direction only. */
const NO_MEASURE =
  /\b(?:count|number|packets lost|buffer|discards?|threshold|limit|target|grade|rating|score|burst|events?|duration|deviation|stddev|variance|min|minimum|lowest|best|oneway|one way|concealed|baseline|timestamp|insights?|status|reason|state|message|level|unit|quality$)(?:\b|$)/;

const RANKS: ReadonlyMap<string, number> = new Map([
  ...['avg', 'average', 'mean'].map((word) => [word, 1] as const),
  ...['median', 'p50'].map((word) => [word, 2] as const),
  ...['p90', 'p95', 'p99', 'max', 'maximum', 'peak', 'worst', 'highest'].map((word) => [word, 3] as const),
]);

const FILLERS = new Set([
  'audio',
  'media',
  'call',
  'quality',
  'network',
  'value',
  'in',
  'of',
  'the',
  'rate',
  'time',
  'total',
  'overall',
]);

/** What a field or column of this name measures; undefined when it is none of ours. */
export const measureName = byName((name: string): MeasureName | undefined => {
  const words = wordsOf(name);
  const text = words.join(' ');
  const found = METRICS.find(([pattern]) => pattern.test(text));
  if (found === undefined || NO_MEASURE.test(text)) return undefined;
  const [pattern, metric] = found;
  const rest = text
    .replace(pattern, ' ')
    .split(' ')
    .filter((word) => word !== '');
  const units = rest.flatMap((word) => UNITS.get(word) ?? []);
  return {
    metric,
    unit: units[0],
    rank: Math.max(0, ...rest.map((word) => RANKS.get(word) ?? 0)),
    side: rest.filter((word) => !UNITS.has(word) && !RANKS.has(word) && !FILLERS.has(word)).join(' '),
    isRate: /\b(?:rate|lossrate)\b/.test(text),
  };
});
