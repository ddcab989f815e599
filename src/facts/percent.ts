/** `20%`, `2.5 %`: no sign, and nothing beyond what a share of people can be told in. */
const PERCENT = /^(\d{1,9}(?:\.\d{1,9})?) ?%$/;

/** The number of a percentage as tables and people write it: 20 of `20%`; `undefined` for anything else. */
export function parsePercent(text: string): number | undefined {
  const digits = PERCENT.exec(text)?.[1];
  return digits === undefined ? undefined : Number(digits);
}

/** A percentage as it is written, to two places: `20%`, `23.33%`. */
export function formatPercent(value: number): string {
  return `${Math.round(value * 100) / 100}%`;
}

/**
 * What percentage `part` is of `whole` (above 0). Counts are multiplied before they are divided, so that a share that is exactly
 * 2 % or 20 % comes out as exactly 2 or 20.
 */
export function percentOf(part: number, whole: number): number {
  return (100 * part) / whole;
}
