import { formatFactValue } from '../facts/parse-value.ts';
import { matchSymptoms } from '../match/match.ts';
import { seenWords } from '../report/seen-words.ts';
import { bold, dim, type Line } from '../report/text.ts';
import { catalogueOf } from '../rules/catalogue.ts';
import { factsOf } from '../rules/evaluate.ts';
import type { Symptom } from '../rules/pack.ts';
import type { Desk } from './desk.ts';

/** Rows that files of the case make *yes*, the likeliest first: at least one of the facts that they name was read in one. */
export function shownRows(desk: Desk): readonly Symptom[] {
  if (desk.view.readings.length === 0) return [];
  const isShown = (row: Symptom): boolean =>
    factsOf(row.when).some((fact) => desk.answered.get(fact)?.by === 'evidence');
  const yes = matchSymptoms(desk.rules, desk.answered, desk.context)
    .filter(({ verdict, symptom }) => verdict.truth === 'yes' && isShown(symptom))
    .map(({ symptom }) => symptom);
  if (yes.length < 2) return yes;
  const { candidates } = desk.rank({ rows: new Set(yes.map((row) => row.id)) });
  return [...new Set([...candidates.map(({ symptom }) => symptom), ...yes])];
}

/** Where in the files each row stands: the fact, and the line that shows it. */
export function shownLines(desk: Desk, rows: readonly Symptom[]): Line[] {
  const catalogue = catalogueOf(desk.rules);
  return rows.flatMap((row) =>
    factsOf(row.when).flatMap((id): Line[] => {
      const known = desk.answered.get(id);
      const fact = catalogue.get(id);
      if (known?.seen === undefined || fact === undefined) return [];
      const value = String(formatFactValue(fact, known.value));
      return [['  ', bold(row.id), dim(`  ${id} = ${value}: ${seenWords(known.seen)}`)]];
    }),
  );
}
