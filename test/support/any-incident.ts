import fc from 'fast-check';
import type { Fact } from '../../src/facts/fact.ts';
import type { Rules } from '../../src/rules/pack.ts';

/** Any value that the fact can have, as an incident writes it. */
function valueOf(fact: Fact): fc.Arbitrary<unknown> {
  switch (fact.type) {
    case 'boolean':
      return fc.boolean();
    case 'enum':
      return fc.constantFrom(...fact.options.map((option) => option.value));
    case 'duration':
      return fc.nat(7200).map((seconds) => `${seconds}s`);
    case 'percent':
      return fc.nat(100).map((percent) => `${percent}%`);
    case 'count':
      return fc.nat(500);
    default:
      return fc.string();
  }
}

/** Some facts of the rules with values that they can have, as an incident writes them. */
export function anyFacts(rules: Rules): fc.Arbitrary<Record<string, unknown>> {
  return fc
    .subarray([...rules.facts], { maxLength: Math.min(8, rules.facts.length) })
    .chain((facts) => fc.record(Object.fromEntries(facts.map((fact) => [fact.id, valueOf(fact)]))));
}

/** An incident with some facts and perhaps an area. */
export function anyIncident(rules: Rules): fc.Arbitrary<Record<string, unknown>> {
  const area = fc.option(fc.constantFrom(...rules.areas.map(({ id }) => id)), { nil: undefined });
  return fc
    .tuple(anyFacts(rules), area)
    .map(([facts, named]) => (named === undefined ? { facts } : { facts, area: named }));
}
