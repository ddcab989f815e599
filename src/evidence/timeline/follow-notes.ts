import type { ReadingCollector } from '../collect-reading.ts';
import { READING_LIMITS, type Gap, type Sight } from '../reading.ts';
import type { StampClock } from '../times/stamp-clock.ts';
import type { Change, Interruption, Pairing } from './interruptions.ts';

/** The longest interruption that ended. */
export interface Longest {
  readonly milliseconds: number;
  readonly sight: Sight;
}

/** Keeps the interruptions that notes tell of, taken to be in one order. */
export interface Notes {
  /** @param subject whose state it is: an interface's name; empty where the note does not say */
  change(subject: string, change: Change): void;
  interruption(interruption: Interruption): void;
  /** The change that the first line tells of. */
  newest(): Change | undefined;
  /** Puts the gaps down; undefined when no interruption has both its ends. */
  end(found: ReadingCollector): Longest | undefined;
}

/** Interfaces that are told apart; the changes of further ones are left out. */
const MOST_SUBJECTS = 500;

/** @param order in which the notes stand: `oldestFirst` or `newestFirst` */
export function followNotes(clock: StampClock, order: () => Pairing): Notes {
  const pairings = new Map<string, Pairing>();
  const gaps: Gap[] = [];
  let first: Change | undefined;
  let longest: { readonly down: Change; readonly milliseconds: number } | undefined;

  function pairingOf(subject: string): Pairing | undefined {
    const known = pairings.get(subject);
    if (known !== undefined || pairings.size >= MOST_SUBJECTS) return known;
    const pairing = order();
    pairings.set(subject, pairing);
    return pairing;
  }

  function keep({ down, up }: Interruption): void {
    const milliseconds = clock.between(down.moment, up?.moment);
    if (up !== undefined && milliseconds === undefined) return;
    const [from, to] = [clock.at(down.moment), clock.at(up?.moment)];
    // One more than is kept, so that the collector says that there are more.
    if (gaps.length <= READING_LIMITS.gaps)
      gaps.push({
        ...(from === undefined ? {} : { from }),
        ...(to === undefined ? {} : { to }),
        ...(milliseconds === undefined ? {} : { milliseconds }),
        cause: 'network',
        line: down.line,
      });
    if (milliseconds !== undefined && milliseconds > (longest?.milliseconds ?? -1)) longest = { down, milliseconds };
  }

  return {
    change(subject, change) {
      first ??= change;
      const interruption = pairingOf(subject)?.change(change);
      if (interruption !== undefined) keep(interruption);
    },
    interruption: keep,
    newest: () => first,
    end(found) {
      for (const pairing of pairings.values()) {
        const interruption = pairing.end();
        if (interruption !== undefined) keep(interruption);
      }
      if (longest === undefined) return undefined;
      for (const gap of gaps) found.gap(gap);
      const at = clock.at(longest.down.moment);
      const sight = at === undefined ? { line: longest.down.line } : { line: longest.down.line, at };
      return { milliseconds: longest.milliseconds, sight };
    },
  };
}
