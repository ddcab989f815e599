import type { Fact } from '../facts/fact.ts';
import type { Condition } from './condition.ts';
import type { RuleCase } from './rule-case.ts';
import type { Area, PackIdentity, Setting, Symptom } from './pack.ts';
import type { Policy } from './policy.ts';

/** One pack, compiled on its own: what it adds to the packs that it extends. Plain JSON. */
export interface PackLayer {
  readonly identity: PackIdentity;
  readonly extends: readonly string[];
  readonly areas: readonly Area[];
  readonly settings: readonly Setting[];
  readonly facts: readonly Fact[];
  readonly symptoms: readonly Symptom[];
  /** Id of a symptom of this pack → id of the earlier symptom that it replaces. */
  readonly overrides: Readonly<Record<string, string>>;
  readonly policies: readonly Policy[];
  /** What the pack calls signs of trouble with the network, if it says so. */
  readonly outageSigns?: Condition;
}

/** The text of a pack's files by path relative to its folder, `/` between folders. */
export type PackFiles = ReadonlyMap<string, string>;

/** The cases of a pack's `tests/`, which only `rules test` and `rules coverage` read. */
export type PackCases = readonly RuleCase[];
