import type { Path } from './yaml-places.ts';

/** The paths of a file at which its schema is broken, and everything under them. */
export interface FaultyPaths {
  /** Whether this path, or one above it, is broken. */
  has(path: Path): boolean;
}

/** A file that keeps its schema. */
export const FAULTLESS: FaultyPaths = { has: () => false };

/** The set of these paths and of everything under them. */
export function faultyPaths(paths: readonly Path[]): FaultyPaths {
  const broken = new Set(paths.map((path) => JSON.stringify(path)));
  return {
    has: (path) =>
      broken.size > 0 &&
      Array.from({ length: path.length + 1 }, (_, length) => JSON.stringify(path.slice(0, length))).some((prefix) =>
        broken.has(prefix),
      ),
  };
}
