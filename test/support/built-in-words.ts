import { join } from 'node:path';
import { realFiles } from '../../src/io/files.ts';
import { realSystem } from '../../src/io/system.ts';
import { loadWordIndex } from '../../src/match/words/load-word-index.ts';
import type { WordIndex } from '../../src/match/word-evidence.ts';
import { VERSION } from '../../src/version.ts';
import { builtInRules } from './built-in-rules.ts';

let loaded: Promise<WordIndex> | undefined;

/** Ranking by the words of the built-in pack: as the build has learned it, else (after a change of `rules/`) learned anew. */
export function builtInWords(): Promise<WordIndex> {
  return (loaded ??= load());
}

async function load(): Promise<WordIndex> {
  const root = join(import.meta.dirname, '../..');
  const { rules } = await builtInRules();
  const sources = {
    builtIn: { directory: join(root, 'rules'), model: join(root, 'dist/words.bin') },
    directories: [],
    cache: null,
    version: VERSION,
    whileLearning: <T>(work: () => Promise<T>) => work(),
  };
  return loadWordIndex(rules, sources, realFiles(realSystem(root)));
}
