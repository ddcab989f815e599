import { stemmer } from 'stemmer';

const STEMMABLE = /^[a-z]{4,}$/;

/** A word without its ending (Porter's algorithm, as the package `stemmer` has it); what is short or holds a digit stays. */
export function stem(word: string): string {
  return STEMMABLE.test(word) ? stemmer(word) : word;
}
