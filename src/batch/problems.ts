import { FORBIDDEN_KEYS } from '../facts/plain-data.ts';
import type { RecordProblemCode, RecordProblem } from '../report/result.ts';

/** More than these are counted, not listed: a record can hold thousands of bad keys. */
const MAX_LISTED = 20;

/** A key longer than this is cut where it is shown. */
const MAX_KEY = 80;

const NONE: readonly RecordProblem[] = [];

/** Collects what is wrong with one record: nothing, most of the time, for which it takes next to no room. */
export class ProblemList {
  private listed: RecordProblem[] | undefined;
  private more = 0;

  add(code: RecordProblemCode, field: string, message: () => string): void {
    const listed = (this.listed ??= []);
    // A "did you mean" costs time, so it is worked out only where it is shown.
    if (listed.length < MAX_LISTED) listed.push({ code, field: shortKey(field), message: message() });
    else this.more++;
  }

  /** What was added, at most {@link MAX_LISTED} and a count of the rest. */
  all(): readonly RecordProblem[] {
    const { listed = NONE, more } = this;
    return more === 0 ? listed : [...listed, { code: 'more-problems', message: `and ${more} more of such problems` }];
  }
}

/** Whether a key is refused; a problem is added then. */
export function isForbidden(key: string, path: string, problems: ProblemList): boolean {
  if (!FORBIDDEN_KEYS.has(key)) return false;
  problems.add('forbidden-key', path, () => `the key "${key}" is not allowed`);
  return true;
}

/** `"fone" is no fact; did you mean "phone.rings"?`; without a question when nothing is near. */
export function unknownWord(word: string, what: string, near: string | undefined): string {
  return `"${shortKey(word)}" is no ${what}${near === undefined ? '' : `; did you mean "${near}"?`}`;
}

function shortKey(key: string): string {
  return key.length > MAX_KEY ? `${key.slice(0, MAX_KEY - 1)}…` : key;
}
