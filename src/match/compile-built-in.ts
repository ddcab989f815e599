import { compilePack, hasErrors } from '../rules/compile-pack.ts';
import { baseFinder, layPacks } from '../rules/lay-packs.ts';
import type { PackFiles } from '../rules/layer.ts';
import { BUILT_IN_KEY, encodeLayer } from '../rules/pack-cache.ts';
import { learnWords } from './words/learn-words.ts';
import { wordsKey } from './words/load-word-index.ts';
import { encodeModel } from './words/model-file.ts';

/** The built-in pack as `dist/` holds it. */
export interface BuiltInPack {
  /** `pack.json`: the rules. */
  readonly pack: string;
  /** `words.bin`: what was learned from its phrases. */
  readonly words: Uint8Array;
}

/** Called by the build; throws with the first error of a faulty pack. `version` is that of the program. */
export function compileBuiltInPack(files: PackFiles, version: string): BuiltInPack {
  const { layer, words, problems } = compilePack(files, baseFinder([]));
  const first = problems.find((problem) => problem.level === 'error');
  if (first !== undefined && hasErrors(problems))
    throw new Error(`${first.file}:${first.line}:${first.column} ${first.message}`);
  const rules = layPacks([layer]);
  return {
    pack: encodeLayer(layer, BUILT_IN_KEY),
    words: encodeModel(learnWords(rules, [words]), wordsKey(rules, version)),
  };
}
