import type { Fact, FactValue } from '../facts/fact.ts';
import { valueEvidence } from '../match/fact-evidence.ts';
import type { Condition, Leaf } from '../rules/condition.ts';
import { evaluate, factsOf, leavesOf, type Context } from '../rules/evaluate.ts';
import type { Rules, Symptom } from '../rules/pack.ts';

/** What the answers to questions say of rows. */
export interface EvidenceTable {
  /** The answers to each question that make a difference, by fact that a row names. */
  readonly answers: ReadonlyMap<string, readonly FactValue[]>;
  /** By id of the row, then by fact that it names: thousandths of a bit for each of these answers. */
  readonly rows: ReadonlyMap<string, ReadonlyMap<string, readonly number[]>>;
  /** Rows that are left out, because there is too much to look at. */
  readonly leftOut: readonly Symptom[];
}

/** How many leaves may still be looked at. */
export interface Budget {
  left: number;
}

/** Takes work from a budget; false, and nothing taken, when it does not reach. */
export function spend(budget: Budget, work: number): boolean {
  const reaches = work <= budget.left;
  if (reaches) budget.left -= work;
  return reaches;
}

/** Looks at every row under every answer to each fact that it names, alone, as the ranking does; as far as the budget goes. */
export function evidenceTable(rules: Rules, context: Context, budget: Budget): EvidenceTable {
  const answers = answersByFact(rules, context);
  const rows = new Map<string, ReadonlyMap<string, readonly number[]>>();
  const leftOut: Symptom[] = [];
  for (const row of rules.symptoms) {
    const ids = factsOf(row.when).filter((id) => answers.has(id));
    const work = leavesOf(row.when).length * ids.reduce((sum, id) => sum + answers.get(id)!.length, 0);
    if (!spend(budget, work)) leftOut.push(row);
    else {
      const bits = (id: string): number[] =>
        answers.get(id)!.map((value) => valueEvidence(row, id, value, context)?.bits ?? 0);
      rows.set(row.id, new Map(ids.map((id) => [id, bits(id)])));
    }
  }
  return { answers, rows, leftOut };
}

/**
 * The different answers to the question for each fact that a row names: yes and no, the options, the texts that are named
 * and none of them, and of durations and counts one value from each side of each threshold.
 */
export function answersByFact(rules: Rules, context: Context): ReadonlyMap<string, readonly FactValue[]> {
  const naming = new Map<string, Leaf[]>();
  for (const leaf of rules.symptoms.flatMap((row) => leavesOf(row.when))) {
    const known = naming.get(leaf.fact);
    if (known === undefined) naming.set(leaf.fact, [leaf]);
    else known.push(leaf);
  }
  return new Map(
    rules.facts.flatMap((fact) => {
      const leaves = naming.get(fact.id);
      return leaves === undefined ? [] : [[fact.id, answersTo(fact, leaves, context)] as const];
    }),
  );
}

/** The different answers to the question for a fact that these leaves name. */
export function answersTo(fact: Fact, leaves: readonly Leaf[], context: Context): FactValue[] {
  if (fact.type === 'boolean') return [true, false];
  if (fact.type === 'enum') return fact.options.map((option) => option.value);
  const operandsOf = (leaf: Leaf): FactValue[] =>
    leaf.operands.map((operand) => ('literal' in operand ? operand.literal : context.settings.get(operand.setting)!));
  const compared = leaves.filter((leaf) => leaf.operator !== 'known');
  if (fact.type === 'text') return [...new Set(['', ...compared.flatMap(operandsOf)])];
  const starts = compared.flatMap((leaf) => operandsOf(leaf).flatMap((value) => startsOf(leaf, Number(value))));
  const sorted = [...new Set(starts)].filter((start) => start > 0).sort((a, b) => a - b);
  return [Math.max(0, (sorted[0] ?? 0) - 1), ...sorted];
}

/** The whole numbers at which a comparison with `border` begins to come out otherwise. */
function startsOf({ operator }: Leaf, border: number): number[] {
  if (operator === 'below' || operator === 'at-least') return [border];
  return operator === 'above' || operator === 'at-most' ? [border + 1] : [border, border + 1];
}

/** What is known when a person has told these values. */
export function told(values: Iterable<readonly [string, FactValue]>): Map<string, { value: FactValue; by: 'person' }> {
  return new Map([...values].map(([id, value]) => [id, { value, by: 'person' }]));
}

/** Every combination of answers to the facts that a condition names with which it is *yes*. */
export function* waysToHold(
  condition: Condition,
  answers: ReadonlyMap<string, readonly FactValue[]>,
  context: Context,
): Generator<ReadonlyMap<string, FactValue>> {
  const ids = factsOf(condition).filter((id) => answers.has(id));
  const values = new Map<string, FactValue>();
  function* choose(at: number): Generator<ReadonlyMap<string, FactValue>> {
    const id = ids[at];
    if (id === undefined) {
      if (evaluate(condition, told(values), context).truth === 'yes') yield new Map(values);
      return;
    }
    for (const value of [...answers.get(id)!, undefined]) {
      if (value === undefined) values.delete(id);
      else values.set(id, value);
      yield* choose(at + 1);
    }
  }
  yield* choose(0);
}

/** How many combinations {@link waysToHold} goes through. */
export function waysToTry(condition: Condition, answers: ReadonlyMap<string, readonly FactValue[]>): number {
  return factsOf(condition).reduce((product, id) => product * ((answers.get(id)?.length ?? 0) + 1), 1);
}
