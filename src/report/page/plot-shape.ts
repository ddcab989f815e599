/** A plot as SVG draws it, within a box of {@link PLOT}. Text of attributes, made of numbers alone. */
export interface PlotShape {
  /** `points` of a line for each run of two or more. */
  readonly lines: readonly string[];
  /** Path data of the marks below the limit, and of those at or over it. */
  readonly dots: string;
  readonly over: string;
  /** Where the limit is drawn. */
  readonly limit: number;
  /** Between two runs. */
  readonly borders: readonly string[];
  /** What is drawn at the upper edge stands for it or for more; absent when nothing is cut off. */
  readonly cutAt?: number;
  /** Of how many measurements each mark is the worst. */
  readonly each: number;
}

/** The box of a plot, in units of its drawing: within it the area of the marks; left of that stand the words. */
export const PLOT = { width: 240, height: 84, top: 8, bottom: 76, left: 46, right: 232, words: 36 } as const;

/** How high a plot goes at most, in limits: beyond it the rest could not be told apart. */
const HIGHEST = 6;
/** And at least, so that the limit is seen. */
const LOWEST = 1.4;
/** More borders would be a fence. */
const MOST_BORDERS = 12;
/** More marks lie over each other; more sides than that are one crowd. */
const MOST = { marks: 400, runs: 100 };

/**
 * The shape of a plot of measurements from left to right.
 *
 * @param runs finite and not below 0
 */
export function plotShape(runs: readonly Run[], limit: number): PlotShape {
  const all = runs.reduce((sum, run) => sum + run.length, 0);
  const each = Math.max(1, Math.ceil(all / MOST.marks));
  const drawn = (runs.length > MOST.runs ? [runs.flat()] : runs).map((run) => worstOfEach(run, each));
  const count = drawn.reduce((sum, run) => sum + run.length, 0);
  const worst = drawn.flat().reduce<number>((high, value) => Math.max(high, value ?? 0), 0);
  const top = Math.min(Math.max(worst * 1.1, limit * LOWEST), limit * HIGHEST);
  const x = (index: number): number => PLOT.left + (count === 1 ? 0.5 : index / (count - 1)) * (PLOT.right - PLOT.left);
  const y = (value: number): number => PLOT.bottom - (Math.min(value, top) / top) * (PLOT.bottom - PLOT.top);
  const lines: string[] = [];
  const marks = { dots: '', over: '' };
  let before = 0;
  for (const run of drawn) {
    const points = run.flatMap((value, index) =>
      value === undefined ? [] : [{ at: x(before + index), height: y(value), isOver: value >= limit }],
    );
    if (points.length > 1) lines.push(points.map(({ at, height }) => `${short(at)},${short(height)}`).join(' '));
    for (const { at, height, isOver } of points) {
      if (isOver) marks.over += `M${short(at)} ${short(height - 4)}l4 7h-8z`;
      else marks.dots += `M${short(at)} ${short(height - 2)}l2 2-2 2-2-2z`;
    }
    before += run.length;
  }
  return {
    lines,
    ...marks,
    limit: Number(short(y(limit))),
    borders: bordersOf(drawn, x),
    ...(worst > top ? { cutAt: top } : {}),
    each,
  };
}

/** Measurements of one side; undefined where one was not measured. */
type Run = readonly (number | undefined)[];

/** The largest of each `size` that follow each other: what is bad must not vanish among what is good. */
function worstOfEach(run: Run, size: number): Run {
  if (size === 1) return run;
  return Array.from({ length: Math.ceil(run.length / size) }, (_, index) => {
    const known = run.slice(index * size, (index + 1) * size).filter((value) => value !== undefined);
    return known.length === 0 ? undefined : known.reduce((most, value) => Math.max(most, value));
  });
}

/** Halfway between the last of a run and the first of the next; none when there are too many. */
function bordersOf(runs: readonly (readonly unknown[])[], x: (index: number) => number): readonly string[] {
  if (runs.length > MOST_BORDERS) return [];
  let before = 0;
  return runs.slice(0, -1).map((run) => short(x((before += run.length) - 0.5)));
}

/** A tenth of a unit is less than a pixel. */
function short(value: number): string {
  return String(Math.round(value * 10) / 10);
}
