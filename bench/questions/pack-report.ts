import type { Context } from '../../src/rules/evaluate.ts';
import type { Rules } from '../../src/rules/pack.ts';
import { bitsPerAnswer } from './capacity.ts';
import { costOf, minutesUntil, priorOf, TRIAL_ORDERS, type TrialOrder } from './minutes.ts';
import { MANNERS, type Manner } from './person.ts';
import { simulator, STARTS, type Measured, type Start } from './simulate.ts';
import { fixed, percent, table } from './table.ts';

type Minutes = Readonly<Record<TrialOrder, number>>;

interface Row {
  readonly manner: Manner;
  readonly chosen: Measured;
  readonly menu: Measured;
  readonly wholeMenu: Measured;
}

/** Lines that tell how many questions the rules take, and what that is worth in minutes. */
export function packReport(rules: Rules, context: Context, repetitions: number, seed: number): string[] {
  const measure = simulator(rules, context);
  const rowOf = (start: Start, manner: Manner): Row => ({
    manner,
    chosen: measure({ manner, start, order: 'chosen' }, repetitions, seed),
    menu: measure({ manner, start, order: 'menu' }, repetitions, seed),
    wholeMenu: measure({ manner, start, order: 'menu', most: Infinity }, repetitions, seed),
  });
  const all = STARTS.map((start) => ({ start, rows: MANNERS.map((manner) => rowOf(start, manner)) }));
  const { size } = new Set(rules.symptoms);
  return [
    `${size} rows, each ${repetitions} times, seed ${seed}; log2(${size}) = ${fixed(Math.log2(size))} bits`,
    ...all.flatMap(({ start, rows }) => ['', ...questionLines(start, rows), '', ...orderLines(start, rows)]),
    '',
    ...minutesLines(
      rules,
      all.map(({ start, rows }) => [start, rows] as const),
    ),
    ...all.flatMap(({ start, rows }) => missedLines(start, rows[0]!.chosen)),
  ];
}

function questionLines(start: Start, rows: readonly Row[]): string[] {
  const heads = ['mean', '95th', 'most', 'first', 'top 3', 'sure', 'right', 'bound', 'x bound', 'yes/no', 'x yes/no'];
  return table(
    [`Questions, ${start}`, ...heads],
    rows.map(({ manner, chosen: { bound, yesNoBound, mean, ...rest } }) => [
      manner.name,
      fixed(mean),
      `${rest.percentile95}`,
      `${rest.longest}`,
      ...[rest.top1, rest.top3, rest.sure, rest.right].map(percent),
      ...[bound, mean / bound, yesNoBound, mean / yesNoBound].map(fixed),
    ]),
  );
}

function orderLines(start: Start, rows: readonly Row[]): string[] {
  return table(
    [`Against menu order, ${start}`, 'chosen', 'menu', 'ratio', 'first', 'whole menu', 'ratio', 'first'],
    rows.map(({ manner, chosen, menu, wholeMenu }) => [
      manner.name,
      fixed(chosen.mean),
      ...[menu, wholeMenu].flatMap((other) => [
        fixed(other.mean),
        fixed(other.mean / chosen.mean),
        percent(other.top1),
      ]),
    ]),
  );
}

function minutesLines(rules: Rules, all: readonly (readonly [Start, readonly Row[]])[]): string[] {
  const line = (name: string, minutes: Minutes): string[] => [
    name,
    ...TRIAL_ORDERS.map((order) => fixed(minutes[order])),
    ...TRIAL_ORDERS.slice(1).map((order) => fixed(minutes[order] / minutes['p/c'])),
  ];
  const after = all.flatMap(([start, rows]) =>
    rows.map(({ manner, chosen }) => line(`${start}, ${manner.name}`, chosen.minutes)),
  );
  const ratios = TRIAL_ORDERS.slice(1).map((order) => `${order} : p/c`);
  return table(
    ['Minutes until fixed, rows tried by', ...TRIAL_ORDERS, ...ratios],
    [line('without a question', minutesBefore(rules)), ...after],
  );
}

function minutesBefore(rules: Rules): Minutes {
  const prior = priorOf(rules);
  const costs = new Map(rules.symptoms.map((row) => [row.id, costOf(row)]));
  const expected = (order: TrialOrder): number =>
    prior.reduce((sum, { id, probability }) => sum + probability * minutesUntil(id, prior, costs, order), 0);
  return Object.fromEntries(TRIAL_ORDERS.map((order) => [order, expected(order)])) as Record<TrialOrder, number>;
}

/** Rows that a truthful person does not always find; there should be none. */
function missedLines(start: Start, { missed }: Measured): string[] {
  if (missed.size === 0) return [];
  const rows = [...missed].map(([id, often]) => `  ${percent(often)} ${id}`);
  return ['', `Not always first after truthful answers, ${start}:`, ...rows];
}

/** The capacities that the bounds are made from, for the reader who wants to check them. */
export function capacityLines(): string[] {
  const options = [2, 3, 4, 5, 7, 9];
  return table(
    ['Bits an answer carries, by options', ...options.map(String)],
    MANNERS.map((manner) => [manner.name, ...options.map((count) => fixed(bitsPerAnswer(count, manner)))]),
  );
}
