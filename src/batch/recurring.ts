import type { Facts, KnownFact } from '../facts/fact.ts';

/** Findings by the facts they rest on: of a batch, many records have the same few facts. */
export interface Recurring<T> {
  /** What was found for the same area and the same facts, in the same order; `find` is called when nothing is kept. */
  of(area: string | undefined, facts: Facts, find: () => T, keep: (found: T) => T): T;
}

/** Beginnings of records that are kept; beyond them all are forgotten. */
const MOST_NODES = 2048;
/** Records of which more is known hardly come again: to keep anything of them would only cost. */
const MOST_FACTS = 6;

/** A beginning that records have in common, and what was found for those that end here. */
interface Node<T> {
  next: Map<string | KnownFact | undefined, Node<T>> | undefined;
  found: T | undefined;
}

/**
 * Nothing kept yet. Facts are alike when they are the same objects, as those of a batch are whose values come again.
 * Each record adds at most one step to the way that it shares with earlier ones, so one that comes often is found soon,
 * and records that never come again take little room and time.
 */
export function rememberRecurring<T>(): Recurring<T> {
  let root: Node<T> = { next: undefined, found: undefined };
  let nodes = 0;
  /** The node one step further; none when it was only made now. */
  const step = (from: Node<T>, key: string | KnownFact | undefined): Node<T> | undefined => {
    const known = from.next?.get(key);
    if (known !== undefined) return known;
    if (++nodes > MOST_NODES) {
      root = { next: undefined, found: undefined };
      nodes = 0;
    } else (from.next ??= new Map()).set(key, { next: undefined, found: undefined });
    return undefined;
  };
  return {
    of(area, facts, find, keep) {
      if (facts.size > MOST_FACTS) return find();
      let node = step(root, area);
      for (const known of facts.values()) {
        if (node === undefined) break;
        node = step(node, known);
      }
      if (node === undefined) return find();
      return (node.found ??= keep(find()));
    },
  };
}
