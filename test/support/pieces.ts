import fc from 'fast-check';

/** Bytes as they may arrive: cut at random, nothing at all between two cuts too. */
export function cutAt(bytes: Uint8Array, places: readonly number[]): Uint8Array[] {
  const sorted = [0, ...places.map((place) => place % (bytes.length + 1)), bytes.length].toSorted((a, b) => a - b);
  return sorted.slice(1).map((end, at) => bytes.subarray(sorted[at], end));
}

/** Where a reader goes wrong that takes a piece for a text: within every character, and between CR and LF. */
export function tenderPlaces(bytes: Uint8Array): number[] {
  return [...bytes.keys()].filter(
    (at) => (bytes[at]! & 0xc0) === 0x80 || (bytes[at] === 0x0a && bytes[at - 1] === 0x0d),
  );
}

/** Each byte by itself. */
export function oneByOne(bytes: Uint8Array): Uint8Array[] {
  return cutAt(bytes, [...bytes.keys()]);
}

/** Items in so many parts, in order; some parts may have none. */
export function inParts<T>(items: readonly T[], parts: number): fc.Arbitrary<T[][]> {
  return fc.array(fc.nat(items.length), { minLength: parts - 1, maxLength: parts - 1 }).map((cuts) => {
    const sorted = [0, ...cuts, items.length].toSorted((a, b) => a - b);
    return sorted.slice(1).map((end, at) => items.slice(sorted[at], end));
  });
}
