import { expect, test } from 'vitest';
import { RecordFacts } from '../../src/batch/record-facts.ts';
import type { Facts, KnownFact } from '../../src/facts/fact.ts';

const LISTED: readonly [string, KnownFact][] = [
  ['desktop.status', { value: 'idle', by: 'incident' }],
  ['phone.rings', { value: false, by: 'incident' }],
];

test('the facts of a record tell what a map of them would', () => {
  const facts = new RecordFacts();
  for (const [id, known] of LISTED) facts.add(id, known);
  expect(told(facts)).toEqual(told(new Map(LISTED)));
});

function told(facts: Facts): unknown {
  const each: unknown[] = [];
  facts.forEach((known, id) => each.push([id, known]));
  const asked = ['phone.rings', 'network.outage'].map((id) => [facts.has(id), facts.get(id)]);
  return [facts.size, [...facts], [...facts.entries()], [...facts.keys()], [...facts.values()], each, asked];
}
