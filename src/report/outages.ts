import type { ExitCode } from '../exit-codes.ts';
import { timeWords } from '../facts/time.ts';
import type { PackIdentity } from '../rules/pack.ts';
import { jsonText } from './escape.ts';
import { bold, dim, red, yellow, type Line } from './text.ts';

/** What is to be done about an outage: `ask` when that depends on something that is not known. */
export const OUTAGE_ACTIONS = ['escalate', 'ask', 'workaround', 'wait', 'explain'] as const;
export type OutageAction = (typeof OUTAGE_ACTIONS)[number];

/** From where the length of an outage is known: a report told it, or it is at least as long as the reports are apart. */
export const LENGTH_SOURCES = ['reports', 'span'] as const;
export type LengthSource = (typeof LENGTH_SOURCES)[number];

/** The bundle of an outage, or why there is none. */
export type OutageBundle =
  | { readonly path: string; readonly id: string; readonly sha256: string; readonly missing: readonly string[] }
  | { readonly problem: string };

/** Reports of one time that are one and the same trouble with the network. */
export interface Outage {
  readonly id: string;
  /** UTC, of the first and the last report. */
  readonly from: string;
  readonly to: string;
  /** Distinct agents that are known by name. */
  readonly agents: number;
  readonly agentIds: readonly string[];
  /** Reports that name no agent, and can be of agents that are counted or of others. */
  readonly withoutAgent: number;
  readonly sites: readonly string[];
  /** Reports that name no site. */
  readonly withoutSite: number;
  readonly reports: number;
  /** `3m20s`, and from where it is known; by `span`, it is at least that. */
  readonly length: string;
  readonly lengthFrom: LengthSource;
  /** The rows of the network that it falls under; while its length leaves several open, all of them. */
  readonly symptoms: readonly string[];
  /** It does fall under all of them. */
  readonly certain: boolean;
  readonly because: readonly string[];
  /** The rows that single reports matched. */
  readonly rows: readonly { readonly id: string; readonly reports: number }[];
  readonly seats: number | null;
  /** Agents by seats, 0 … 1; null while one of them is not known. */
  readonly share: number | null;
  readonly severity: {
    readonly policy: string;
    readonly severity: string;
    readonly title: string;
    readonly because: readonly string[];
    readonly channel: string;
    readonly say: string;
  };
  readonly action: OutageAction;
  readonly bundle?: OutageBundle;
}

/** What was read, and what of it is in no outage. */
export interface OutageCounts {
  readonly records: number;
  readonly blankLines: number;
  /** Records that could not be read. */
  readonly invalid: number;
  /** Records of which a part could not be used; they were matched on the rest. */
  readonly withProblems: number;
  /** Records for which a rule failed. */
  readonly withFailedRules: number;
  /** Reports of trouble with the network: those of outages, and the three kinds that follow. */
  readonly reports: number;
  /** Reports that belong to no outage. */
  readonly single: number;
  /** Reports that came later than is allowed for, and were left out. */
  readonly late: number;
  /** Reports of which nobody knows when that was, and which were left out. */
  readonly withoutTime: number;
}

/** Writes outages piece by piece, as they are found. Pure. */
export interface OutagesFormat {
  readonly head: string;
  /** `nth` counts from 0. */
  outage(outage: Outage, nth: number): string;
  tail(counts: OutageCounts, outages: number, exitCode: ExitCode): string;
}

/** One document (`deskmedic/outages/v1`), with the packs that it was made with; each outage keeps a line of its own. */
export function outagesJson(packs: readonly PackIdentity[]): OutagesFormat {
  return {
    head: `{\n  "schema": "deskmedic/outages/v1",\n  "packs": ${jsonText(packs)},\n  "outages": [`,
    outage: (outage, nth) => `${nth === 0 ? '' : ','}\n    ${jsonText(outage)}`,
    tail: (counts, outages, exitCode) => {
      const rest = Object.entries({ ...counts, exitCode }).map(([key, value]) => `,\n  "${key}": ${value}`);
      return `${outages === 0 ? '' : '\n  '}]${rest.join('')}\n}\n`;
    },
  };
}

/** For people; times also as the clocks of `zone` show them. */
export function outagesText(render: (lines: readonly Line[]) => string, zone: string): OutagesFormat {
  return {
    head: '',
    outage: (outage, nth) => render([...(nth === 0 ? [] : ['']), ...outageLines(outage, zone)]),
    tail: (counts, outages) => render([...(outages === 0 ? [] : ['']), ...countLines(counts, outages)]),
  };
}

