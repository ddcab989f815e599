import type { RecordedReading } from '../../case/record-reading.ts';
import { QUALITY_LEGS, type QualityLeg } from '../../evidence/reading.ts';
import { plotShape, type PlotShape } from './plot-shape.ts';
import { MEASURES, QUALITY_LIMITS, type Measure } from './quality-limits.ts';
import { badness, isOverLimit, sampleGroups, type FileSample, type SampleGroup } from './quality-samples.ts';
import { counted } from './quantities.ts';
import { shownMoment, type ShownMoment } from './shown-moment.ts';

/** One small plot: loss, round trip or jitter of one part of the way. */
export interface QualityPlot {
  readonly label: string;
  /** What it shows, in words; nothing is told by the drawing alone. */
  readonly words: string;
  /** Beside the line of the limit. */
  readonly limitWords: string;
  readonly isOver: boolean;
  readonly shape: PlotShape;
}

/** A measurement at or over a limit, in words; the worst come first. */
export interface BadSample {
  readonly where: string;
  readonly line?: number;
  readonly at?: ShownMoment;
  readonly cells: readonly { readonly words: string; readonly isOver: boolean }[];
}

/** The quality of one part of a call's way. */
export interface QualityView {
  readonly title: string;
  readonly plots: readonly QualityPlot[];
  /** Whose the measurements are, from left to right. */
  readonly sides: readonly string[];
  readonly bad: readonly BadSample[];
  readonly moreBad: number;
}

const LEGS: Readonly<Record<QualityLeg, string>> = {
  endpoint: 'At the endpoint: the whole way, as the phone or browser sees it',
  relay: "At the vendor's media relay: one hop",
};

const LABELS: Readonly<Record<Measure, string>> = { loss: 'Loss', roundTrip: 'Round trip', jitter: 'Jitter' };

/** Sides that are named, and measurements that are listed; `case.json` has all. */
const MOST = { sides: 8, bad: 10 };

/** What was measured of the calls, the endpoint before the relay; empty when nothing was. */
export function qualityViews(readings: readonly RecordedReading[], zone: string): readonly QualityView[] {
  return QUALITY_LEGS.flatMap((leg) => {
    const groups = sampleGroups(readings, leg);
    const plots = MEASURES.flatMap((measure) => plotOf(groups, leg, measure));
    return plots.length === 0 ? [] : [{ title: LEGS[leg], plots, sides: sidesOf(groups), ...worstOf(groups, zone) }];
  });
}

function plotOf(groups: readonly SampleGroup[], leg: QualityLeg, measure: Measure): QualityPlot[] {
  const all = groups.flat().filter((sample) => sample[measure] !== undefined);
  if (all.length === 0) return [];
  const limit = QUALITY_LIMITS[leg][measure];
  const runs = groups.map((group) => group.map((sample) => sample[measure]));
  const over = all.filter((sample) => isOverLimit(sample, measure)).length;
  const worst = all.reduce((most, sample) => Math.max(most, sample[measure]!), 0);
  const shape = plotShape(runs, limit);
  const share = over === 0 ? 'below the limit' : `${over} at or over the limit`;
  return [
    {
      label: LABELS[measure],
      words: `worst ${amount(measure, worst)}, ${share} of ${amount(measure, limit)} (${counted(all.length, 'measurement')})${drawnWords(shape, measure)}`,
      limitWords: amount(measure, limit),
      isOver: over > 0,
      shape,
    },
  ];
}

/** In what the drawing is less than what was measured. */
function drawnWords({ cutAt, each }: PlotShape, measure: Measure): string {
  const cut = cutAt === undefined ? '' : `; cut off at ${amount(measure, cutAt)}`;
  return `${cut}${each === 1 ? '' : `; each mark is the worst of ${each}`}`;
}

function sidesOf(groups: readonly SampleGroup[]): readonly string[] {
  let before = 0;
  const sides = groups.map((group) => {
    const [first, last] = [before + 1, (before += group.length)];
    return `${first === last ? first : `${first} to ${last}`}: ${sideOf(group[0]!)}`;
  });
  const hidden = sides.length - MOST.sides;
  return hidden > 0 ? [...sides.slice(0, MOST.sides), `${counted(hidden, 'more side')} or hops`] : sides;
}

function worstOf(groups: readonly SampleGroup[], zone: string): Pick<QualityView, 'bad' | 'moreBad'> {
  const bad = groups.flat().filter((sample) => MEASURES.some((measure) => isOverLimit(sample, measure)));
  const worst = bad.toSorted((a, b) => badness(b) - badness(a)).slice(0, MOST.bad);
  return { bad: worst.map((sample) => badSample(sample, zone)), moreBad: bad.length - worst.length };
}

function badSample(sample: FileSample, zone: string): BadSample {
  const { line, at } = sample;
  return {
    where: sideOf(sample),
    ...(line === undefined ? {} : { line }),
    ...(at === undefined ? {} : { at: shownMoment(at, zone) }),
    cells: MEASURES.map((measure) => {
      const value = sample[measure];
      return {
        words: value === undefined ? 'not known' : amount(measure, value),
        isOver: isOverLimit(sample, measure),
      };
    }),
  };
}

function sideOf({ file, side }: FileSample): string {
  return side === undefined ? file : `${side}, ${file}`;
}

/** `7.25 %`, `412 ms`, on one line; to six digits, so that what is just below a limit does not read as the limit. */
function amount(measure: Measure, value: number): string {
  return `${Number(value.toPrecision(6))}\u00a0${measure === 'loss' ? '%' : 'ms'}`;
}
