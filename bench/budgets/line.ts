/** What a figure may be. */
export type Budget = { readonly atMost: number } | { readonly atLeast: number };

/** One line of the table. */
export interface Line {
  readonly what: string;
  /** `null`: it could not be measured. */
  readonly value: number | null;
  /** `x` is a ratio. */
  readonly unit: 'x' | '/s' | 'MB/s' | 'MiB';
  /** Without one, the line only tells more. */
  readonly budget?: Budget;
  /** What lies behind the figure, or why there is none. */
  readonly note?: string;
}

/** What became of a budget; `skipped` where nothing was measured, which is not to have held it. */
export type Verdict = 'held' | 'MISSED' | 'skipped' | '';

/** Says whether a line held its budget; nothing of one without. */
export function verdictOn({ value, budget }: Line): Verdict {
  if (value === null) return 'skipped';
  if (budget === undefined) return '';
  const isHeld = 'atMost' in budget ? value <= budget.atMost : value >= budget.atLeast;
  return isHeld ? 'held' : 'MISSED';
}

/** Lines as a table with a title. */
export function formatLines(title: string, lines: readonly Line[]): string[] {
  const width = Math.max(title.length, ...lines.map(({ what }) => what.length));
  const head = [title.padEnd(width), 'value'.padStart(12), 'budget'.padStart(14), ''.padEnd(7)].join('  ').trimEnd();
  return [head, ...lines.map((line) => formatLine(line, width))];
}

function formatLine(line: Line, width: number): string {
  const { what, value, unit, budget, note } = line;
  const columns = [
    what.padEnd(width),
    (value === null ? '-' : formatFigure(value, unit)).padStart(12),
    (budget === undefined ? '' : formatBudget(budget, unit)).padStart(14),
    verdictOn(line).padEnd(7),
    note ?? '',
  ];
  return columns.join('  ').trimEnd();
}

function formatBudget(budget: Budget, unit: Line['unit']): string {
  return 'atMost' in budget ? `<= ${formatFigure(budget.atMost, unit)}` : `>= ${formatFigure(budget.atLeast, unit)}`;
}

function formatFigure(value: number, unit: Line['unit']): string {
  const digits = unit !== 'x' && unit !== 'MB/s' ? 0 : value < 10 ? 2 : value < 100 ? 1 : 0;
  const figure = value.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits });
  return `${figure} ${unit}`;
}

/** The middle one; of an even number, the upper of the two. */
export function median(numbers: readonly number[]): number {
  const middle = numbers.toSorted((a, b) => a - b)[numbers.length >> 1];
  if (middle === undefined) throw new Error('no numbers, no median');
  return middle;
}
