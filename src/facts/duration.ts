/** Units in the order in which a duration is written, with their milliseconds. */
const UNITS = [
  ['h', 3_600_000],
  ['m', 60_000],
  ['s', 1_000],
  ['ms', 1],
] as const;

const IN_UNITS = /^(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?(?:(\d+)ms)?$/;
const ON_A_CLOCK = /^(\d{2,}):([0-5]\d):([0-5]\d)$/;

/**
 * Milliseconds of a duration as tables and people write it: `90s`, `2m`, `1m30s`, `500ms`, or `00:01:30`
 * (hours, minutes, seconds). Only the first unit may exceed its range (`90s` yes, `1m90s` no). No sign, no
 * fraction, no blanks; `undefined` for anything else.
 */
export function parseDuration(text: string): number | undefined {
  const clock = ON_A_CLOCK.exec(text);
  if (clock !== null) return total([clock[1], clock[2], clock[3], undefined]);
  const units = text === '' ? null : IN_UNITS.exec(text);
  return units === null ? undefined : total(units.slice(1));
}

/** Adds up amounts that stand for {@link UNITS}; `undefined` when a later unit exceeds its range or the sum is inexact. */
function total(amounts: readonly (string | undefined)[]): number | undefined {
  let sum = 0;
  let range = Infinity;
  for (const [index, [, size]] of UNITS.entries()) {
    const amount = amounts[index];
    if (amount === undefined) continue;
    const part = Number(amount) * size;
    if (part >= range) return undefined;
    sum += part;
    range = size;
  }
  return Number.isSafeInteger(sum) ? sum : undefined;
}

/** Writes whole milliseconds ≥ 0 so that {@link parseDuration} reads the same number back: `1m59s`, `0s`. */
export function formatDuration(milliseconds: number): string {
  let rest = milliseconds;
  let text = '';
  for (const [unit, size] of UNITS) {
    const amount = Math.floor(rest / size);
    rest -= amount * size;
    if (amount > 0) text += `${amount}${unit}`;
  }
  return text === '' ? '0s' : text;
}
