import { compareTexts } from '../facts/text-order.ts';
import type { Facts } from '../facts/fact.ts';
import type { Context } from '../rules/evaluate.ts';
import type { Rules, Symptom } from '../rules/pack.ts';
import { factEvidence, type FactReason } from './fact-evidence.ts';
import { BIT, logarithm, weightsOf } from './posterior.ts';
import type { WordEvidence, WordReason } from './word-evidence.ts';

/** One row of the ranking. */
export interface Candidate {
  readonly symptom: Symptom;
  /** 0 … 1; all candidates and "none of these" together have 1. */
  readonly probability: number;
  /** Thousandths of a bit that the words alone give it, compared with "none of these"; 0 without words. */
  readonly wordBits: number;
  /** What the facts say of it, in the order in which the row names them. */
  readonly facts: readonly FactReason[];
  /** The words that speak for it, the strongest first. */
  words(): readonly WordReason[];
}

/** The ranking: most probable first, then by id. Rows that an observer or a file excludes are not in it. */
export interface Ranking {
  readonly candidates: readonly Candidate[];
  /** Probability that no row fits. */
  readonly none: number;
  /** No row is likely enough to be named. */
  readonly abstained: boolean;
}

/** What narrows the ranking down. */
export interface Scope {
  /** The area that somebody named: its rows are favoured, the others are not excluded. */
  readonly area?: string;
  /** Only these rows come into question; default: all. */
  readonly rows?: ReadonlySet<string>;
}

/** "None of these" is as likely beforehand as a tenth of all rows together. */
const NONE_SHARE = 10;
/** One step of `frequency` makes a row a quarter of a bit likelier. */
const PER_FREQUENCY = BIT / 4;
const USUAL_FREQUENCY = 3;
/** What it adds that a row is of the area that somebody named. */
export const IN_AREA = 4 * BIT;
/** Below this probability a row is not worth naming. */
const ABSTAIN_BELOW = 0.35;

/** What speaks for a row before anything is known. */
export function priorOf({ frequency }: Pick<Symptom, 'frequency'>): number {
  return (frequency - USUAL_FREQUENCY) * PER_FREQUENCY;
}

/** What speaks for "none of these" beside so many rows. Words are weighed against it with what is usual already counted in. */
export function noneScore(rows: number, words: WordEvidence | null): number {
  return words === null ? logarithm(Math.max(1, rows)) - logarithm(NONE_SHARE) : 0;
}

/**
 * One posterior over rows and "none of these": what is known beforehand (the row's frequency), the words typed and the
 * facts known, added up in whole numbers. Text can favour or disfavour a row, never exclude one.
 */
export function rankSymptoms(
  rules: Rules,
  words: WordEvidence | null,
  facts: Facts,
  context: Context,
  { area, rows }: Scope = {},
): Ranking {
  const scored = rules.symptoms.flatMap((symptom, index) => {
    if (rows !== undefined && !rows.has(symptom.id)) return [];
    const evidence = factEvidence(symptom, facts, context);
    if (evidence.bits === null) return [];
    const wordBits = words?.bits[index] ?? 0;
    const score = priorOf(symptom) + (symptom.area === area ? IN_AREA : 0) + wordBits + evidence.bits;
    const said = { symptom, wordBits, facts: evidence.because, words: () => words?.because(index) ?? [] };
    return [{ said, score }];
  });
  const weights = weightsOf([noneScore(scored.length, words), ...scored.map(({ score }) => score)]);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const candidates = scored
    .map(({ said, score }, index) => ({ score, candidate: { ...said, probability: weights[index + 1]! / total } }))
    .sort((a, b) => b.score - a.score || compareTexts(a.candidate.symptom.id, b.candidate.symptom.id))
    .map(({ candidate }): Candidate => candidate);
  const likeliest = candidates[0]?.probability ?? 0;
  const noneShare = weights[0]! / total;
  return { candidates, none: noneShare, abstained: likeliest < ABSTAIN_BELOW || likeliest < noneShare };
}
