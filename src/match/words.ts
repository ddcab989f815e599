import type { Rules, Symptom } from '../rules/pack.ts';
import { tokensOf, wordsInCommon } from './tokens.ts';
import type { WordIndex } from './word-evidence.ts';

/** How well a text fits one row. */
export interface WordFit {
  /** 0 nothing in common … 1000 the same words. */
  readonly fit: number;
  /** A screen text of the row that stands in the text as it is. */
  readonly screenText?: string;
  /** The words in common, as typed by nobody in particular: stems. */
  readonly words: readonly string[];
}


interface Entry {
  readonly tokens: ReadonlySet<string>;
  readonly screenText?: string;
}

/**
 * A plain ranking over the sentence, phrases and screen texts of each row: words that few rows use weigh more, and a
 * row fits as well as the best of its texts does. Integer weights, so that it is the same on every machine.
 */
export function indexWords(rules: Rules): WordIndex {
  const rows = rules.symptoms.map(entriesOf);
  const weights = weighWords(rows);
  const unseen = weightOf(rows.length, 0);
  const weight = (token: string): number => weights.get(token) ?? unseen;
  const sum = (tokens: Iterable<string>): number => [...tokens].reduce((total, token) => total + weight(token), 0);
  return (text) => {
    const asked = new Set(tokensOf(text));
    const shown = screenForm(text);
    const total = sum(asked);
    const fits = rows.map((entries) => best(entries.map((entry) => fitOf(entry, asked, total, shown, sum))));
    return {
      bits: fits.map((fit) => fit.fit * 11 - 6000),
      because: (row) => {
        const fit = fits[row]!;
        if (fit.screenText !== undefined) return [{ text: fit.screenText, isScreenText: true, bits: fit.fit * 11 }];
        return wordsInCommon(text, fit.words).map((word) => ({ text: word, isScreenText: false, bits: fit.fit }));
      },
    };
  };
}

function entriesOf(symptom: Symptom): Entry[] {
  const texts = [symptom.symptom, ...symptom.phrases].map((text): Entry => ({ tokens: new Set(tokensOf(text)) }));
  return [
    ...texts,
    ...symptom.screenText.map((text) => ({
      tokens: new Set(tokensOf(text.replace(/\{\w+\}/g, ''))),
      screenText: text,
    })),
  ];
}

function weighWords(rows: readonly (readonly Entry[])[]): Map<string, number> {
  const seenIn = new Map<string, number>();
  for (const entries of rows) {
    for (const token of new Set(entries.flatMap((entry) => [...entry.tokens])))
      seenIn.set(token, (seenIn.get(token) ?? 0) + 1);
  }
  return new Map([...seenIn].map(([token, count]) => [token, weightOf(rows.length, count)]));
}

/** Whole-number weight of a word that stands in `count` of `total` rows: rarer is heavier, and never nothing. */
function weightOf(total: number, count: number): number {
  return 100 + Math.floor((400 * (total - count)) / (total + 8 * count + 1));
}

function fitOf(
  entry: Entry,
  asked: ReadonlySet<string>,
  total: number,
  shown: string,
  sum: (tokens: Iterable<string>) => number,
): WordFit {
  const words = [...entry.tokens].filter((token) => asked.has(token));
  const common = sum(words);
  const fit = total === 0 ? 0 : Math.floor((2000 * common) / (total + sum(entry.tokens)));
  if (entry.screenText === undefined || !holdsScreenText(shown, entry.screenText)) return { fit, words };
  return { fit: Math.max(fit, 700), words, screenText: entry.screenText };
}

/** A screen text counts as quoted when all of its fixed parts stand in the text, in order. */
function holdsScreenText(shown: string, screenText: string): boolean {
  let from = 0;
  for (const part of screenText.split(/\{\w+\}/).map(screenForm)) {
    if (part === '') continue;
    const at = ` ${shown} `.indexOf(` ${part} `, from);
    if (at < 0) return false;
    from = at + part.length;
  }
  return true;
}

function screenForm(text: string): string {
  return (
    text
      .normalize('NFKC')
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? []
  ).join(' ');
}

function best(fits: readonly WordFit[]): WordFit {
  return fits.reduce((top, fit) => (fit.fit > top.fit ? fit : top), { fit: 0, words: [] });
}
