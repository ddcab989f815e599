import type { Catalogue, Facts, FactValue, KnownFact } from '../facts/fact.ts';
import type { Leaf } from './condition.ts';
import { evaluate, leavesOf, type Context } from './evaluate.ts';
import type { Symptom } from './pack.ts';

/** More leaves than this are not looked at for one row: about a tenth of a second. */
export const MAX_WORK = 400_000;

/** What of a symptom can never be: the whole row, or the outcomes with these indexes. */
export interface Unreachable {
  readonly row: boolean;
  readonly outcomes: readonly number[];
  /** Leaves that were looked at. */
  readonly work: number;
}

/**
 * Tries every combination of telling values of the facts that a row names (each also unknown) and reports what never
 * comes about. Exact for what it tries; patterns and rows that take more work than `limit` are taken to be reachable.
 */
export function findUnreachable(
  symptom: Symptom,
  catalogue: Catalogue,
  context: Context,
  limit = MAX_WORK,
): Unreachable {
  const leaves = [symptom.when, ...symptom.outcomes.flatMap((outcome) => outcome.when ?? [])].flatMap(leavesOf);
  const domains = domainsOf(leaves, catalogue, context);
  const size = [...(domains?.values() ?? [])].reduce((product, values) => product * values.length, leaves.length);
  if (domains === null || size > limit) return { row: false, outcomes: [], work: 0 };
  let row = true;
  let tried = 0;
  const open = new Set(symptom.outcomes.keys());
  for (const facts of combinations(domains)) {
    tried++;
    if (evaluate(symptom.when, facts, context).truth !== 'yes') continue;
    row = false;
    const reached = symptom.outcomes.findIndex(
      (outcome) => outcome.when === undefined || evaluate(outcome.when, facts, context).truth === 'yes',
    );
    open.delete(reached);
    if (open.size === 0) break;
  }
  return { row, outcomes: row ? [] : [...open], work: tried * leaves.length };
}

type Domains = ReadonlyMap<string, readonly (FactValue | undefined)[]>;

/** The values that tell, by fact; null when a text is searched in ways that no short list of values stands for. */
function domainsOf(leaves: readonly Leaf[], catalogue: Catalogue, context: Context): Domains | null {
  const searched = leaves.filter((leaf) => leaf.operator === 'contains').map((leaf) => leaf.fact);
  if (new Set(searched).size < searched.length) return null;
  const domains = new Map<string, Set<FactValue | undefined>>();
  for (const leaf of leaves) {
    const fact = catalogue.get(leaf.fact);
    if (fact === undefined || leaf.operator === 'matches') return null;
    const values = domains.get(leaf.fact) ?? new Set([undefined]);
    domains.set(leaf.fact, values);
    const operands = leaf.operands.map((operand) =>
      'literal' in operand ? operand.literal : context.settings.get(operand.setting),
    );
    if (fact.type === 'boolean') [true, false].forEach((value) => values.add(value));
    else if (fact.type === 'enum') fact.options.forEach((option) => values.add(option.value));
    else if (fact.type === 'text') ['', ...operands].forEach((value) => values.add(value));
    else {
      // Between two whole percentages there are others; between two whole milliseconds or agents there is nothing.
      const step = fact.type === 'percent' ? 1e-6 : 1;
      for (const operand of operands) {
        if (typeof operand === 'number')
          [operand - step, operand, operand + step].filter((value) => value >= 0).forEach((value) => values.add(value));
      }
      values.add(0);
    }
  }
  return new Map([...domains].map(([id, values]) => [id, [...values]]));
}

function* combinations(domains: Domains): Generator<Facts> {
  const ids = [...domains.keys()];
  const facts = new Map<string, KnownFact>();
  function* choose(index: number): Generator<Facts> {
    const id = ids[index];
    if (id === undefined) {
      yield facts;
      return;
    }
    for (const value of domains.get(id)!) {
      if (value === undefined) facts.delete(id);
      else facts.set(id, { value, by: 'incident' });
      yield* choose(index + 1);
    }
  }
  yield* choose(0);
}
