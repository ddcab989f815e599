import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Condition, Leaf, OperatorName } from '../../../src/rules/condition.ts';
import { leavesOf } from '../../../src/rules/evaluate.ts';
import type { Rules, Symptom } from '../../../src/rules/pack.ts';
import { literalsOf } from '../write-pack.ts';
import { plainName, type RuleEngine } from './engine.ts';

/** Its name in the registry. */
export const ZEN_PACKAGE = '@gorules/zen-engine';

/** The part of the package that is used. */
interface Zen {
  readonly ZenEngine: new () => {
    createDecision(content: object): { evaluate(context: object): Promise<{ result: readonly { id: string }[] }> };
  };
}

/** zen-engine, as it was installed in a folder. Throws when it cannot be loaded from there. */
export function zenEngine(folder: string): RuleEngine {
  const { ZenEngine } = createRequire(join(folder, 'from-here.js'))(ZEN_PACKAGE) as Zen;
  return {
    name: 'zen-engine',
    prepare(rules) {
      const decision = new ZenEngine().createDecision(graphOf(rules));
      return async ({ plain }) => (await decision.evaluate(plain)).result.map(({ id }) => id);
    },
  };
}

/**
 * A decision table, which is what the engine is made for: a column for each fact, then one for what is nested. Patterns come
 * last, since the engine compiles them each time anew and looks no further in a row that has failed.
 */
function graphOf({ facts, symptoms }: Rules): object {
  const position = { x: 0, y: 0 };
  const columns = [
    ...facts.map(({ id }) => ({ id: plainName(id), name: id, field: plainName(id) })),
    ...EXPRESSIONS.map((id) => ({ id, name: id })),
  ];
  const empty = Object.fromEntries(columns.map(({ id }) => [id, '']));
  const content = {
    hitPolicy: 'collect',
    inputs: columns,
    outputs: [{ id: 'found', name: 'row', field: 'id' }],
    rules: symptoms.map((row) => ({ _id: row.id, ...empty, ...cellsOf(row), found: quoted(row.id) })),
  };
  return {
    nodes: [
      { id: 'in', type: 'inputNode', name: 'in', position },
      { id: 'table', type: 'decisionTableNode', name: 'table', position, content },
      { id: 'out', type: 'outputNode', name: 'out', position },
    ],
    edges: [
      { id: 'first', sourceId: 'in', targetId: 'table', type: 'edge' },
      { id: 'second', sourceId: 'table', targetId: 'out', type: 'edge' },
    ],
  };
}

/** Columns without a fact: their cells are whole expressions. */
const EXPRESSIONS = ['nested', 'patterns'] as const;

/** A cell for each leaf that must hold by itself, one for all the rest. An empty cell holds always. */
function cellsOf({ when }: Symptom): Readonly<Record<string, string>> {
  const cells: Record<string, string> = {};
  const rest: Record<(typeof EXPRESSIONS)[number], string[]> = { nested: [], patterns: [] };
  for (const part of when.kind === 'all' ? when.of : [when]) {
    const hasPattern = leavesOf(part).some((leaf) => leaf.operator === 'matches');
    if (part.kind === 'leaf' && !hasPattern && cells[plainName(part.fact)] === undefined)
      cells[plainName(part.fact)] = cellOf(part);
    else rest[hasPattern ? 'patterns' : 'nested'].push(`(${expressionOf(part)})`);
  }
  for (const name of EXPRESSIONS) cells[name] = rest[name].join(' and ');
  return cells;
}

const SIGNS: Readonly<Partial<Record<OperatorName, string>>> = {
  is: '==',
  not: '!=',
  above: '>',
  below: '<',
  'at-least': '>=',
  'at-most': '<=',
};

/** A comparison whose left side, the fact, is the column. */
function cellOf(leaf: Leaf): string {
  if (leaf.operator === 'contains') return comparison('$', leaf);
  if (leaf.operator === 'is') return literalsOf(leaf.operands).map(quoted).join(', ');
  return comparison('', leaf).trimStart();
}

function expressionOf(condition: Condition): string {
  switch (condition.kind) {
    case 'leaf':
      return comparison(plainName(condition.fact), condition);
    case 'not':
      return `not (${expressionOf(condition.of)})`;
    default:
      return condition.of.map((part) => `(${expressionOf(part)})`).join(condition.kind === 'all' ? ' and ' : ' or ');
  }
}

function comparison(fact: string, { operator, operands }: Leaf): string {
  const values = literalsOf(operands).map(quoted);
  if (operator === 'contains' || operator === 'matches') return `${operator}(${fact}, ${values[0]})`;
  if (values.length === 1) return `${fact} ${SIGNS[operator]} ${values[0]}`;
  return `${fact} ${operator === 'not' ? 'not in' : 'in'} [${values.join(', ')}]`;
}

/** Backslashes stand for themselves in its texts, and nothing stands for a quotation mark. */
function quoted(value: string | number | boolean): string {
  if (typeof value !== 'string') return String(value);
  if (value.includes("'")) throw new Error(`a text for zen-engine must have no quotation mark: ${value}`);
  return `'${value}'`;
}
