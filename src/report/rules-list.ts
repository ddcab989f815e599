import { escalationClass, type EscalationClass } from '../rules/escalation-class.ts';
import type { Area, OutcomeKind, PackIdentity, Rules, Source } from '../rules/pack.ts';
import { counted } from './problems.ts';
import { bold, dim, type Line } from './text.ts';

/** `rules list --json` (`deskmedic/rules/v1`). */
export interface RulesList {
  readonly schema: 'deskmedic/rules/v1';
  readonly packs: readonly PackIdentity[];
  readonly symptoms: readonly ListedSymptom[];
}

/** One symptom of the list. */
export interface ListedSymptom {
  readonly id: string;
  readonly area: string;
  readonly symptom: string;
  readonly outcomes: readonly OutcomeKind[];
  readonly escalate: EscalationClass;
  /** How many. */
  readonly steps: number;
  readonly source: Source;
  /** ISO date. */
  readonly reviewed: string;
  /** Name of the pack that it comes from. */
  readonly pack: string;
}

/** Every symptom of the rules in force, in pack order. */
export function rulesList(rules: Rules): RulesList {
  return {
    schema: 'deskmedic/rules/v1',
    packs: rules.packs,
    symptoms: rules.symptoms.map((row) => ({
      id: row.id,
      area: row.area,
      symptom: row.symptom,
      outcomes: row.outcomes.map((outcome) => outcome.kind),
      escalate: escalationClass(row),
      steps: row.steps.length,
      source: row.source,
      reviewed: row.reviewed,
      pack: row.pack,
    })),
  };
}

/** The list by area: id, when it is escalated, what is seen. */
export function rulesListLines(list: RulesList, areas: readonly Area[]): Line[] {
  const idWidth = Math.max(0, ...list.symptoms.map((row) => row.id.length));
  const lines = areas.flatMap(({ id, title }): Line[] => {
    const rows = list.symptoms.filter((row) => row.area === id);
    if (rows.length === 0) return [];
    return [
      [bold(title)],
      ...rows.map((row): Line => [`  ${row.id.padEnd(idWidth)}  `, dim(row.escalate.padEnd(14)), ` ${row.symptom}`]),
      '',
    ];
  });
  const packs = list.packs.map(({ name, version }) => `${name} ${version}`).join(', ');
  return [
    ...lines,
    `${counted(list.symptoms.length, 'symptom')} of ${packs}; the second column says when one is escalated`,
  ];
}
