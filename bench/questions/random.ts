/** A source of chance: numbers from 0 up to, not including, 1. The same seed gives the same numbers everywhere. */
export type Random = () => number;

/** Bob Jenkins's small fast generator with a seed of one number; 32 bits a call. */
export function seeded(seed: number): Random {
  let [a, b, c, d] = [0xf1ea5eed, seed | 0, seed | 0, seed | 0];
  const step = (): number => {
    const e = (a - ((b << 27) | (b >>> 5))) | 0;
    a = b ^ ((c << 17) | (c >>> 15));
    b = (c + d) | 0;
    c = (d + e) | 0;
    d = (e + a) | 0;
    return d >>> 0;
  };
  for (let round = 0; round < 20; round++) step();
  return () => step() / 2 ** 32;
}

/** One of the items, each as likely as the others. */
export function oneOf<T>(items: readonly T[], random: Random): T {
  return items[Math.floor(random() * items.length)]!;
}

/** The index of one of the weights, each as likely as it is heavy. */
export function drawn(weights: readonly number[], random: Random): number {
  let left = random() * weights.reduce((sum, weight) => sum + weight, 0);
  const index = weights.findIndex((weight) => (left -= weight) < 0);
  return index < 0 ? weights.length - 1 : index;
}
