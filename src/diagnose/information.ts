import { logarithm } from '../match/posterior.ts';

/** Weights are brought to this sum before they are multiplied: whole numbers then stay exact. */
const WHOLE = 1_000_000;

/**
 * How much the answer to a question is expected to tell, in thousandths of a bit (the mutual information of answer and
 * hypothesis). Whole-number arithmetic, so that it comes out the same on every machine.
 *
 * @param weights of the hypotheses, ≥ 0, in any proportion
 * @param likelihoods one list for each hypothesis: how likely each answer is under it, in parts of the list's own sum
 */
export function informationOf(weights: readonly number[], likelihoods: readonly (readonly number[])[]): number {
  const total = sumOf(weights);
  if (total <= 0) return 0;
  const shares = weights.map((weight) => Math.floor((weight / total) * WHOLE));
  const answers = likelihoods[0]?.length ?? 0;
  const joint = likelihoods.map((list, row) => {
    const sum = sumOf(list);
    return list.map((part) => Math.floor((shares[row]! * part) / sum));
  });
  const whole = sumOf(joint.map(sumOf));
  if (whole === 0) return 0;
  const perAnswer = Array.from({ length: answers }, (_, answer) => sumOf(joint.map((list) => list[answer]!)));
  const spread = (parts: readonly number[], sum: number): number =>
    sumOf(parts.map((part) => (part === 0 ? 0 : part * (logarithm(sum) - logarithm(part)))));
  const unexplained = sumOf(joint.map((list) => spread(list, sumOf(list))));
  return Math.max(0, Math.floor((spread(perAnswer, whole) - unexplained) / whole));
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}
