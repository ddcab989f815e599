import type { Facts } from '../facts/fact.ts';
import { evaluate, factsOf, type Context } from '../rules/evaluate.ts';
import type { Rules, Symptom } from '../rules/pack.ts';
import type { Reason } from '../rules/verdict.ts';
import { leafEvidence } from './leaf-evidence.ts';
import type { WordFit } from './words.ts';

/** One row of the ranking. `probability` is 0 … 1 and shares its sum with "none of these". */
export interface Candidate {
  readonly symptom: Symptom;
  readonly probability: number;
  readonly words: WordFit | undefined;
  readonly reasons: readonly Reason[];
}

/** The ranking: most probable first, then by id. */
export interface Ranking {
  readonly candidates: readonly Candidate[];
  /** Probability that no row fits. */
  readonly none: number;
  /** Nothing is likely enough to be named. */
  readonly abstained: boolean;
}

/** Evidence is added up in thousandths of a bit, as whole numbers. */
const BIT = 1000;
const PER_FIT = 11; // a fit of 1000 is worth 11 bits
const NONE = 4 * BIT; // "none of these" needs no words to be likely
const HELD = 3 * BIT;
const AGAINST = -6 * BIT;
/** Facts that leave a row open count up to here, so that words and facts together never outweigh a row that is *yes*. */
const MOST_OPEN = 9 * BIT;
const MATCHED = 30 * BIT;
/** A row that is *yes* while a fact that it names is not known is less sure than one that is wholly confirmed. */
const UNCONFIRMED = -1 * BIT;
const IN_AREA = 4 * BIT;
const ABSTAIN_BELOW = 0.35;

/**
 * One posterior over rows and "none of these", from the words typed and the facts known. A fact speaks for a row whose
 * leaf it fulfils and against a row whose condition it alone makes *no*: a person's word only demotes, anything else
 * excludes. Text can favour a row, never exclude one; neither does the `area` that somebody chose. A row that is *yes*
 * stands above every row that is not.
 */
export function rankSymptoms(
  rules: Rules,
  fits: readonly WordFit[] | null,
  facts: Facts,
  context: Context,
  area?: string,
): Ranking {
  const scored = rules.symptoms.map((symptom, index) => {
    const words = fits?.[index];
    const { bits, reasons } = factEvidence(symptom, facts, context);
    const prior = (symptom.frequency - 3) * 250 + (symptom.area === area ? IN_AREA : 0);
    return { symptom, words, reasons, score: bits === null ? null : prior + (words?.fit ?? 0) * PER_FIT + bits };
  });
  // "None of these" is as likely beforehand as a tenth of all rows together.
  const noneScore = (fits === null ? 0 : NONE) + bitsOf(rules.symptoms.length / 10);
  const weights = scored.map(({ score }) => (score === null ? 0 : weightOf(score - noneScore)));
  const total = weights.reduce((sum, weight) => sum + weight, 1);
  const candidates = scored
    .map(({ symptom, words, reasons }, index) => ({ symptom, words, reasons, probability: weights[index]! / total }))
    .filter((candidate) => candidate.probability > 0)
    .sort((a, b) => b.probability - a.probability || (a.symptom.id < b.symptom.id ? -1 : 1));
  const none = 1 / total;
  return { candidates, none, abstained: (candidates[0]?.probability ?? 0) < ABSTAIN_BELOW };
}

/** Bits for and against a row by facts, with the reasons; null bits exclude the row. */
interface FactEvidence {
  readonly bits: number | null;
  readonly reasons: readonly Reason[];
}

/** A row whose condition cannot be evaluated is left out; it is counted as failed where rows are matched. */
function factEvidence(symptom: Symptom, facts: Facts, context: Context): FactEvidence {
  try {
    return weighFacts(symptom, facts, context);
  } catch {
    return { bits: null, reasons: [] };
  }
}

/** Null when something other than a person's word makes the row *no*. */
function weighFacts(symptom: Symptom, facts: Facts, context: Context): FactEvidence {
  const verdict = evaluate(symptom.when, facts, context);
  let bits = 0;
  const reasons: Reason[] = [];
  for (const id of factsOf(symptom.when)) {
    const known = facts.get(id);
    if (known === undefined) {
      if (verdict.truth === 'yes') bits += UNCONFIRMED;
      continue;
    }
    const only: Facts = new Map([[id, known]]);
    const alone = evaluate(symptom.when, only, context);
    if (alone.truth === 'no' && verdict.truth !== 'yes') {
      if (known.by !== 'person') return { bits: null, reasons: [...alone.because] };
      bits += AGAINST;
    } else if (leafEvidence(symptom.when, only, context).holding.length > 0) bits += HELD;
    reasons.push(...alone.because);
  }
  return { bits: verdict.truth === 'yes' ? MATCHED + bits : Math.min(bits, MOST_OPEN), reasons };
}

/** 2^(score / BIT), by whole bits and a straight line between them: the same on every machine. */
function weightOf(score: number): number {
  const whole = Math.floor(score / BIT);
  const rest = (score - whole * BIT) / BIT;
  return 2 ** Math.max(-60, Math.min(60, whole)) * (1 + rest);
}

/** The inverse of {@link weightOf} for a value ≥ 0, in thousandths of a bit. */
function bitsOf(value: number): number {
  if (value <= 0) return -60 * BIT;
  let whole = 0;
  let rest = value;
  for (; rest >= 2; whole++) rest /= 2;
  for (; rest < 1; whole--) rest *= 2;
  return whole * BIT + Math.round((rest - 1) * BIT);
}
