import { RE2JS } from 're2js';
import type { PatternTest } from './operators.ts';

/** Longest pattern of a pack, in characters. */
export const MAX_PATTERN = 512;

/**
 * Compiles a pattern of a pack in a linear-time engine (RE2 syntax: no look-around, no back-references), so that
 * no pack can hang the tool. Throws with the engine's words when the pattern is not valid.
 */
export function compilePattern(pattern: string): PatternTest {
  const compiled = RE2JS.compile(pattern);
  return (text) => compiled.test(text);
}
