import type { Line } from './text.ts';

/** How much of a kind was removed. */
interface RemovedKind {
  readonly kind: string;
  readonly count: number;
}

/** `removed: 4 × cookie, 1 × card`, over all files. */
export function removedLine(removed: readonly RemovedKind[]): Line {
  const counts = new Map<string, number>();
  for (const { kind, count } of removed) counts.set(kind, (counts.get(kind) ?? 0) + count);
  const kinds = [...counts].map(([kind, count]) => `${count} × ${kind}`).join(', ');
  return `  removed: ${kinds === '' ? 'nothing was found that had to be' : kinds}`;
}
