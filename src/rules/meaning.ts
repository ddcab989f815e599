import type { Fact } from '../facts/fact.ts';
import type { CompiledTable } from './compile-table.ts';
import type { Condition } from './condition.ts';
import { conditionsOf } from './conditions-of.ts';
import { duplicates, faultyOverrides } from './duplicates.ts';
import { leavesOf } from './evaluate.ts';
import type { PackBase } from './pack-base.ts';
import type { Setting } from './pack.ts';
import type { Vocabulary } from './parse-condition.ts';
import type { Policy } from './policy.ts';
import type { Problem } from './problem.ts';
import { findUnreachable, MAX_WORK } from './reachable.ts';
import { staleReviews } from './stale-review.ts';
import type { YamlFile } from './yaml-file.ts';

/** One compiled pack, seen whole: what the checks of meaning look at. */
export interface PackParts {
  readonly head: YamlFile | undefined;
  readonly factsFile: YamlFile | undefined;
  readonly tables: readonly (CompiledTable & { readonly file: YamlFile })[];
  readonly facts: readonly Fact[];
  readonly settings: readonly Setting[];
  readonly policies: readonly { readonly file: YamlFile; readonly policy: Policy }[];
  readonly outageSigns: Condition | undefined;
  readonly base: PackBase;
  readonly words: Vocabulary;
}

/** The checks that need more than one place of a pack. */
export function meaningProblems(parts: PackParts): Problem[] {
  return [duplicates, faultyOverrides, unreachableOutcomes].flatMap((check) => check(parts));
}

/**
 * What is worth a word in a pack without errors; in one with errors, what is used and what is alike is not known.
 * `today` is an ISO date, by which reviews grow stale.
 */
export function remarks(parts: PackParts, today: string | undefined): Problem[] {
  const stale = today === undefined ? [] : parts.tables.flatMap((table) => staleReviews(table, today));
  return [...[factsUsedOnce, unusedSettings].flatMap((check) => check(parts)), ...stale];
}

/** Leaves that are looked at for all rows of a pack together: about a second, which only a hostile one takes. */
const MAX_PACK_WORK = 12 * MAX_WORK;

function unreachableOutcomes({ tables, words }: PackParts): Problem[] {
  const context = {
    settings: new Map([...words.settings].map(([name, setting]) => [name, setting.value])),
    patterns: new Map<string, never>(),
  };
  let left = MAX_PACK_WORK;
  return tables.flatMap((table) =>
    table.symptoms.flatMap((symptom) => {
      const path = table.paths.get(symptom.id)!;
      const raw = (table.file.data as { symptoms: { outcomes: unknown[] }[] }).symptoms[Number(path[1])]!;
      // An outcome that did not compile is missing from the list, and its error is reported already.
      if (raw.outcomes.length !== symptom.outcomes.length) return [];
      const { row, outcomes, work } = findUnreachable(symptom, words.facts, context, Math.min(left, MAX_WORK));
      left -= work;
      if (row)
        return [
          table.file.problem(
            'unreachable-outcome',
            [...path, 'when'],
            `"${symptom.id}" can never match: its conditions exclude each other`,
            { hint: 'look for two values of one fact under "all"' },
          ),
        ];
      return outcomes
        .filter((index) => symptom.outcomes.slice(0, index).every((outcome) => outcome.when !== undefined))
        .map((index) =>
          table.file.problem(
            'unreachable-outcome',
            [...path, 'outcomes', index],
            `this outcome of "${symptom.id}" is never reached`,
            { hint: 'an earlier outcome, or the row itself, leaves it nothing' },
          ),
        );
    }),
  );
}

function factsUsedOnce({ factsFile, facts, ...parts }: PackParts): Problem[] {
  if (factsFile === undefined) return [];
  const uses = new Map<string, number>();
  for (const condition of allConditions(parts)) {
    for (const id of new Set(leavesOf(condition).map((leaf) => leaf.fact))) uses.set(id, (uses.get(id) ?? 0) + 1);
  }
  return facts.flatMap((fact, index) => {
    const count = uses.get(fact.id) ?? 0;
    // What a file shows is seldom asked for: it need not tell several rows apart to be worth its question.
    if (count > 1 || (count === 1 && fact.shownBy !== undefined)) return [];
    return [
      factsFile.problem(
        'single-use-fact',
        ['facts', index, 'id'],
        `the fact "${fact.id}" is used ${count === 0 ? 'by no condition' : 'once'}`,
        { hint: 'a fact that several rows share tells more than one each', level: 'note' },
      ),
    ];
  });
}

function unusedSettings({ head, settings, ...parts }: PackParts): Problem[] {
  const used = new Set(
    allConditions(parts)
      .flatMap(leavesOf)
      .flatMap((leaf) => leaf.operands)
      .flatMap((operand) => ('setting' in operand ? [operand.setting] : [])),
  );
  return settings
    .filter((setting) => !used.has(setting.name))
    .map((setting) =>
      head!.problem('unused-setting', ['settings', setting.name], `nothing uses the setting "$${setting.name}"`, {
        hint: 'use or remove it',
        at: 'key',
        level: 'warning',
      }),
    );
}

function allConditions(parts: Pick<PackParts, 'tables' | 'policies' | 'outageSigns'>): Condition[] {
  const { tables, policies, outageSigns } = parts;
  return conditionsOf({
    symptoms: tables.flatMap((table) => table.symptoms),
    policies: policies.map(({ policy }) => policy),
    outageSigns: outageSigns === undefined ? [] : [outageSigns],
  });
}
