import fc from 'fast-check';
import { expect, test } from 'vitest';
import { stringify } from 'yaml';
import { parseYamlFile } from '../../src/rules/yaml-file.ts';

test('gives plain data, and the line and column of any part of it', () => {
  const file = parseYamlFile('a.yaml', 'first: 1\nlist:\n  - name: x\n    deep: {inner: [a, b]}\n');
  const at = (path: (string | number)[], where: 'key' | 'value' = 'value'): string => {
    const { line, column } = file.problem('bad-value', path, 'm', { at: where });
    return `${line}:${column}`;
  };
  expect(file.data).toEqual({ first: 1, list: [{ name: 'x', deep: { inner: ['a', 'b'] } }] });
  expect(at(['first'])).toBe('1:8');
  expect(at(['first'], 'key')).toBe('1:1');
  expect(at(['list', 0, 'deep', 'inner', 1])).toBe('4:23');
  expect(at(['list', 0, 'absent']), 'the nearest parent of what is not there').toBe('3:5');
  expect(at([])).toBe('1:1');
});

test('cuts what a pack says to a message of a line or two', () => {
  const file = parseYamlFile('a.yaml', 'a: 1\n');
  expect(file.problem('bad-value', ['a'], 'x'.repeat(100_000)).message).toHaveLength(400);
});

test('leaves the prototype of its data alone, whatever the keys', () => {
  const file = parseYamlFile('a.yaml', '__proto__: {polluted: 1}\nconstructor: {prototype: {polluted: 1}}\n');
  expect(file.problems.map((problem) => problem.code)).toEqual(['forbidden-key', 'forbidden-key', 'forbidden-key']);
  expect(({} as { polluted?: number }).polluted).toBeUndefined();
  expect(Object.getPrototypeOf(file.data)).toBe(Object.prototype);
});

test('reads back whatever plain data is written as YAML', () => {
  const key = fc.stringMatching(/^[a-z][a-z-]{0,8}$/).filter((word) => word !== 'constructor' && word !== 'prototype');
  const { tree } = fc.letrec((tie) => ({
    leaf: fc.oneof(fc.boolean(), fc.integer(), fc.stringMatching(/^[ -~]{0,30}$/)),
    tree: fc.oneof(
      { maxDepth: 4 },
      tie('leaf'),
      fc.array(tie('tree'), { maxLength: 4 }),
      fc.dictionary(key, tie('tree'), { maxKeys: 4, noNullPrototype: true }),
    ),
  }));
  fc.assert(
    fc.property(tree, (data) => {
      const file = parseYamlFile('a.yaml', stringify(data, { aliasDuplicateObjects: false }));
      expect(file.problems).toEqual([]);
      expect(file.data).toEqual(data);
    }),
  );
});

test('never throws and never takes long, whatever the text', () => {
  const piece = fc.constantFrom(
    ...'[ ] { } : , - ? & * ! | > % @ ` " \' # a b 1'.split(' '),
    '\n',
    '\t',
    ' ',
    '  ',
    '- ',
    ': ',
    '? ',
    '&a ',
    '*a',
    '!!set ',
    '---\n',
    '<<: ',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 60 }), fc.integer({ min: 1, max: 3000 }), (pieces, times) => {
      const text = pieces.join('').repeat(times).slice(0, 200_000);
      const begin = performance.now();
      parseYamlFile('a.yaml', text);
      expect(performance.now() - begin).toBeLessThan(4000);
    }),
    { numRuns: 60 },
  );
});
