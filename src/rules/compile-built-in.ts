import { compilePack, hasErrors } from './compile-pack.ts';
import { baseFinder } from './lay-packs.ts';
import type { PackFiles } from './layer.ts';
import { BUILT_IN_KEY, encodeLayer } from './pack-cache.ts';

/** The built-in pack as `dist/pack.json` holds it. Called by the build; throws with the first error of a faulty pack. */
export function compileBuiltInPack(files: PackFiles): string {
  const { layer, problems } = compilePack(files, baseFinder([]));
  const first = problems.find((problem) => problem.level === 'error');
  if (first !== undefined && hasErrors(problems))
    throw new Error(`${first.file}:${first.line}:${first.column} ${first.message}`);
  return encodeLayer(layer, BUILT_IN_KEY);
}
