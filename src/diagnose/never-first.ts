import type { FactValue } from '../facts/fact.ts';
import { rankSymptoms } from '../match/rank.ts';
import { evaluate, leavesOf, type Context } from '../rules/evaluate.ts';
import type { Rules, Symptom } from '../rules/pack.ts';
import { spend, told, waysToHold, waysToTry, type Budget, type EvidenceTable } from './evidence-table.ts';

type Values = ReadonlyMap<string, FactValue>;

/** What {@link rowsNeverFirst} found: pairs of ids, and the rows that the budget did not reach. */
export interface NeverFirst {
  readonly neverFirst: readonly { readonly row: string; readonly before: string }[];
  readonly leftOut: readonly Symptom[];
}

/**
 * Rows that another one stands before under every way in which they hold: whatever a person truthfully tells of what the
 * row names.
 *
 * @param twins rows that are left out, here and as rivals, because they are alike to others anyway
 */
export function rowsNeverFirst(
  rules: Rules,
  context: Context,
  table: EvidenceTable,
  twins: ReadonlySet<string>,
  budget: Budget,
): NeverFirst {
  const race: Race = { rules, context, table, budget, rivals: rivalFinder(rules, table, twins) };
  const neverFirst: { row: string; before: string }[] = [];
  const leftOut: Symptom[] = [];
  for (const row of rules.symptoms) {
    if (twins.has(row.id) || !table.rows.has(row.id)) continue;
    const leader = leaderOver(row, race);
    if (leader === undefined) leftOut.push(row);
    else if (leader !== row.id) neverFirst.push({ row: row.id, before: leader });
  }
  return { neverFirst, leftOut };
}

interface Race {
  readonly rules: Rules;
  readonly context: Context;
  readonly table: EvidenceTable;
  readonly budget: Budget;
  readonly rivals: (values: Values) => readonly Symptom[];
}

/** The row itself if any way in which it holds puts it first, else who is first when most speaks for it; undefined when that is too much to look at. */
function leaderOver(row: Symptom, race: Race): string | undefined {
  const { context, table, budget } = race;
  // Nearly always enough, and cheap.
  const strongest = strongestAnswers(row, table);
  const holds = evaluate(row.when, told(strongest), context).truth === 'yes';
  let leader = holds ? firstUnder(strongest, row, race) : undefined;
  if (leader === row.id) return leader;
  const answers = possibleAnswers(row, table);
  if (!spend(budget, waysToTry(row.when, answers) * leavesOf(row.when).length)) return undefined;
  const ways = [...waysToHold(row.when, answers, context)]
    .map((values) => ({ values, strength: strengthOf(values, row, table) }))
    .sort((a, b) => b.strength - a.strength);
  for (const { values } of ways) {
    const first = firstUnder(values, row, race);
    if (first === undefined || first === row.id) return first;
    leader ??= first;
  }
  // A row that never holds is an error of its own.
  return leader ?? row.id;
}

/** Who is first when this is known; undefined when that is too much to look at. */
function firstUnder(values: Values, row: Symptom, { rules, context, budget, rivals }: Race): string | undefined {
  const runners = [row, ...rivals(values).filter((rival) => rival !== row)];
  const work = runners.reduce((sum, { when }) => sum + leavesOf(when).length, 0);
  if (!spend(budget, work)) return undefined;
  const { candidates } = rankSymptoms({ ...rules, symptoms: runners }, null, told(values), context);
  return candidates[0]?.symptom.id;
}

/** The answer to each fact that speaks most for the row. */
function strongestAnswers(row: Symptom, { answers, rows }: EvidenceTable): Values {
  return new Map(
    [...rows.get(row.id)!].map(([fact, bits]) => [fact, answers.get(fact)![bits.indexOf(Math.max(...bits))]!]),
  );
}

/** Answers without those that a row cannot have, whatever else is known. */
function possibleAnswers(row: Symptom, { answers, rows }: EvidenceTable): EvidenceTable['answers'] {
  // Where it matters whether a fact is known, what is *no* by itself can be *yes* with others.
  if (leavesOf(row.when).some((leaf) => leaf.operator === 'known')) return answers;
  return new Map(
    [...rows.get(row.id)!].map(([fact, bits]) => [fact, answers.get(fact)!.filter((_, place) => bits[place]! >= 0)]),
  );
}

function strengthOf(values: Values, row: Symptom, table: EvidenceTable): number {
  return [...values].reduce((sum, [fact, value]) => sum + bitsFor(table, row.id, fact, value), 0);
}

function bitsFor({ answers, rows }: EvidenceTable, row: string, fact: string, value: FactValue): number {
  return rows.get(row)?.get(fact)?.[answers.get(fact)!.indexOf(value)] ?? 0;
}

/** Who could stand before a row: the rows that something speaks for, and the one that is most frequent beforehand. */
function rivalFinder(
  { symptoms }: Rules,
  { answers, rows }: EvidenceTable,
  twins: ReadonlySet<string>,
): (values: Values) => Symptom[] {
  const all = symptoms.filter(({ id }) => rows.has(id) && !twins.has(id));
  const favoured = new Map([...answers].map(([fact, values]) => [fact, values.map((): Symptom[] => [])]));
  for (const row of all) {
    for (const [fact, bits] of rows.get(row.id)!)
      bits.forEach((said, place) => said > 0 && favoured.get(fact)![place]!.push(row));
  }
  const [usual] = all.toSorted((a, b) => b.frequency - a.frequency || (a.id < b.id ? -1 : 1));
  return (values) => {
    const found = new Set(usual === undefined ? [] : [usual]);
    for (const [fact, value] of values)
      for (const row of favoured.get(fact)![answers.get(fact)!.indexOf(value)]!) found.add(row);
    return [...found];
  };
}
