import { ownText } from '../../facts/own-text.ts';
import { stem } from './stem.ts';
import { fold } from './tokenize.ts';
import type { Expression, Vocabulary } from './vocabulary.ts';

/** What a word says by itself, wherever it stands. */
export interface Word {
  /** As it was meant, in the form in which words are compared. */
  readonly text: string;
  readonly stem: string;
  readonly isNegation: boolean;
  readonly isFiller: boolean;
  readonly isBreak: boolean;
  /** The number that it stands for. */
  readonly amount: number | undefined;
  /** Seconds, of a unit of time. */
  readonly unit: number | undefined;
  /** The expressions that begin with it. */
  readonly expression: Expression | undefined;
}

/** Words that are remembered; about as many as are in use at a time. */
const MOST = 16 * 1024;
/** No word that comes again is longer. */
const LONGEST = 40;
const NUMBER = /^\p{N}/u;
const AMOUNT = /^\d{1,6}$/;

/**
 * Reads words by a vocabulary, and remembers them: words come again even where texts do not (numbers hardly do).
 *
 * @param correct finds the word that somebody meant who typed this one
 */
export function wordReader(vocabulary: Vocabulary, correct: (word: string) => string): (written: string) => Word {
  const known = new Map<string, Word>();
  return (written) => {
    const earlier = known.get(written);
    if (earlier !== undefined) return earlier;
    if (written.length > LONGEST || NUMBER.test(written)) return readWord(written, vocabulary, correct);
    if (known.size >= MOST) known.clear();
    const own = ownText(written);
    const word = readWord(own, vocabulary, correct);
    known.set(own, word);
    return word;
  };
}

function readWord(written: string, vocabulary: Vocabulary, correct: (word: string) => string): Word {
  const text = correct(fold(written));
  const stemmed = stem(text);
  return {
    text,
    stem: stemmed,
    isNegation: vocabulary.negations.has(text),
    isFiller: vocabulary.fillers.has(text),
    isBreak: vocabulary.breaks.has(text),
    amount: AMOUNT.test(text) ? Number(text) : vocabulary.numbers.get(text),
    unit: vocabulary.units.get(text),
    expression: vocabulary.expressionsFrom(stemmed),
  };
}
