/** One text to learn from. */
export interface Example {
  /** Places of its features, and how strongly each counts. */
  readonly features: Int32Array;
  readonly strengths: Float64Array;
  /** The class that it belongs to. */
  readonly target: number;
  /** How much it counts; 1 is usual. */
  readonly weight: number;
}

/** Weights by feature and class (`feature × classes + class`), and of each class by itself; in natural logarithms. */
export interface Fit {
  readonly weights: Float64Array;
  readonly bias: Float64Array;
}

/** How often the examples are gone through: less often where that would take minutes. */
const ROUNDS = 15;
const LEAST_ROUNDS = 3;
/** Weights that are looked at in all rounds together; about ten seconds. */
const MOST_WORK = 1_500_000_000;
const RATE = 0.5;
/** Pulls weights towards nothing, so that no single text decides one. */
const DECAY = 1e-5;
/** A smaller gradient changes nothing worth the time. */
const LEAST = 1e-4;

/**
 * Multinomial logistic regression, by stochastic gradient descent with the step sizes of AdaGrad (Duchi et al. 2011).
 * Uses the four operations and the square root alone, which IEEE 754 defines to the last bit, and shuffles by a
 * generator of its own: the same examples in the same order give the same weights on every machine.
 */
export function fitSoftmax(examples: readonly Example[], features: number, classes: number): Fit {
  const weights = new Float64Array(features * classes);
  const steps = new Float64Array(features * classes).fill(1e-8);
  const bias = new Float64Array(classes);
  const biasSteps = new Float64Array(classes).fill(1e-8);
  const share = new Float64Array(classes);
  const order = examples.map((_, index) => index);
  const shuffle = shuffler();
  const work = examples.reduce((sum, { features: places }) => sum + places.length, 0) * classes;
  const rounds = Math.max(LEAST_ROUNDS, Math.min(ROUNDS, Math.floor(MOST_WORK / Math.max(1, work))));
  for (let round = 0; round < rounds; round++) {
    shuffle(order);
    for (const index of order) {
      const { features: places, strengths, target, weight } = examples[index]!;
      share.set(bias);
      for (let nth = 0; nth < places.length; nth++) {
        const from = places[nth]! * classes;
        const strength = strengths[nth]!;
        for (let at = 0; at < classes; at++) share[at]! += weights[from + at]! * strength;
      }
      toShares(share);
      share[target]! -= 1;
      for (let at = 0; at < classes; at++) {
        const slope = share[at]! * weight;
        share[at] = slope;
        if (Math.abs(slope) < LEAST) continue;
        biasSteps[at]! += slope * slope;
        bias[at]! -= (RATE * slope) / Math.sqrt(biasSteps[at]!);
      }
      for (let nth = 0; nth < places.length; nth++) {
        const from = places[nth]! * classes;
        const strength = strengths[nth]!;
        for (let at = 0; at < classes; at++) {
          const slope = share[at]! * strength + DECAY * weights[from + at]!;
          if (Math.abs(slope) < LEAST) continue;
          steps[from + at]! += slope * slope;
          weights[from + at]! -= (RATE * slope) / Math.sqrt(steps[from + at]!);
        }
      }
    }
  }
  return { weights, bias };
}

/** Turns scores into shares of one, in place. */
function toShares(scores: Float64Array): void {
  let most = -Infinity;
  for (const score of scores) most = Math.max(most, score);
  let sum = 0;
  for (let at = 0; at < scores.length; at++) {
    scores[at] = exponential(scores[at]! - most);
    sum += scores[at]!;
  }
  for (let at = 0; at < scores.length; at++) scores[at]! /= sum;
}

const LN2 = 0.6931471805599453;
const HALVES = Array.from({ length: 64 }, (_, power) => 1 / 2 ** power);

/** e^x for x ≤ 0, by powers of two and a Taylor polynomial; `Math.exp` may differ in its last bit between engines. */
function exponential(x: number): number {
  const halvings = Math.floor(-x / LN2);
  if (halvings >= 64) return 0;
  const r = x + halvings * LN2;
  return HALVES[halvings]! * (1 + r * (1 + (r / 2) * (1 + (r / 3) * (1 + (r / 4) * (1 + (r / 5) * (1 + r / 6))))));
}

/** Shuffles in place, the same way in every run (Fisher–Yates with a linear congruential generator). */
function shuffler(): (order: number[]) => void {
  let state = 1;
  return (order) => {
    for (let last = order.length - 1; last > 0; last--) {
      state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fff_ffff;
      const other = state % (last + 1);
      [order[last], order[other]] = [order[other]!, order[last]!];
    }
  };
}
