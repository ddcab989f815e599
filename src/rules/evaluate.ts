import type { Facts, FactValue } from '../facts/fact.ts';
import type { Condition, Leaf } from './condition.ts';
import { OPERATORS, type PatternTest } from './operators.ts';
import type { Reason, Truth, Verdict } from './verdict.ts';

/** What conditions refer to beside facts: settings in force, and patterns compiled beforehand. */
export interface Context {
  readonly settings: ReadonlyMap<string, FactValue>;
  readonly patterns: ReadonlyMap<string, PatternTest>;
  /** Facts other than this one are left open: not even whether they are known is known. */
  readonly only?: string;
}

/**
 * The one evaluator: rows, steps, outcomes and policies all pass here. Kleene logic over known facts; pure.
 * Throws only for a condition that its pack could not have compiled.
 */
export function evaluate(condition: Condition, facts: Facts, context: Context): Verdict {
  switch (condition.kind) {
    case 'leaf':
      return evaluateLeaf(condition, facts, context);
    case 'not':
      return negate(evaluate(condition.of, facts, context));
    case 'all':
      return combine(condition.of, 'no', facts, context);
    case 'any':
      return combine(condition.of, 'yes', facts, context);
    default:
      return condition satisfies never;
  }
}

function evaluateLeaf(leaf: Leaf, facts: Facts, context: Context): Verdict {
  const operands = leaf.operands.map((operand) =>
    'literal' in operand ? operand.literal : settingValue(operand.setting, context),
  );
  const known = facts.get(leaf.fact);
  const isOpen = context.only !== undefined && leaf.fact !== context.only;
  if (leaf.operator === 'known' && !isOpen) {
    const held = (known !== undefined) === operands[0];
    // Not knowing is no evidence: such a leaf decides, but is no reason to show.
    return { truth: held ? 'yes' : 'no', because: [], missing: [] };
  }
  if (known === undefined) return { truth: 'unknown', because: [], missing: [leaf.fact] };
  const held = OPERATORS[leaf.operator].decide(known.value, operands, context.patterns);
  const reason: Reason = { fact: leaf.fact, operator: leaf.operator, operands, value: known.value, held };
  return { truth: held ? 'yes' : 'no', because: [reason], missing: [] };
}

function settingValue(name: string, context: Context): FactValue {
  const value = context.settings.get(name);
  if (value === undefined) throw new Error(`setting was not loaded: $${name}`);
  return value;
}

function negate(verdict: Verdict): Verdict {
  const flipped: Record<Truth, Truth> = { yes: 'no', no: 'yes', unknown: 'unknown' };
  return { ...verdict, truth: flipped[verdict.truth] };
}

/** `all` is decided by the first kind of answer `no`, `any` by `yes`; otherwise unknown wins over the neutral one. */
function combine(parts: readonly Condition[], decisive: 'yes' | 'no', facts: Facts, context: Context): Verdict {
  const verdicts = parts.map((part) => evaluate(part, facts, context));
  const deciding = verdicts.filter((verdict) => verdict.truth === decisive);
  if (deciding.length > 0)
    return { truth: decisive, because: deciding.flatMap((verdict) => verdict.because), missing: [] };
  const open = verdicts.some((verdict) => verdict.truth === 'unknown');
  return {
    truth: open ? 'unknown' : decisive === 'no' ? 'yes' : 'no',
    because: verdicts.flatMap((verdict) => verdict.because),
    missing: open ? [...new Set(verdicts.flatMap((verdict) => verdict.missing))] : [],
  };
}

/** Ids of all facts that a condition names, in order of first mention. */
export function factsOf(condition: Condition): string[] {
  const ids = new Set<string>();
  for (const leaf of leavesOf(condition)) ids.add(leaf.fact);
  return [...ids];
}

/** All leaves of a condition, in order. */
export function leavesOf(condition: Condition): Leaf[] {
  switch (condition.kind) {
    case 'leaf':
      return [condition];
    case 'not':
      return leavesOf(condition.of);
    default:
      return condition.of.flatMap(leavesOf);
  }
}
