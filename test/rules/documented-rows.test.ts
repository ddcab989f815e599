import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { escalationClass } from '../../src/rules/escalation-class.ts';
import { builtInRules } from '../support/built-in-rules.ts';

/** Ids, classes, types and values that other systems rely on; written down once, never derived from the pack. */
const DOCUMENTED = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../fixtures/documented-rows.json'), 'utf8'),
) as {
  symptoms: { row: string; id: string; escalation: 'never' | 'always' | 'conditional' }[];
  facts: { id: string; type: string; about: string; values: string[] }[];
};
const { rules } = await builtInRules();

describe('the documented rows', () => {
  test('are 48, of which 35 never, 8 always and 5 on a condition are escalated', () => {
    const classes = DOCUMENTED.symptoms.map((row) => row.escalation);
    const count = (wanted: string): number => classes.filter((one) => one === wanted).length;
    expect([classes.length, count('never'), count('always'), count('conditional')]).toEqual([48, 35, 8, 5]);
  });

  test.each(DOCUMENTED.symptoms)('$row has the id $id and is escalated: $escalation', ({ id, escalation }) => {
    const symptom = rules.symptoms.find((row) => row.id === id);
    expect(symptom, 'is in the built-in pack').toBeDefined();
    const withSteps = symptom!.steps.length > 0;
    expect(escalationClass(symptom!)).toBe(escalation === 'never' && withSteps ? 'if-unresolved' : escalation);
  });

  test.each(DOCUMENTED.facts)('name the fact $id, of type $type, about a $about', ({ id, type, about, values }) => {
    const fact = rules.facts.find((one) => one.id === id);
    expect(fact).toMatchObject({ type, about });
    expect(fact!.options.map((option) => option.value)).toEqual(values);
  });
});
