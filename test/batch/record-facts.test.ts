import { expect, test } from 'vitest';
import { RecordFacts } from '../../src/batch/record-facts.ts';
import type { Facts, KnownFact } from '../../src/facts/fact.ts';

const LISTED: readonly [string, KnownFact][] = [
  ['desktop.status', { value: 'idle', by: 'incident' }],
  ['phone.rings', { value: false, by: 'incident' }],
];

const MANY = Array.from({ length: 60 }, (_, nth): [string, KnownFact] => [
  `fact.${nth}`,
  { value: nth, by: 'incident' },
]);

test.each([
  ['none', []],
  ['two', LISTED],
  ['many', [...MANY, ...LISTED]],
])('the facts of a record tell what a map of them would: %s', (_name, listed) => {
  const facts = new RecordFacts();
  for (const [id, known] of listed) {
    facts.add(id, known);
    expect(facts.get(id)).toBe(known);
  }
  expect(told(facts)).toEqual(told(new Map(listed)));
});

function told(facts: Facts): unknown {
  const each: unknown[] = [];
  facts.forEach((known, id) => each.push([id, known]));
  const asked = ['phone.rings', 'network.outage'].map((id) => [facts.has(id), facts.get(id)]);
  return [facts.size, [...facts], [...facts.entries()], [...facts.keys()], [...facts.values()], each, asked];
}
