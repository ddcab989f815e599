import type { Reply } from './asker.ts';
import { BACK, WHY } from './prompt.ts';

/** "back" and "why", typed as an answer to whatever is asked; undefined for anything else. */
export function wishIn(words: string): Reply | undefined {
  const word = words.trim().toLowerCase();
  if (word === BACK) return { kind: 'back' };
  return word === WHY || word === '?' ? { kind: 'why' } : undefined;
}
