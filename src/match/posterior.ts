/** Evidence is added up in thousandths of a bit, as whole numbers: the same sum in any order, on any machine. */
export const BIT = 1000;

/** The weight of the likeliest hypothesis; large enough that one 30 bits behind still has a thousand left. */
const ONE = 1_000_000_000_000;
/** From here on a hypothesis is without any weight: 2⁻⁴⁰ of {@link ONE} is below one. */
const NOTHING = 40 * BIT;

/**
 * Weights of hypotheses from their scores in thousandths of a bit: whole numbers in proportion to 2^bits, the likeliest
 * {@link ONE}. Whole-number arithmetic throughout (`Math.pow` may differ from machine to machine).
 */
export function weightsOf(scores: readonly number[]): number[] {
  const best = scores.reduce((top, score) => Math.max(top, score), -Infinity);
  return scores.map((score) => halved(best - score));
}

/** {@link ONE} × 2^(−`distance` ÷ {@link BIT}); between whole bits by a parabola that is never more than 0.7 % off. */
function halved(distance: number): number {
  if (distance >= NOTHING) return 0;
  const whole = Math.floor(distance / BIT);
  const rest = distance - whole * BIT;
  return Math.floor((ONE - 656_500_000 * rest + 156_500 * rest * rest) / 2 ** whole);
}
