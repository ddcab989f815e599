/** Items by time, the earliest first, whatever the order in which they came. */
export interface TimeHeap<T extends { readonly at: number }> {
  push(item: T): void;
  /** Takes the earliest if it is not later than `until`. */
  take(until: number): T | undefined;
}

/** A binary heap; items of the same time come out in any order. */
export function timeHeap<T extends { readonly at: number }>(): TimeHeap<T> {
  const items: T[] = [];
  const isBefore = (one: number, other: number): boolean => items[one]!.at < items[other]!.at;
  const swap = (one: number, other: number): void => {
    [items[one], items[other]] = [items[other]!, items[one]!];
  };
  return {
    push(item) {
      let at = items.push(item) - 1;
      for (let parent = (at - 1) >> 1; at > 0 && isBefore(at, parent); at = parent, parent = (at - 1) >> 1)
        swap(at, parent);
    },
    take(until) {
      const first = items[0];
      if (first === undefined || first.at > until) return undefined;
      const last = items.pop()!;
      if (items.length === 0) return first;
      items[0] = last;
      for (let at = 0; ;) {
        const left = 2 * at + 1;
        const least = left + 1 < items.length && isBefore(left + 1, left) ? left + 1 : left;
        if (least >= items.length || !isBefore(least, at)) return first;
        swap(at, least);
        at = least;
      }
    },
  };
}
