import { escapeText } from '../../src/report/escape.ts';
import { isMistaken, wordsFor, type Answer, type Measures, type Share } from './measure.ts';
import type { System } from './ranker.ts';

/** What one system did on one file. */
export interface SystemResult {
  readonly system: System;
  readonly measures: Measures;
  readonly answers: readonly Answer[];
}

/** What all systems did on one file. */
export interface FileResult {
  readonly file: string;
  /** SHA-256 of the file, hex. */
  readonly sha256: string;
  readonly fitting: number;
  readonly unfitting: number;
  /** In the order of the columns; details are told of the first. */
  readonly results: readonly SystemResult[];
}

const FIRST_COLUMN = 32;
const COLUMN = 14;

const LINES: readonly (readonly [title: string, cell: (measures: Measures) => string])[] = [
  ['top-1 of fitting', ({ top1 }) => percent(top1)],
  ['top-3 of fitting', ({ top3 }) => percent(top3)],
  ['mean reciprocal rank', ({ reciprocalRank }) => reciprocalRank?.toFixed(3) ?? '–'],
  ['abstained on unfitting', ({ abstainedUnfitting }) => percent(abstainedUnfitting)],
  ['abstained on fitting', ({ abstainedFitting }) => percent(abstainedFitting)],
  ['coverage at 95 % precision', ({ coverage }) => percent(coverage)],
  ['right of those ≥ 90 % sure', ({ sure }) => (sure === null ? '–' : percent(sure))],
  ['  that many were so sure', ({ sure }) => (sure === null ? '–' : String(sure.of))],
];

/** The figures side by side, then bins, confusions and, where wanted, the mistaken texts of the first system. */
export function formatFile(result: FileResult, withErrors: boolean): string {
  const { file, sha256, fitting, unfitting, results } = result;
  const first = results[0]!;
  return [
    `${escapeText(file)}: ${fitting} fitting, ${unfitting} unfitting texts (sha256 ${sha256.slice(0, 12)})`,
    '',
    line(
      '',
      results.map(({ system }) => system.name),
    ),
    ...LINES.map(([title, cell]) =>
      line(
        title,
        results.map(({ measures }) => cell(measures)),
      ),
    ),
    '',
    ...formatBins(first),
    ...formatConfusions(first),
    ...(withErrors ? formatErrors(first) : []),
  ].join('\n');
}

/** How the systems are set up, and on what terms they are compared. */
export function formatLegend(systems: readonly System[]): string {
  return [
    ...systems.map(({ name, setUp }) => `${name.padEnd(12)} ${setUp}`),
    'All know the same texts of each row: its sentence, screen texts and phrases.',
    'Search libraries never abstain: here they do below the score that parts fitting texts from unfitting ones best on',
    'that very file, which favours them.',
    '',
  ].join('\n');
}

/** Median time per text as ratios to the first system's. */
export function formatSpeed(systems: readonly System[], times: readonly number[]): string {
  const rows = systems.map(({ name }, at) => line(name, [(times[at]! / times[0]!).toFixed(2), times[at]!.toFixed(3)]));
  return [line('median time per text', [`x ${systems[0]!.name}`, 'ms']), ...rows, ''].join('\n');
}

function formatBins({ system, measures }: SystemResult): string[] {
  if (measures.bins === null) return [];
  const rows = measures.bins
    .filter(({ of }) => of > 0)
    .map(
      ({ from, count, of }) => `  ${from.toFixed(1)}–${(from + 0.1).toFixed(1)} ${`${count} of ${of}`.padStart(12)}`,
    );
  return [`How often ${system.name}'s first row is right, by its probability`, ...rows, ''];
}

function formatConfusions({ system, measures }: SystemResult): string[] {
  const rows = measures.confusions.map(
    ({ expected, given, count }) => `${String(count).padStart(4)}  ${expected} → ${given}`,
  );
  return [`Confusions of ${system.name} (${rows.length === 0 ? 'none' : 'expected → given'})`, ...rows, ''];
}

function formatErrors({ system, answers }: SystemResult): string[] {
  const rows = answers.filter(isMistaken).flatMap((answer) => {
    const { expected, given } = wordsFor(answer);
    const { asked, first, place, none } = answer;
    const details = [
      ...(first === null ? [] : [`first ${first.id} ${first.score.toFixed(3)}`]),
      ...(none === null ? [] : [`none ${none.toFixed(3)}`]),
      ...(place === null ? [] : [`expected one in place ${place}`]),
    ];
    return [
      `  line ${asked.line}: ${escapeText(asked.text)}`,
      `    ${expected} → ${given}${details.length === 0 ? '' : ` (${details.join(', ')})`}`,
    ];
  });
  return [`Mistaken by ${system.name}: ${rows.length / 2}`, ...rows, ''];
}

function line(title: string, cells: readonly string[]): string {
  return title.padEnd(FIRST_COLUMN) + cells.map((cell) => cell.padStart(COLUMN)).join('');
}

function percent({ count, of }: Share): string {
  return of === 0 ? '–' : `${((100 * count) / of).toFixed(1)} %`;
}
