import type { Catalogue } from '../facts/fact.ts';
import { formatDuration } from '../facts/duration.ts';
import { catalogueOf } from '../rules/catalogue.ts';
import type { Condition, Leaf, Operand } from '../rules/condition.ts';
import { OPERATORS } from '../rules/operators.ts';
import type { Rules, Setting } from '../rules/pack.ts';
import { formatValue } from './reason-words.ts';

/** What the words of a condition are looked up in. */
export interface ConditionWords {
  readonly catalogue: Catalogue;
  readonly settings: ReadonlyMap<string, Setting>;
}

/** The lookups for the conditions of these rules; settings are shown with their defaults. */
export function conditionWords(rules: Pick<Rules, 'facts' | 'settings'>): ConditionWords {
  return {
    catalogue: catalogueOf(rules),
    settings: new Map(rules.settings.map((setting) => [setting.name, setting])),
  };
}

/** A condition on one line: `desktop.status = reconnecting and (phone.rings = false or phone.rings is not known)`. */
export function formatCondition(condition: Condition, words: ConditionWords): string {
  switch (condition.kind) {
    case 'leaf':
      return formatLeaf(condition, words);
    case 'not':
      return `not ${grouped(condition.of, words, ['leaf'])}`;
    case 'all':
      return condition.of.map((part) => grouped(part, words, ['leaf', 'not', 'all'])).join(' and ');
    case 'any':
      return condition.of.map((part) => grouped(part, words, ['leaf', 'not', 'any'])).join(' or ');
    default:
      return condition satisfies never;
  }
}

/** In brackets, unless it is of a kind that reads unambiguously here. */
function grouped(condition: Condition, words: ConditionWords, plain: readonly Condition['kind'][]): string {
  const text = formatCondition(condition, words);
  return plain.includes(condition.kind) && !isList(condition) ? text : `(${text})`;
}

/** `a = x or y` would read as a part of the group around it. */
function isList(condition: Condition): boolean {
  return condition.kind === 'leaf' && condition.operands.length > 1;
}

function formatLeaf(leaf: Leaf, words: ConditionWords): string {
  if (leaf.operator === 'known') {
    const [operand] = leaf.operands;
    const isKnown = operand !== undefined && 'literal' in operand && operand.literal === true;
    return `${leaf.fact} is ${isKnown ? '' : 'not '}known`;
  }
  const operands = leaf.operands.map((operand) => formatOperand(leaf.fact, operand, words));
  const { sign } = OPERATORS[leaf.operator];
  return `${leaf.fact} ${sign} ${operands.join(leaf.operator === 'not' ? ` and ${sign} ` : ' or ')}`;
}

function formatOperand(fact: string, operand: Operand, words: ConditionWords): string {
  if ('literal' in operand) return formatValue(fact, operand.literal, words.catalogue);
  const setting = words.settings.get(operand.setting);
  return setting === undefined ? `$${operand.setting}` : `$${operand.setting} (${formatSetting(setting)})`;
}

/** The default of a setting, as the pack writes it. */
function formatSetting(setting: Setting): string {
  return setting.type === 'duration' && typeof setting.value === 'number'
    ? formatDuration(setting.value)
    : String(setting.value);
}
