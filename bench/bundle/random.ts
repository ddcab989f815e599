/** Numbers that look as if drawn by lot, and are the same in every run. */
export interface Random {
  /** From 0 up to but not including `below`. */
  integer(below: number): number;
  pick<T>(choices: readonly T[]): T;
  /** So many characters of `alphabet`. */
  text(length: number, alphabet: string): string;
  uuid(): string;
  bytes(length: number): Buffer;
}

const HEX = '0123456789abcdef';

/** A generator with its own sequence for each seed: xorshift32 (Marsaglia 2003). */
export function newRandom(seed: number): Random {
  let state = (Math.imul(seed + 1, 0x9e3779b1) | 1) >>> 0;

  function next(): number {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state >>> 0;
  }

  const integer = (below: number): number => next() % below;
  const pick = <T>(choices: readonly T[]): T => choices[integer(choices.length)]!;
  const text = (length: number, alphabet: string): string =>
    Array.from({ length }, () => alphabet[integer(alphabet.length)]).join('');

  return {
    integer,
    pick,
    text,
    uuid: () => [8, 4, 4, 4, 12].map((length) => text(length, HEX)).join('-'),
    bytes(length) {
      const words = new Int32Array(Math.ceil(length / 4));
      for (let at = 0; at < words.length; at += 1) words[at] = next();
      return Buffer.from(words.buffer, 0, length);
    },
  };
}
