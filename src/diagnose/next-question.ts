import type { Fact, Facts } from '../facts/fact.ts';
import type { Declined } from '../match/outcome.ts';
import { BIT } from '../match/posterior.ts';
import type { Candidate } from '../match/rank.ts';
import type { Context } from '../rules/evaluate.ts';
import type { Rules } from '../rules/pack.ts';
import { weighAnswers, rowsByFact } from './answers.ts';
import { informationOf } from './information.ts';

/** The question for a fact, and what it is worth. */
export interface Question {
  readonly fact: Fact;
  /** What the answer is expected to tell, in thousandths of a bit. */
  readonly bits: number;
  /** What it costs to find out. */
  readonly seconds: number;
}

/** A question that tells less than a fiftieth of a bit is not asked. */
const LEAST = BIT / 50;
/** Probabilities become whole numbers: parts of this. */
const WHOLE = 1_000_000;

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
  return questionsByWorth(rules, candidates, facts, declined, context)[0]?.fact;
}

/** All questions worth asking, the one that {@link nextQuestion} takes first. */
export function questionsByWorth(
  rules: Rules,
  candidates: readonly Candidate[],
  facts: Facts,
  declined: Declined,
  context: Context,
): Question[] {
  const naming = rowsByFact(candidates);
  return (
    rules.facts
      .filter(({ id }) => naming.has(id) && !facts.has(id) && !declined.has(id))
      .map((fact) => weigh(fact, candidates, naming.get(fact.id)!, context))
      .filter(({ bits }) => bits >= LEAST)
      // Bits for each second, as products, which stay whole.
      .sort((a, b) => b.bits * a.seconds - a.bits * b.seconds)
  );
}

/** What asking for a fact is worth while these rows come into question. */
export function weighQuestion(fact: Fact, candidates: readonly Candidate[], context: Context): Question {
  return weigh(fact, candidates, rowsByFact(candidates).get(fact.id) ?? [], context);
}

function weigh(fact: Fact, candidates: readonly Candidate[], naming: readonly Candidate[], context: Context): Question {
  const rows = naming.map((candidate) => candidate.symptom);
  const { bits: said, likelihoods, elsewhere } = weighAnswers(fact, rows, context);
  const seconds = costOf(fact);
  // What says the same of every row leads to none of them.
  const kinds = new Set([...said, ...(naming.length < candidates.length ? [elsewhere.map(() => 0)] : [])].map(String));
  if (kinds.size < 2) return { fact, bits: 0, seconds };
  const weights = naming.map((candidate) => Math.round(candidate.probability * WHOLE));
  const others = Math.max(0, WHOLE - weights.reduce((sum, weight) => sum + weight, 0));
  return { fact, bits: informationOf([...weights, others], [...likelihoods, elsewhere]), seconds };
}

/** The seconds that a person needs to find a fact out. What can be observed instead will cost next to nothing, here. */
function costOf(fact: Fact): number {
  return Math.max(1, fact.seconds);
}
