/** The first sign of those that stand in a row before `at` and that `sign` matches; at most so many are looked at. */
export function startOfRun(text: string, at: number, sign: RegExp, most: number): number {
  let start = at;
  while (start > 0 && at - start < most && sign.test(text[start - 1]!)) start -= 1;
  return start;
}

/** All places from `from` up to and with `to` that a text has. */
export function placesFrom(from: number, to: number): readonly number[] {
  const first = Math.max(0, from);
  return Array.from({ length: Math.max(0, to - first + 1) }, (_, nth) => first + nth);
}
