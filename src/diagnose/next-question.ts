import type { Fact, Facts, FactValue } from '../facts/fact.ts';
import { leafEvidence } from '../match/leaf-evidence.ts';
import type { Declined } from '../match/outcome.ts';
import type { Candidate } from '../match/rank.ts';
import { evaluate, factsOf, leavesOf, type Context } from '../rules/evaluate.ts';
import type { Rules, Symptom } from '../rules/pack.ts';

/** How much more likely an answer is when the row holds, and how much less when it contradicts the row. */
const FOR = 19;
const AGAINST = 1;
const SAYS_NOTHING = 10;
/** Below this gain in expected certainty (0 … 1) a question is not worth asking. */
const LEAST_GAIN = 0.01;

/**
 * The unknown fact whose answer is expected to make the ranking most certain for the seconds it takes to find out,
 * or undefined when no question would tell the candidates apart. Ties go to the fact declared first.
 */
export function nextQuestion(
  rules: Rules,
  candidates: readonly Candidate[],
  facts: Facts,
  declined: Declined,
  context: Context,
): Fact | undefined {
  const named = new Set(candidates.flatMap((candidate) => factsOf(candidate.symptom.when)));
  const open = rules.facts.filter((fact) => named.has(fact.id) && !facts.has(fact.id) && !declined.has(fact.id));
  // Of these rows alone: that it is none of them is not what a question can show.
  const all = sumOf(candidates.map((candidate) => candidate.probability));
  const shares = candidates.map((candidate) => candidate.probability / all);
  const certainty = sumOfSquares(shares);
  let best: { fact: Fact; worth: number } | undefined;
  for (const fact of open) {
    const gain = expectedCertainty(fact, candidates, shares, context) - certainty;
    const worth = gain / Math.max(1, fact.seconds);
    if (gain > LEAST_GAIN && (best === undefined || worth > best.worth)) best = { fact, worth };
  }
  return best?.fact;
}

/** Expected sum of squared shares after the answer; squares instead of logarithms stay exact everywhere. */
function expectedCertainty(
  fact: Fact,
  candidates: readonly Candidate[],
  shares: readonly number[],
  context: Context,
): number {
  const values = tellingValues(fact, candidates, context);
  const likelihoods = candidates.map((candidate) => {
    const raw = values.map((value) => likelihood(candidate.symptom, fact.id, value, context));
    const total = sumOf(raw);
    return raw.map((item) => item / total);
  });
  let expected = 0;
  for (const column of values.keys()) {
    const joint = shares.map((share, row) => share * likelihoods[row]![column]!);
    const total = sumOf(joint);
    if (total > 0) expected += sumOfSquares(joint) / total;
  }
  return expected;
}

function likelihood(symptom: Symptom, id: string, value: FactValue, context: Context): number {
  const only: Facts = new Map([[id, { value, by: 'person' }]]);
  if (evaluate(symptom.when, only, context).truth === 'no') return AGAINST;
  return leafEvidence(symptom.when, only, context).holding.length > 0 ? FOR : SAYS_NOTHING;
}

/** One value for each answer that could make a difference: options, true and false, both sides of each threshold. */
function tellingValues(fact: Fact, candidates: readonly Candidate[], context: Context): FactValue[] {
  if (fact.type === 'enum') return fact.options.map((option) => option.value);
  if (fact.type === 'boolean') return [true, false];
  const operands = candidates
    .flatMap((candidate) => leavesOf(candidate.symptom.when))
    .filter((leaf) => leaf.fact === fact.id)
    .flatMap((leaf) => leaf.operands)
    .flatMap((operand) => ('literal' in operand ? [operand.literal] : [context.settings.get(operand.setting)!]));
  if (fact.type === 'text') return ['', ...operands];
  const thresholds = operands.filter((operand) => typeof operand === 'number');
  return [...new Set(thresholds.flatMap((operand) => [Math.max(0, operand - 1), operand, operand + 1]))];
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}

function sumOfSquares(values: readonly number[]): number {
  return sumOf(values.map((value) => value * value));
}
