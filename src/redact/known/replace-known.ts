import { hasBorders, isWordUnit, LOOK_BACK } from './borders.ts';
import type { Pattern } from './bytes-to-find.ts';
import type { KnownSecret } from './known-secret.ts';
import { newScanner, newWindow } from './scan.ts';
import { spellingsOf, type Spelling } from './spellings.ts';

/** A secret that was removed from a text. */
export type Removed = (secret: KnownSecret) => void;

/** Replaces secrets in one text that comes in pieces, which may be cut anywhere. */
export interface Replacement {
  /** The text without its secrets, as far as it is certain; the rest comes with a later piece. */
  write(text: string): string;
  end(): string;
}

/** Puts placeholders for secrets that are known, wherever they stand in text. */
export interface KnownReplacer {
  /**
   * The length of the longest spelling, and one for what may stand behind it: in a piece of a longer text, from so many
   * characters before the end on, a match may begin that is not told yet.
   */
  readonly longest: number;
  /** The text with each secret replaced; the same string where there is none. */
  replace(text: string, removed?: Removed): string;
  newReplacement(removed?: Removed): Replacement;
}

/** Small enough to stay in the cache of a processor; V8 keeps strings of 128 KiB and more apart, and lets go of them late. */
const WINDOW = 88 * 1024;

/** Whose pattern it is, and what else is to be known of it. */
interface Target {
  readonly secret: KnownSecret;
  readonly length: number;
  readonly borders: boolean;
  /** The spelling, where it has units that a byte does not hold. */
  readonly wide: Spelling | undefined;
}

/** What was done up to a place in a text. */
interface Progress {
  /** Where the last stretch of secrets ends. */
  covered: number;
  /** The length of the longest spelling in it, and what stands for it. */
  longest: number;
  placeholder: string;
}

/**
 * Replaces every spelling of many secrets ({@link spellingsOf}) in text. Of those that begin at one place the longest
 * counts. What overlaps is removed together, and a longer one that begins within a shorter is named behind it; a secret
 * right behind itself is named once, as the pieces of a long one are.
 */
export function replaceKnown(secrets: readonly KnownSecret[]): KnownReplacer {
  const targets: Target[] = [];
  // The lower halves of units stand for them, so that places stay the same; what is found is compared with the text.
  function* patterns(): Generator<Pattern> {
    for (const secret of secrets) {
      for (const spelling of spellingsOf(secret.value)) {
        const { text, anyCase, borders } = spelling;
        const wide = /^[\x00-\xff]*$/.test(text) ? undefined : spelling;
        targets.push({ secret, length: text.length, borders, wide });
        yield { bytes: Buffer.from(text, 'latin1'), anyCase };
      }
    }
  }
  const scanner = newScanner(patterns());
  const longest = scanner.longest + 1;
  const size = Math.max(WINDOW, 4 * longest);
  const window = newWindow(size);

  /** The text from `from` up to `limit`, without the secrets that begin there, or before and end there. */
  function replaceUpTo(
    text: string,
    from: number,
    limit: number,
    progress: Progress,
    removed: Removed | undefined,
  ): string {
    let result = '';
    let done = Math.max(from, Math.min(progress.covered, limit));
    for (let base = from; base < limit; base += size - longest) {
      const isHit = (pattern: number, start: number): boolean =>
        isMatch(targets[pattern] as Target, text, base + start);
      const filled = window.bytes.write(text.slice(base, base + size), 'latin1');
      const stop = Math.min(size - longest, limit - base);
      if (!scanner.scan(window, 0, stop, filled, isHit)) continue;
      for (let start = 0; start < stop; start += 1) {
        const pattern = window.found[start] as number;
        if (pattern === 0) continue;
        const target = targets[pattern - 1] as Target;
        const at = base + start;
        if (at >= progress.covered) result += text.slice(done, at);
        if (at + target.length <= progress.covered) continue;
        if (isNamed(target, at, progress)) {
          result += target.secret.placeholder;
          removed?.(target.secret);
        }
        cover(target, at, progress);
        done = Math.min(progress.covered, limit);
      }
      window.found.fill(0, 0, stop);
    }
    return done === from && result === '' ? text.slice(from, limit) : result + text.slice(done, limit);
  }

  function newReplacement(removed?: Removed): Replacement {
    const progress: Progress = { covered: 0, longest: 0, placeholder: '' };
    let held = '';
    /** How much at the beginning of `held` is there only to be looked back at. */
    let from = 0;

    function take(limit: number): string {
      const result = replaceUpTo(held, from, limit, progress, removed);
      const dropped = Math.max(0, limit - LOOK_BACK);
      held = held.slice(dropped);
      from = limit - dropped;
      progress.covered = Math.max(0, progress.covered - dropped);
      return result;
    }

    function write(text: string): string {
      held += text;
      return held.length < size ? '' : take(held.length - longest);
    }

    return { write, end: () => take(held.length) };
  }

  function replace(text: string, removed?: Removed): string {
    return replaceUpTo(text, 0, text.length, { covered: 0, longest: 0, placeholder: '' }, removed);
  }

  return { longest, replace, newReplacement };
}

/** Whether a match that begins at `at` is named: not what only adds an end to a longer one, nor one piece more of the same. */
function isNamed({ length, secret }: Target, at: number, progress: Progress): boolean {
  if (at < progress.covered) return length > progress.longest;
  return at > progress.covered || secret.placeholder !== progress.placeholder;
}

function cover({ length, secret }: Target, at: number, progress: Progress): void {
  const isLongest = at >= progress.covered || length > progress.longest;
  if (isLongest) Object.assign(progress, { longest: length, placeholder: secret.placeholder });
  progress.covered = at + length;
}

/** Whether what stands at `start` is the spelling and not only has the same lower halves, and whether it counts there. */
function isMatch({ length, borders, wide }: Target, text: string, start: number): boolean {
  for (let at = 0; at < length; at += 1) {
    const unit = text.charCodeAt(start + at);
    if (wide === undefined ? unit > 0xff : !isSameUnit(unit, wide.text.charCodeAt(at), wide.anyCase)) return false;
  }
  return !borders || hasBorders((at) => text.charCodeAt(at), start, start + length, isWordUnit);
}

function isSameUnit(one: number, other: number, anyCase: boolean): boolean {
  if (one === other) return true;
  return anyCase && one < 0x80 && other < 0x80 && lower(one) === lower(other);
}

function lower(unit: number): number {
  return unit >= 65 && unit <= 90 ? unit + 32 : unit;
}
