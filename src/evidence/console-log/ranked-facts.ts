import type { FactValue } from '../../facts/fact.ts';
import type { Sight } from '../reading.ts';

/** A value that counts where nothing clearer was seen. */
interface Waiting {
  readonly fact: string;
  readonly rank: number;
  readonly value: FactValue;
  readonly sight: Sight;
}

/** Holds back what counts only where the log shows nothing clearer of the same fact. */
export interface RankedFacts {
  /** Whether the value is shown at once, which rank 0 is. */
  take(fact: string, rank: number, value: FactValue, sight: Sight): boolean;
  /** What was held back of this fact and rank counts no more. */
  forget(fact: string, rank: number): void;
  /** What was held back, and is the clearest of its fact. */
  rest(): readonly Waiting[];
}

/** Holds nothing yet. */
export function keepLowestRank(): RankedFacts {
  const clear = new Set<string>();
  const waiting = new Map<string, Waiting>();
  return {
    take(fact, rank, value, sight) {
      if (rank === 0) {
        clear.add(fact);
        return true;
      }
      const known = waiting.get(fact);
      if (known === undefined || rank < known.rank) waiting.set(fact, { fact, rank, value, sight });
      return false;
    },
    forget(fact, rank) {
      if (waiting.get(fact)?.rank === rank) waiting.delete(fact);
    },
    rest: () => [...waiting.values()].filter(({ fact }) => !clear.has(fact)),
  };
}
