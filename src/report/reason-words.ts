import type { Catalogue, FactValue } from '../facts/fact.ts';
import { formatFactValue } from '../facts/parse-value.ts';
import { OPERATORS } from '../rules/operators.ts';
import type { Reason } from '../rules/verdict.ts';

/** Longest text value that is shown whole. */
const MAX_SHOWN = 80;

/** A value as a table writes it: durations as `1m59s`, free text in quotes and cut. */
export function formatValue(factId: string, value: FactValue, catalogue: Catalogue): string {
  const fact = catalogue.get(factId);
  if (fact === undefined || fact.type !== 'text')
    return String(fact === undefined ? value : formatFactValue(fact, value));
  const text = String(value);
  return JSON.stringify(text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN - 1)}…` : text);
}

/**
 * A reason in words: what is known, and where that alone does not tell, what it was held against:
 * `desktop.status = not-responding`, `network.outage = 1m59s (< 2m)`, `desktop.status = idle, not reconnecting`.
 */
export function formatReason(reason: Reason, catalogue: Catalogue): string {
  const { fact, value } = reason;
  if (value === undefined) return `${fact} is not known`;
  return `${fact} = ${formatValue(fact, value, catalogue)}${heldAgainst(reason, catalogue)}`;
}

/** What a value was held against, in words that follow it; nothing where the value tells all. */
export function heldAgainst(reason: Omit<Reason, 'value'>, catalogue: Catalogue): string {
  const { fact, operator, operands, held } = reason;
  const tellsAll = held && (operator === 'is' || operator === 'not');
  // `{not: x}` that failed: the value is x itself.
  if (tellsAll || operator === 'not' || operator === 'known') return '';
  const wanted = operands.map((operand) => formatValue(fact, operand, catalogue)).join(' or ');
  if (operator === 'is') return `, not ${wanted}`;
  return ` (${held ? '' : 'not '}${OPERATORS[operator].sign} ${wanted})`;
}
