/** No `l`, `o`, `i`, `0`, `1`: ids are read out on the telephone. */
const LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789';
const CASE_ID = new RegExp(`^\\d{8}-[${LETTERS}]{4}$`);

/** How many random bytes {@link makeCaseId} takes its four letters from; they are given in hex, two digits each. */
export const CASE_ID_RANDOM_BYTES = 4;

/** `<yyyymmdd>-<4 letters>`: the UTC day of `now` (milliseconds since 1970), and letters from random hex digits. */
export function makeCaseId(now: number, randomHex: string): string {
  const day = new Date(now).toISOString().slice(0, 10).replaceAll('-', '');
  let rest = Number.parseInt(randomHex, 16);
  let letters = '';
  for (let place = 0; place < 4; place++) {
    letters += LETTERS[rest % LETTERS.length]!;
    rest = Math.floor(rest / LETTERS.length);
  }
  return `${day}-${letters}`;
}

/** Whether `text` is a whole case id; only such a text ever becomes part of a path. */
export function isCaseId(text: string): boolean {
  return CASE_ID.test(text);
}

/** The id that `typed` means: itself, or the only one that starts with it; else all that start with it. */
export function matchCaseId(typed: string, ids: readonly string[]): string | readonly string[] {
  const wanted = typed.trim().toLowerCase();
  if (ids.includes(wanted)) return wanted;
  const matching = wanted === '' ? [] : ids.filter((id) => id.startsWith(wanted));
  return matching.length === 1 ? matching[0]! : matching;
}
