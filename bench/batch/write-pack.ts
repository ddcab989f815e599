import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import type { Fact, FactValue } from '../../src/facts/fact.ts';
import { formatFactValue } from '../../src/facts/parse-value.ts';
import type { Condition, Leaf } from '../../src/rules/condition.ts';
import type { Rules, Symptom } from '../../src/rules/pack.ts';

/** Facts that the built-in pack declares already. */
const OF_THE_BUILT_IN = new Set(['call.active']);

/** Writes rules as the YAML of a pack that a person could have written, to be laid over the built-in one. */
export function writePack(folder: string, { areas, facts, symptoms }: Rules): void {
  const write = (path: string, document: object): void => writeFileSync(join(folder, path), stringify(document));
  mkdirSync(join(folder, 'tables'), { recursive: true });
  const head = { schema: 'deskmedic/pack/v1', name: 'generated', version: '1.0.0', title: 'Generated rows' };
  write('pack.yaml', { ...head, extends: ['webex-cc'] });
  const own = facts.filter(({ id }) => !OF_THE_BUILT_IN.has(id));
  write('facts.yaml', { schema: 'deskmedic/facts/v1', facts: own.map(factDocument) });
  const byId = new Map(facts.map((fact) => [fact.id, fact]));
  for (const { id, title } of areas) {
    const rows = symptoms.filter((row) => row.area === id).map((row) => symptomDocument(row, byId));
    if (rows.length === 0) continue;
    const schema = 'deskmedic/table/v1';
    const source = { document: 'generated' };
    write(`tables/${id}.yaml`, { schema, area: id, title, source, reviewed: '2026-01-01', symptoms: rows });
  }
}

function factDocument({ id, type, about, question, options, seconds }: Fact): object {
  const words = Object.fromEntries(options.map((option) => [option.value, option.words]));
  return { id, type, about, question, ...(options.length === 0 ? {} : { options: words }), seconds };
}

function symptomDocument(row: Symptom, facts: ReadonlyMap<string, Fact>): object {
  const { id, symptom, frequency, when, outcomes } = row;
  const told = outcomes.map(({ kind, to }) => ({ otherwise: kind, ...(to === undefined ? {} : { to }) }));
  const steps = [
    { id: 'restart', do: 'Start it again.', verify: 'Does it work?', who: 'agent', minutes: 2, likelihood: 'medium' },
  ].map((step) => ({ ...step, disrupts: 'none' }));
  return { id, symptom, frequency, when: conditionDocument(when, facts), steps, outcomes: told };
}

function conditionDocument(condition: Condition, facts: ReadonlyMap<string, Fact>): object {
  switch (condition.kind) {
    case 'leaf':
      return leafDocument(condition, facts.get(condition.fact)!);
    case 'not':
      return { not: conditionDocument(condition.of, facts) };
    default:
      return { [condition.kind]: condition.of.map((part) => conditionDocument(part, facts)) };
  }
}

function leafDocument({ fact: id, operator, operands }: Leaf, fact: Fact): object {
  const values = literalsOf(operands).map((value) => formatFactValue(fact, value));
  const value = values.length === 1 ? values[0] : values;
  return { [id]: operator === 'is' ? value : { [operator]: value } };
}

/** The operands of a generated leaf, none of which is a setting. */
export function literalsOf(operands: Leaf['operands']): FactValue[] {
  return operands.map((operand) => {
    if ('literal' in operand) return operand.literal;
    throw new Error(`generated rules name no settings: $${operand.setting}`);
  });
}
