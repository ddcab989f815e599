import { describe, expect, test } from 'vitest';
import { conditionWords, formatCondition } from '../../src/report/condition-words.ts';
import { layPacks } from '../../src/rules/lay-packs.ts';
import { compileText, layerOf, row, yesNo } from '../support/pack-text.ts';

const facts = `[
  ${yesNo('desk.on')},
  {id: desk.state, type: enum, about: desk, question: Which?, options: {a: A, b: B, c: C}, seconds: 5},
  {id: desk.wait, type: duration, about: desk, question: How long?, seconds: 5},
  {id: desk.count, type: count, about: desk, question: How many?, seconds: 5},
  {id: desk.says, type: text, about: desk, question: What?, seconds: 5}]`;
const settings = `{
  long: {type: duration, value: 2m, about: A, source: B},
  words: {type: text, value: a+, about: A, source: B}}`;
const pack = (when: string) => ({ settings, facts, rows: row('crm/a', when) });

/** A condition as it is understood, in words. */
function understood(when: string): string {
  const rules = layPacks([layerOf(pack(when))]);
  return formatCondition(rules.symptoms[0]!.when, conditionWords(rules));
}

describe('a condition', () => {
  test.each([
    ['{desk.on: true}', 'desk.on = true'],
    ['{desk.state: [a, b]}', 'desk.state = a or b'],
    ['{desk.state: {not: [a, b]}}', 'desk.state ≠ a and ≠ b'],
    ['{desk.wait: {at-least: 90s}}', 'desk.wait ≥ 1m30s'],
    ['{desk.wait: {below: 00:01:30}}', 'desk.wait < 1m30s'],
    ['{desk.wait: {above: $long}}', 'desk.wait > $long (2m)'],
    ['{desk.count: {at-least: 2, at-most: 4}}', 'desk.count ≥ 2 and desk.count ≤ 4'],
    ['{desk.says: {contains: "a b"}}', 'desk.says contains "a b"'],
    ["{desk.says: {matches: '^a+$'}}", 'desk.says matches "^a+$"'],
    ['{desk.says: {contains: $words}}', 'desk.says contains $words (a+)'],
    ['{desk.on: {known: false}}', 'desk.on is not known'],
    ['{not: {desk.on: true}}', 'not desk.on = true'],
    [
      '{all: [{desk.on: true}, {any: [{desk.count: 1}, {desk.count: 2}]}]}',
      'desk.on = true and (desk.count = 1 or desk.count = 2)',
    ],
    ['{all: [{desk.on: true}, {desk.state: [a, b]}]}', 'desk.on = true and (desk.state = a or b)'],
    ['{not: {all: [{desk.on: true}, {desk.count: 1}]}}', 'not (desk.on = true and desk.count = 1)'],
  ])('written %s says: %s', (when, words) => {
    expect(understood(when)).toBe(words);
  });

  test.each([
    ['{desk.on: "true"}', 'bad-operand'],
    ['{desk.on: 1}', 'bad-operand'],
    ['{desk.state: d}', 'bad-operand'],
    ['{desk.wait: 90}', 'bad-operand'],
    ['{desk.wait: 1m90s}', 'bad-operand'],
    ['{desk.count: -1}', 'bad-operand'],
    ['{desk.count: 1.5}', 'bad-operand'],
    ['{desk.count: {contains: 1}}', 'bad-operand'],
    ['{desk.state: {above: a}}', 'bad-operand'],
    ['{desk.wait: {above: [1s]}}', 'bad-operand'],
    ['{desk.count: $long}', 'bad-operand'],
    ['{desk.wait: $lng}', 'unknown-setting'],
    ['{desk.of: true}', 'unknown-fact'],
    ['{toString: true}', 'unknown-fact'],
    ['{desk.on: {is: true}}', 'unknown-key'],
    ['{desk.on: {toString: true}}', 'unknown-key'],
    ['{desk.on: null}', 'bad-operand'],
    ['[]', 'empty-condition'],
    ['{all: {desk.on: true}}', 'empty-condition'],
    ['{not: []}', 'empty-condition'],
    ['yes', 'empty-condition'],
    ["{desk.says: {matches: '('}}", 'bad-pattern'],
    ['{desk.says: {matches: 5}}', 'bad-pattern'],
    ['{desk.says: {matches: $words}}', 'bad-pattern'],
  ])('written %s is: %s', (when, code) => {
    const errors = compileText(pack(when)).problems.filter((problem) => problem.level === 'error');
    expect(errors.map((problem) => problem.code)).toEqual([code]);
  });
});
