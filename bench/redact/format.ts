import { escapeText } from '../../src/report/escape.ts';
import { percent, table } from '../questions/table.ts';
import { isHeld, precisionOf, recallOf, type Quote, type Result } from './measure.ts';

const HEAD = ['kind', 'label', 'labels', 'recall', 'asked', 'findings', 'precision', 'asked', 'budget'];

/** One line for each kind. */
export function formatResults(results: readonly Result[]): string[] {
  return table(HEAD, results.map(cellsOf));
}

/** What was missed and what is wrong, one line each. */
export function formatQuotes(results: readonly Result[]): string[] {
  return results.flatMap(({ kind, missed, wrong }) => [
    ...missed.map((quote) => `missed ${kind}: ${wordsOf(quote)}`),
    ...wrong.map((quote) => `no ${kind}: ${wordsOf(quote)}`),
  ]);
}

function cellsOf(result: Result): string[] {
  const { kind, entity, labels, found, recall, precision } = result;
  const asked = (share: number | undefined): string => (share === undefined ? '–' : percent(share));
  const budget = recall === undefined && precision === undefined ? '–' : isHeld(result) ? 'held' : 'MISSED';
  return [
    kind,
    entity,
    String(labels),
    percent(recallOf(result)),
    asked(recall),
    String(found),
    percent(precisionOf(result)),
    asked(precision),
    budget,
  ];
}

function wordsOf({ before, value, behind }: Quote): string {
  return escapeText(`${before}⟦${value}⟧${behind}`.replace(/\s+/g, ' '));
}
