import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { jsonLine } from '../../src/report/escape.ts';
import { resultJson } from '../../src/report/result-json.ts';
import type { Result } from '../../src/report/result.ts';
import { anyBatch, hostileResult, HOSTILE } from '../support/results.ts';

const KEYS =
  'schema id file line index observedAt status symptoms action escalation missingFacts problems rules packs'.split(' ');
const ROW_KEYS = ['id', 'symptom', 'verdict', 'by', 'probability', 'outcome', 'to', 'say', 'for', 'because', 'steps'];
const COUNTS = ['loaded', 'matched', 'notMatched', 'notEvaluated', 'failed'];

/** The same result with its keys in the order in which `check` makes them. */
function inUsualOrder(result: Result): Result {
  const ordered = <T extends object>(value: T, keys: readonly string[]): T => {
    expect(Object.keys(value).filter((key) => !keys.includes(key))).toEqual([]);
    return Object.fromEntries(keys.filter((key) => key in value).map((key) => [key, value[key as keyof T]])) as T;
  };
  const symptoms = result.symptoms.map((row) => ordered(row, ROW_KEYS));
  return ordered({ ...result, symptoms, rules: ordered(result.rules, COUNTS) }, KEYS);
}

describe('a result as a line of JSON', () => {
  test('is to the byte what JSON.stringify and the escaping of invisible characters make of it', () => {
    fc.assert(
      fc.property(anyBatch, (batch) => {
        // Twice: what was kept the first time is the same.
        for (const result of [...batch, ...batch].map(inUsualOrder)) expect(resultJson(result)).toBe(jsonLine(result));
      }),
    );
  });

  test('of any length is so too', () => {
    for (const text of HOSTILE) {
      const result = inUsualOrder(hostileResult(text));
      expect(resultJson(result) === jsonLine(result)).toBe(true);
    }
  });

  test('holds every character of Unicode as it is escaped elsewhere', () => {
    const like = inUsualOrder(hostileResult('x'));
    for (let code = 0; code <= 0xffff; code++) {
      const text = String.fromCharCode(code);
      const result = { ...like, id: text, missingFacts: [text] };
      if (resultJson(result) !== jsonLine(result)) expect.fail(`U+${code.toString(16)}`);
    }
  });
});
