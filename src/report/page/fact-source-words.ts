import type { FactSource } from '../../facts/fact.ts';

const WORDS: Readonly<Record<FactSource, string>> = {
  person: 'a person said so',
  file: 'answers file',
  evidence: 'a file shows it',
  incident: 'incident record',
  config: 'configuration',
  symptom: 'follows from the symptom',
};

/** Who said it, in words; what a newer version may have written stays as it is. */
export function factSourceWords(by: string): string {
  return Object.hasOwn(WORDS, by) ? WORDS[by as FactSource] : by;
}
