import type { Manner } from './person.ts';

/**
 * Bits that one answer can carry when there are `options` of them and the person has this manner: the capacity of a
 * symmetric channel with errors, of which a share is lost. Perfect yes/no answers carry one bit.
 */
export function bitsPerAnswer(options: number, { doesNotKnow, errs }: Manner): number {
  const lost = spread(errs) + spread(1 - errs) + errs * Math.log2(Math.max(1, options - 1));
  return (1 - doesNotKnow) * (Math.log2(options) - lost);
}

function spread(share: number): number {
  return share === 0 ? 0 : -share * Math.log2(share);
}
