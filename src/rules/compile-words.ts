import { hintFor } from './did-you-mean.ts';
import type { LanguageWords, PackWords } from './pack.ts';
import type { Problem } from './problem.ts';
import { oneLine } from './prose.ts';
import type { YamlFile } from './yaml-file.ts';

interface RawWords {
  language: string;
  fillers?: string;
  negations?: string;
  breaks?: string;
  numbers?: Record<string, number>;
  units?: Record<string, number>;
  synonyms?: Record<string, string[]>;
}

interface RawPhrases {
  language: string;
  phrases?: Record<string, string[]>;
  unlisted?: string[];
}

/** Reads one file of `words/`, whose structure is checked already. */
export function compileWords(file: YamlFile): LanguageWords {
  const { language, fillers, negations, breaks, numbers, units, synonyms } = file.data as RawWords;
  return {
    language,
    fillers: wordsIn(fillers),
    negations: wordsIn(negations),
    breaks: wordsIn(breaks),
    numbers: numbers ?? {},
    units: units ?? {},
    synonyms: synonyms ?? {},
  };
}

function wordsIn(text: string | undefined): string[] {
  return (text ?? '').split(/\s+/).filter((word) => word !== '');
}

/** The key under which stands what fits no row. */
const UNLISTED = 'unlisted';

/** The files of `phrases/` as one. */
export type CompiledPhrases = Pick<PackWords, 'phrases' | 'unlisted'>;

/**
 * Reads the files of `phrases/`, whose structure is checked already. The same phrase for several rows is welcome: it
 * leaves the choice open. Twice for one row, or for a row and for none, it is reported.
 *
 * @param symptoms ids that a phrase may be for; `null` when a table could not be read, and nobody knows
 */
export function compilePhrases(
  files: readonly YamlFile[],
  symptoms: readonly string[] | null,
  report: (problem: Problem) => void,
): CompiledPhrases {
  const phrases = new Map<string, string[]>();
  const unlisted: string[] = [];
  const seen = new Map<string, Set<string>>();
  const known = symptoms === null ? null : new Set(symptoms);
  for (const file of files) {
    const data = file.data as RawPhrases;
    const take = (text: string, owner: string, path: readonly (string | number)[]): void => {
      const owners = seen.get(text.toLowerCase()) ?? new Set();
      const first = [...owners].find((other) => other === owner || [other, owner].includes(UNLISTED));
      if (first !== undefined)
        report(
          file.problem('duplicate-phrase', [...path], `this phrase stands before already, for "${first}"`, {
            hint: first === owner ? 'remove one of them' : 'a text fits a row or none, not both',
            level: 'warning',
          }),
        );
      seen.set(text.toLowerCase(), owners.add(owner));
    };
    for (const [id, texts] of Object.entries(data.phrases ?? {})) {
      if (known !== null && !known.has(id))
        report(
          file.problem('unknown-symptom', ['phrases', id], `there is no symptom "${id}"`, {
            hint: hintFor(id, symptoms!),
            at: 'key',
          }),
        );
      texts.forEach((text, nth) => take(text, id, ['phrases', id, nth]));
      phrases.set(id, [...(phrases.get(id) ?? []), ...texts.map(oneLine)]);
    }
    (data.unlisted ?? []).forEach((text, nth) => take(text, UNLISTED, ['unlisted', nth]));
    unlisted.push(...(data.unlisted ?? []).map(oneLine));
  }
  return { phrases: Object.fromEntries(phrases), unlisted };
}
