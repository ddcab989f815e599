/** Share that two moments are apart at least, in the weight of {@link placesOf}: what came one after the other is told apart. */
const LEAST = 0.25;

/**
 * Where moments stand on a line from 0 to 1, in order. A long pause is drawn longer than a short one, but by far not as
 * much longer as it is (by its logarithm), so that minutes can be told apart beside weeks.
 *
 * @param moments milliseconds since 1970, ascending
 */
export function placesOf(moments: readonly number[]): readonly number[] {
  const reached: number[] = [];
  let sum = 0;
  for (const [index, moment] of moments.entries()) {
    if (index > 0) sum += Math.max(Math.log2(1 + (moment - moments[index - 1]!) / 60_000), LEAST);
    reached.push(sum);
  }
  return sum === 0 ? reached.map(() => 0.5) : reached.map((place) => place / sum);
}
