import { formatDuration, parseDuration } from './duration.ts';
import type { Catalogue, Fact, Facts, FactSource, FactValue } from './fact.ts';
import { formatPercent, parsePercent } from './percent.ts';

/** The value in the units of {@link FactValue}, or why it is none. */
export type ParsedValue =
  { readonly ok: true; readonly value: FactValue } | { readonly ok: false; readonly reason: string };

/** Longest text a fact can hold; more than any message on a screen, and what a pattern is matched against. */
const MAX_TEXT = 64 * 1024;

/** Reads a value from YAML or JSON as the fact's type wants it. Nothing is coerced: `"true"` is no boolean. */
export function parseFactValue(fact: Fact, raw: unknown): ParsedValue {
  switch (fact.type) {
    case 'boolean':
      return typeof raw === 'boolean' ? { ok: true, value: raw } : refused('true or false');
    case 'enum': {
      const known = fact.options.map((option) => option.value);
      return typeof raw === 'string' && known.includes(raw)
        ? { ok: true, value: raw }
        : refused(`one of ${known.join(', ')}`);
    }
    case 'duration': {
      const value = typeof raw === 'string' ? parseDuration(raw) : undefined;
      return value === undefined ? refused('a duration such as 90s, 2m, 1m30s or 00:01:30') : { ok: true, value };
    }
    case 'count':
      return Number.isSafeInteger(raw) && (raw as number) >= 0
        ? { ok: true, value: raw as number }
        : refused('a whole number');
    case 'percent': {
      const value = typeof raw === 'string' ? parsePercent(raw) : undefined;
      return value === undefined ? refused('a percentage such as 20% or 2.5%') : { ok: true, value };
    }
    case 'text':
      return typeof raw === 'string' && raw.length <= MAX_TEXT ? { ok: true, value: raw } : refused('a text');
    default:
      return fact.type satisfies never;
  }
}

function refused(wanted: string): ParsedValue {
  return { ok: false, reason: `must be ${wanted}` };
}

/** Whether a value that was kept or read is one that the fact can have: another pack may have declared it otherwise. */
export function isValueOf(fact: Fact, value: unknown): value is FactValue {
  switch (fact.type) {
    case 'boolean':
      return typeof value === 'boolean';
    case 'enum':
      return fact.options.some((option) => option.value === value);
    case 'text':
      return typeof value === 'string';
    default:
      return typeof value === 'number';
  }
}

/** A value as it is written in YAML and JSON: durations as `1m59s`, percentages as `2.5%`. */
export function formatFactValue(fact: Fact, value: FactValue): FactValue {
  if (typeof value !== 'number') return value;
  return fact.type === 'duration' ? formatDuration(value) : fact.type === 'percent' ? formatPercent(value) : value;
}

/** A fact as results and bundles tell it: the value as YAML would write it, and where it came from. */
export interface ToldFact {
  readonly id: string;
  readonly value: FactValue;
  readonly by: FactSource;
  /** What a file showed: its name, and where and when in it. */
  readonly file?: string;
  readonly line?: number;
  readonly at?: string;
}

/** Facts as results and bundles tell them, in the order in which they became known. */
export function tellFacts(facts: Facts, catalogue: Catalogue): ToldFact[] {
  return [...facts].map(([id, { value, by, seen }]) => {
    const fact = catalogue.get(id);
    return { id, value: fact === undefined ? value : formatFactValue(fact, value), by, ...seen };
  });
}
