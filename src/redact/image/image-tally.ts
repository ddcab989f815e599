/** What cleaning an image left out; counted while it is cleaned. */
export interface ImageTally {
  /** Names of parts, such as `tEXt` or `APP1`, and how many of each. Names come from a fixed list, never from the image. */
  readonly dropped: Map<string, number>;
  /** Bytes behind the end of the image, or of its pixels. */
  trailing: number;
}

/** How much was removed, as the report of the door counts it. */
export interface ImageRemoval {
  /** Parts that say something about the picture, or what stood behind its end. */
  readonly kind: 'image-metadata' | 'image-trailing';
  readonly count: number;
}

/** A tally of nothing. */
export function newImageTally(): ImageTally {
  return { dropped: new Map(), trailing: 0 };
}

/** Counts a part that was left out. */
export function countDropped(tally: ImageTally, name: string): void {
  tally.dropped.set(name, (tally.dropped.get(name) ?? 0) + 1);
}

/** Parts of metadata by their number; what stood behind the end counts as one, however long. */
export function imageRemovals(tally: ImageTally): readonly ImageRemoval[] {
  const metadata = [...tally.dropped.values()].reduce((sum, count) => sum + count, 0);
  return [
    ...(metadata > 0 ? [{ kind: 'image-metadata', count: metadata } as const] : []),
    ...(tally.trailing > 0 ? [{ kind: 'image-trailing', count: 1 } as const] : []),
  ];
}
