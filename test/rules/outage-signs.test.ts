import { expect, test } from 'vitest';
import { evaluate } from '../../src/rules/evaluate.ts';
import { contextFor } from '../../src/rules/load-rules.ts';
import { baseFinder, layPacks } from '../../src/rules/lay-packs.ts';
import { compilePack } from '../../src/rules/compile-pack.ts';
import { foundIn, lintPack, writePack } from '../support/lint.ts';
import { packFiles, row, yesNo } from '../support/pack-text.ts';

const HEAD = 'schema: deskmedic/pack/v1\nname: crm\nversion: 1.0.0\nextends: [webex-cc]\n';
const TABLE = `schema: deskmedic/table/v1
area: crm
title: A
source: {document: D}
reviewed: 2026-11-01
symptoms:
${row('crm/a', '{desktop.speed: slow}')}`;

test.each([
  ['an unknown fact', 'outages:\n  signs: { networc.outage: { above: 0s } }\n', ['unknown-fact', 'pack.yaml', 6, 12]],
  ['no condition', 'outages:\n  signs: { any: [] }\n', ['empty-condition', 'pack.yaml', 6, 17]],
  ['a key that nothing reads', 'outages:\n  sign: { network.message: true }\n', ['unknown-key', 'pack.yaml', 6, 3]],
] as const)('signs of an outage with %s are an error with its place', async (_, more, wanted) => {
  const pack = writePack({ 'pack.yaml': HEAD + more, 'tables/crm.yaml': TABLE });
  const linted = await lintPack(pack);
  expect(linted.exitCode).toBe(2);
  expect(foundIn(pack, linted)).toContainEqual(wanted);
});

test('each pack can add its own signs', async () => {
  const files = (name: string, fact: string, extended = '[]') => {
    const all = packFiles({ name, extended, facts: `[${yesNo(fact)}]`, rows: row(`${name}/a`, `{${fact}: true}`) });
    return all.set('pack.yaml', `${all.get('pack.yaml')!}outages: {signs: {${fact}: true}}\n`);
  };
  const first = compilePack(files('one', 'line.cut'), baseFinder([])).layer;
  const second = compilePack(files('two', 'line.noisy', '[one]'), baseFinder([first])).layer;
  const rules = layPacks([first, second]);
  const context = await contextFor(rules);
  const said = (fact: string) =>
    rules.outageSigns!.map((sign) => evaluate(sign, new Map([[fact, { value: true, by: 'incident' }]]), context).truth);
  expect([said('line.cut'), said('line.noisy')]).toEqual([
    ['yes', 'unknown'],
    ['unknown', 'yes'],
  ]);
});
