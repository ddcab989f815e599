import { isMap, isScalar, isSeq, type Document, type Pair, type YAMLMap } from 'yaml';

/** Where in a document: keys and list indexes from the root. */
export type Path = readonly (string | number)[];

/**
 * Finds the offset of the value (or key) at a path; of the nearest parent that exists, when it does not. Each map is
 * indexed once, so that as many problems as a file has entries are still found quickly.
 */
export function placesOf(document: Document): (path: Path, what: 'key' | 'value') => number {
  const indexes = new Map<YAMLMap, Map<string, Pair>>();
  const pairAt = (map: YAMLMap, key: string): Pair | undefined => {
    let index = indexes.get(map);
    if (index === undefined) {
      index = new Map(map.items.map((pair) => [keyOf(pair), pair]));
      indexes.set(map, index);
    }
    return index.get(key);
  };
  return (path, what) => {
    let node: unknown = document.contents;
    let offset = rangeStart(node);
    for (const [depth, step] of path.entries()) {
      if (isMap(node)) {
        const pair = pairAt(node, String(step));
        if (pair === undefined) return offset;
        const last = depth === path.length - 1;
        offset = last && what === 'value' && pair.value !== null ? rangeStart(pair.value) : rangeStart(pair.key);
        node = pair.value;
      } else if (isSeq(node)) {
        const item = node.items[Number(step)];
        if (item === undefined) return offset;
        offset = rangeStart(item);
        node = item;
      } else return offset;
    }
    return offset;
  };
}

/** A pair's key as the data has it. */
export function keyOf(pair: Pair): string {
  return isScalar(pair.key) ? String(pair.key.value) : String(pair.key);
}

/** Offset at which a node begins; 0 for what has no place. */
export function rangeStart(node: unknown): number {
  const range = (node as { range?: readonly number[] | null } | null)?.range;
  return range?.[0] ?? 0;
}
