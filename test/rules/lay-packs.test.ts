import { describe, expect, test } from 'vitest';
import { layPacks, withLayer } from '../../src/rules/lay-packs.ts';
import { compileText, layerOf, row, yesNo, type PackText } from '../support/pack-text.ts';

const BASE: PackText = {
  name: 'base',
  facts: `[${yesNo('base.a')}, ${yesNo('base.b')}]`,
  rows: row('base/one', '{base.a: true}') + row('base/two', '{base.b: true}'),
};
const base = layerOf(BASE);
const errorsOf = (pack: PackText, before = [base]): string[] =>
  compileText(pack, before)
    .problems.filter((problem) => problem.level === 'error')
    .map((problem) => `${problem.code} ${problem.message}`);
const ids = (...layers: Parameters<typeof layPacks>[0]): string[] => layPacks(layers).symptoms.map((item) => item.id);

describe('a pack on top of another', () => {
  test('adds its symptoms, and puts those that override in the place of the others', () => {
    const top = layerOf(
      {
        name: 'top',
        extended: '[base]',
        rows: row('top/new', '{base.a: false}') + row('top/one', '{base.a: true}', '    overrides: base/one\n'),
      },
      [base],
    );
    expect(ids(base, top)).toEqual(['top/one', 'base/two', 'top/new']);
  });

  test('may keep the id of what it overrides', () => {
    const rows = row('base/two', '{base.a: true}', '    overrides: base/two\n');
    const top = layerOf({ name: 'top', area: 'base', extended: '[base]', rows }, [base]);
    const { symptoms } = layPacks([base, top]);
    expect(symptoms.map((item) => [item.id, item.pack])).toEqual([
      ['base/one', 'base'],
      ['base/two', 'top'],
    ]);
  });

  test('sees what the packs that it extends extend themselves', () => {
    const middle = layerOf({ name: 'middle', extended: '[base]', rows: row('middle/x', '{base.a: true}') }, [base]);
    expect(
      errorsOf({ name: 'top', extended: '[middle]', rows: row('top/x', '{base.b: true}') }, [base, middle]),
    ).toEqual([]);
  });

  test('cannot override what a pack before it has overridden already', () => {
    const middle = layerOf(
      { name: 'middle', extended: '[base]', rows: row('middle/x', '{base.a: true}', '    overrides: base/one\n') },
      [base],
    );
    const top = {
      name: 'top',
      extended: '[base, middle]',
      rows: row('top/x', '{base.b: true}', '    overrides: base/one\n'),
    };
    expect(errorsOf(top, [base, middle])).toEqual(['unknown-symptom there is no symptom "base/one" to override']);
  });

  test('does not see the facts of a pack that it does not extend', () => {
    expect(errorsOf({ name: 'top', rows: row('top/x', '{base.b: true}') })).toEqual([
      'missing-file the pack has no facts.yaml, and extends none that has facts; 1 is named in it',
    ]);
    expect(compileText({ name: 'top', rows: row('top/x', '{base.b: true}') }, [base]).problems[0]?.hint).toContain(
      'extends: [base]',
    );
  });

  test('cannot extend itself, nor what is loaded after it', () => {
    expect(errorsOf({ name: 'top', extended: '[top]', rows: row('top/x', '{base.a: true}') })).toEqual([
      'unknown-pack the pack "top" is not loaded',
    ]);
    expect(errorsOf({ ...BASE, extended: '[base]' })).toContain('unknown-pack the pack "base" is not loaded');
  });

  test('replaces one of the same name whole', () => {
    const twin = layerOf({ ...BASE, rows: row('base/three', '{base.a: true}') }, [base]);
    expect(withLayer([base], twin)).toEqual([twin]);
    expect(ids(twin)).toEqual(['base/three']);
  });

  test('cannot replace one that another pack was compiled against', () => {
    const middle = layerOf({ name: 'middle', extended: '[base]', rows: row('middle/x', '{base.a: true}') }, [base]);
    expect(() => withLayer([base, middle], base)).toThrow('the pack "base" comes after "middle", which extends it');
  });

  test('takes time that grows with the number of its rows', () => {
    const many = (name: string, overrides: boolean) => ({
      ...base,
      identity: { ...base.identity, name },
      facts: [],
      symptoms: Array.from({ length: 20_000 }, (_, at) => ({ ...base.symptoms[0]!, id: `${name}/${at}` })),
      overrides: overrides
        ? Object.fromEntries(Array.from({ length: 20_000 }, (_, at) => [`${name}/${at}`, `lower/${at}`]))
        : {},
    });
    const layers = [base, many('lower', false), many('upper', true)];
    const started = performance.now();
    expect(ids(...layers)).toEqual(['base/one', 'base/two', ...layers[2]!.symptoms.map((item) => item.id)]);
    expect(performance.now() - started).toBeLessThan(1_000);
  });

  test('is refused when it takes an id without a word, even past lint', () => {
    const thief = { ...base, identity: { ...base.identity, name: 'thief' }, facts: [], overrides: {} };
    expect(() => layPacks([base, thief])).toThrow('the symptom of thief "base/one" is in a pack loaded before');
    const sly = { ...thief, overrides: { 'base/two': 'base/one' } };
    expect(() => layPacks([base, { ...sly, symptoms: [base.symptoms[1]!] }])).toThrow('base/two');
  });
});
