import type { Fact, Facts, FactValue } from '../facts/fact.ts';
import { valueEvidence } from '../match/fact-evidence.ts';
import type { Declined } from '../match/outcome.ts';
import { BIT, weightsOf } from '../match/posterior.ts';
import type { Candidate } from '../match/rank.ts';
import { factsOf, leavesOf, type Context } from '../rules/evaluate.ts';
import type { Rules, Symptom } from '../rules/pack.ts';
import { informationOf } from './information.ts';

/** A question that tells less than a fiftieth of a bit is not worth asking. */
const LEAST = BIT / 50;
/** Probabilities as whole numbers: parts of this. */
const WHOLE = 1_000_000;

/** What a question is worth. */
export interface Worth {
  /** What the answer is expected to tell, in thousandths of a bit. */
  readonly bits: number;
  /** What it costs to find out. */
  readonly seconds: number;
}

/**
 * The unknown fact whose answer is expected to tell most for the seconds it takes to find out, or undefined when no
 * question would tell the rows apart. Ties go to the fact declared first.
 *
 * @param candidates what their probabilities lack of 1 is that of "none of these"
 */
export function nextQuestion(
  rules: Rules,
  candidates: readonly Candidate[],
  facts: Facts,
  declined: Declined,
  context: Context,
): Fact | undefined {
  const naming = rowsByFact(candidates);
  let best: { fact: Fact; worth: Worth } | undefined;
  for (const fact of rules.facts) {
    const rows = naming.get(fact.id);
    if (rows === undefined || facts.has(fact.id) || declined.has(fact.id)) continue;
    const worth = worthOf(fact, rows, context);
    if (worth.bits >= LEAST && (best === undefined || isWorthMore(worth, best.worth))) best = { fact, worth };
  }
  return best?.fact;
}

/** What asking for this fact is worth while these rows come into question. */
export function questionWorth(fact: Fact, candidates: readonly Candidate[], context: Context): Worth {
  return worthOf(fact, rowsByFact(candidates).get(fact.id) ?? [], context);
}

/** Bits for each second; as products, which stay whole. */
function isWorthMore(a: Worth, b: Worth): boolean {
  return a.bits * b.seconds > b.bits * a.seconds;
}

/** The seconds that a person needs to find a fact out. What needs nobody to be asked will cost next to nothing here. */
function costOf(fact: Fact): number {
  return Math.max(1, fact.seconds);
}

/** The rows whose conditions name a fact; to all other rows, and to "none of these", its answers say nothing. */
function rowsByFact(candidates: readonly Candidate[]): Map<string, Candidate[]> {
  const rows = new Map<string, Candidate[]>();
  for (const candidate of candidates)
    for (const fact of factsOf(candidate.symptom.when)) {
      const list = rows.get(fact);
      if (list === undefined) rows.set(fact, [candidate]);
      else list.push(candidate);
    }
  return rows;
}

function worthOf(fact: Fact, naming: readonly Candidate[], context: Context): Worth {
  const answers = answersTo(fact, naming.map((row) => row.symptom), context);
  const weights = naming.map((row) => Math.round(row.probability * WHOLE));
  const rest = Math.max(0, WHOLE - weights.reduce((sum, weight) => sum + weight, 0));
  const likelihoods = naming.map((_, row) => weightsOf(answers.map((answer) => answer[row]!)));
  const bits = informationOf([...weights, rest], [...likelihoods, answers.map(() => 1)]);
  return { bits, seconds: costOf(fact) };
}

/** For each answer that makes a difference, what it says of each row, in thousandths of a bit. */
function answersTo(fact: Fact, rows: readonly Symptom[], context: Context): number[][] {
  const answers = tellingValues(fact, rows, context).map((value) =>
    rows.map((row) => valueEvidence(row, fact.id, value, context)?.bits ?? 0),
  );
  return [...new Map(answers.map((bits) => [bits.join(), bits])).values()];
}

/** The options, true and false, both sides of each threshold. */
function tellingValues(fact: Fact, rows: readonly Symptom[], context: Context): FactValue[] {
  if (fact.type === 'enum') return fact.options.map((option) => option.value);
  if (fact.type === 'boolean') return [true, false];
  const operands = rows
    .flatMap((row) => leavesOf(row.when))
    .filter((leaf) => leaf.fact === fact.id)
    .flatMap((leaf) => leaf.operands)
    .flatMap((operand) => ('literal' in operand ? [operand.literal] : [context.settings.get(operand.setting)]))
    .filter((operand) => operand !== undefined);
  if (fact.type === 'text') return ['', ...operands];
  return operands
    .filter((operand) => typeof operand === 'number')
    .flatMap((operand) => [Math.max(0, operand - 1), operand, operand + 1]);
}
