import { escapeText } from '../../src/report/escape.ts';
import type { FileResult, SystemResult } from './compare.ts';
import { isMistaken, wordsFor } from './judge.ts';
import type { Measures, Share } from './measure.ts';
import type { System } from './ranker.ts';

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

/** The figures side by side, then bins, confusions and, where wanted, mistaken texts of the first system. */
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
    'All are given the same texts: sentence, screen texts and phrases of each row, and what is listed as no row at all.',
    'A search library is surest where it finds a row ahead of the latter. It abstains below the score that parts fitting',
    'from unfitting texts best on that very file, which favours it.',
    'Coverage: the largest share of all texts, surest first, that can be answered with 95 % of the answers right.',
    '',
  ].join('\n');
}

/** Median times per text, and their ratios to the first system's. */
export function formatSpeed(
  speeds: readonly { readonly name: string; readonly ratio: number; readonly milliseconds: number }[],
): string {
  const title = line('median time per text', [`x ${speeds[0]!.name}`, 'ms']);
  return [title, ...speeds.map((each) => line(each.name, [each.ratio.toFixed(2), each.milliseconds.toFixed(3)]))].join(
    '\n',
  );
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
