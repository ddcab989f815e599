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

const POWERS = Array.from({ length: NOTHING / BIT }, (_, power) => 2 ** power);

/** {@link ONE} × 2^(−`distance` ÷ {@link BIT}); between whole bits by a parabola that is never more than 0.7 % off. */
function halved(distance: number): number {
  if (distance >= NOTHING) return 0;
  const whole = Math.floor(distance / BIT);
  const rest = distance - whole * BIT;
  return Math.floor((ONE - 656_500_000 * rest + 156_500 * rest * rest) / POWERS[whole]!);
}

/** Binary places of a logarithm's fraction; 14 tell a thousandth of a bit. */
const PLACES = 14;
const UNIT = 2 ** 26;

/** The logarithm to base 2 of a number ≥ 1, in thousandths of a bit, rounded down: bit by bit, by squaring. */
export function logarithm(value: number): number {
  let whole = 0;
  let rest = value;
  for (; rest >= 2; whole++) rest /= 2;
  let fixed = Math.floor(rest * UNIT);
  let fraction = 0;
  for (let place = 0; place < PLACES; place++) {
    fixed = Math.floor((fixed * fixed) / UNIT);
    fraction *= 2;
    if (fixed >= 2 * UNIT) {
      fixed = Math.floor(fixed / 2);
      fraction++;
    }
  }
  return whole * BIT + Math.floor((fraction * BIT) / 2 ** PLACES);
}
