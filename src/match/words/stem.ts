import { stemmer } from 'stemmer';

const known = new Map<string, string>();
/** Stems that are remembered; more than anybody's vocabulary has. */
const MOST = 20_000;
const STEMMABLE = /^[a-z]{4,}$/;

/** A word without its ending (Porter's algorithm, as the package `stemmer` has it); what is short or holds a digit stays. */
export function stem(word: string): string {
  if (!STEMMABLE.test(word)) return word;
  const remembered = known.get(word);
  if (remembered !== undefined) return remembered;
  if (known.size >= MOST) known.clear();
  const found = stemmer(word);
  known.set(word, found);
  return found;
}
