/** A number, and how much it counts. */
export interface Weighted {
  readonly value: number;
  readonly weight: number;
}

export function meanOf(items: readonly Weighted[]): number {
  return sumOf(items.map(({ value, weight }) => value * weight)) / sumOf(items.map(({ weight }) => weight));
}

/** The smallest value that at least this share of the weight does not exceed; NaN when there is none. */
export function percentileOf(items: readonly Weighted[], share: number): number {
  // A hair less, so that adding up fractions does not lead to the next value.
  let left = share * sumOf(items.map(({ weight }) => weight)) * (1 - 1e-9);
  const sorted = items.toSorted((a, b) => a.value - b.value);
  return sorted.find(({ weight }) => (left -= weight) <= 0)?.value ?? NaN;
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}
