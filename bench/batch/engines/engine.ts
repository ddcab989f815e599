import type { Facts, FactValue } from '../../../src/facts/fact.ts';
import type { Context } from '../../../src/rules/evaluate.ts';
import type { Rules } from '../../../src/rules/pack.ts';

/** An incident in both shapes, so that none is paid for in the time that is measured. */
export interface ParsedIncident {
  readonly id: string;
  readonly facts: Facts;
  /** The values alone, under names without dots, which other engines take for paths. Durations in milliseconds. */
  readonly plain: Readonly<Record<string, FactValue>>;
}

/** A rule engine, made ready for rules; answers with the ids of all rows that hold, in any order. */
export interface RuleEngine {
  readonly name: string;
  prepare(rules: Rules, context: Context): Matcher;
}

/** Gives the ids of the rows that hold for an incident. */
export type Matcher = (incident: ParsedIncident) => readonly string[] | Promise<readonly string[]>;

/** The name of a fact in {@link ParsedIncident.plain}. */
export function plainName(fact: string): string {
  return fact.replaceAll('.', '_');
}