const ACTION_WORDS: Readonly<Record<OutageAction, string>> = {
  escalate: 'escalate',
  ask: 'more facts are needed',
  workaround: 'workaround',
  wait: 'wait',
  explain: 'expected, nothing to fix',
};

function outageLines(outage: Outage, zone: string): Line[] {
  const { severity, action } = outage;
  const words = ACTION_WORDS[action];
  return [
    [bold(outage.id), `  ${agentWords(outage)} ${placeWords(outage)}: `, action === 'escalate' ? red(words) : words],
    `  from ${timeWords(outage.from, zone)}`,
    `  to   ${timeWords(outage.to, zone)}, ${lengthWords(outage)}`,
    ...(outage.symptoms.length === 0
      ? []
      : [outage.certain ? `  ${outage.symptoms.join(', ')}` : `  may be ${outage.symptoms.join(' or ')}`]),
    ...(outage.because.length === 0 ? [] : [[dim(`    because ${outage.because.join('; ')}`)] as Line]),
    [`  severity ${severity.severity} (${severity.policy}${shareWords(outage)})  `, severity.title],
    ...(severity.because.length === 0 ? [] : [[dim(`    because ${severity.because.join('; ')}`)] as Line]),
    ...(action === 'escalate' ? [`  ${severity.say}`] : []),
    ...bundleLine(outage.bundle),
  ];
}

function bundleLine(bundle: OutageBundle | undefined): Line[] {
  if (bundle === undefined) return [];
  if ('problem' in bundle) return [['  ', yellow('no bundle: '), bundle.problem]];
  return [
    ['  bundle ', bundle.path],
    ...(bundle.missing.length === 0 ? [] : [['    ', yellow('missing: '), bundle.missing.join(', ')] as Line]),
  ];
}

/** How many agents an outage hit: `21 agents, and 2 reports that name none`. */
export function agentWords({ agents, withoutAgent }: Pick<Outage, 'agents' | 'withoutAgent'>): string {
  const unnamed = `${withoutAgent} ${withoutAgent === 1 ? 'report that names' : 'reports that name'}`;
  if (agents === 0) return `${unnamed} no agent,`;
  return `${agents} ${agents === 1 ? 'agent' : 'agents'}${withoutAgent === 0 ? '' : `, and ${unnamed} none,`}`;
}

/** Where an outage was: `at TUL and OMA`. */
export function placeWords({ sites, withoutSite }: Pick<Outage, 'sites' | 'withoutSite'>): string {
  if (sites.length === 0) return 'at a site that no report names';
  const names = sites.length === 1 ? sites[0]! : `${sites.slice(0, -1).join(', ')} and ${sites.at(-1)!}`;
  return `at ${names}${withoutSite === 0 ? '' : `, where ${withoutSite} of the reports ${withoutSite === 1 ? 'names' : 'name'} no site`}`;
}

/** How long an outage was: `3m20s long`, `at least 1m5s long`. */
export function lengthWords({ length, lengthFrom }: Pick<Outage, 'length' | 'lengthFrom'>): string {
  return lengthFrom === 'span' ? `at least ${length} long` : `${length} long`;
}

function shareWords({ share, agents, seats }: Outage): string {
  return share === null ? '' : `; ${Math.round(share * 1000) / 10} % of ${seats} seats, ${agents} of them`;
}

function countLines(counts: OutageCounts, outages: number): Line[] {
  const { records, reports, single, late, withoutTime, invalid, withProblems, withFailedRules, blankLines } = counts;
  const parts: readonly (readonly [count: number, one: string, many: string])[] = [
    [single, 'report stands alone', 'reports stand alone'],
    [late, 'report came too late', 'reports came too late'],
    [withoutTime, 'report has no time', 'reports have no time'],
    [invalid, 'record is invalid', 'records are invalid'],
    [withProblems, 'record has a problem', 'records have problems'],
    [withFailedRules, 'record made a rule fail', 'records made a rule fail'],
    [blankLines, 'blank line skipped', 'blank lines skipped'],
  ];
  const told = parts.flatMap(([count, one, many]) => (count === 0 ? [] : [`${count} ${count === 1 ? one : many}`]));
  const head =
    `${outages} ${outages === 1 ? 'outage' : 'outages'} in ${records} ${records === 1 ? 'incident' : 'incidents'}, ` +
    `${reports} of trouble with the network`;
  return [told.length === 0 ? head : `${head}; ${told.join(', ')}`];
}
