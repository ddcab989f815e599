import { join } from 'node:path';
import { recordChecker } from '../../src/batch/check-records.ts';
import type { Chunks } from '../../src/batch/look-ahead.ts';
import { readIncidents } from '../../src/batch/read-incidents.ts';
import { realFiles } from '../../src/io/files.ts';
import { realSystem } from '../../src/io/system.ts';
import { loadWordIndex } from '../../src/match/words/load-word-index.ts';
import type { WordIndex } from '../../src/match/word-evidence.ts';
import { findPolicy } from '../../src/policy/severity.ts';
import { conditionWords } from '../../src/report/condition-words.ts';
import type { Result } from '../../src/report/result.ts';
import type { Context } from '../../src/rules/evaluate.ts';
import type { Rules } from '../../src/rules/pack.ts';
import { VERSION } from '../../src/version.ts';

/** What records are held against. */
export interface Setup {
  readonly rules: Rules;
  readonly context: Context;
  /** Null: texts are not looked at. */
  readonly words: WordIndex | null;
  readonly withSteps: boolean;
}

/** Checks an input of NDJSON as a process of its own does it: nothing is known from an earlier one. */
export async function checkInput(chunks: Chunks, { words, ...setup }: Setup): Promise<Result[]> {
  const checker = { ...setup, words: conditionWords(setup.rules) };
  const check = recordChecker(checker, {
    zone: () => Promise.resolve('America/Chicago'),
    policy: () => Promise.resolve(findPolicy(setup.rules, 'cisco-tac')),
    words: () => Promise.resolve(words),
  });
  const results: Result[] = [];
  for await (const batch of readIncidents(chunks, { format: 'ndjson', catalogue: checker.words.catalogue }))
    for (const record of batch) if (record.kind !== 'blank') results.push(await check(record));
  return results;
}

/**
 * The words of the built-in pack for its rows in any order.
 *
 * @param cache a folder for what is learned where the build has not learned it
 */
export function wordsOfBuiltIn(rules: Rules, cache: string): Promise<WordIndex> {
  const root = join(import.meta.dirname, '../..');
  const sources = {
    builtIn: { directory: join(root, 'rules'), model: join(root, 'dist/words.bin') },
    directories: [],
    cache,
    version: VERSION,
    whileLearning: <T>(work: () => Promise<T>) => work(),
  };
  return loadWordIndex(rules, sources, realFiles(realSystem(root)));
}
