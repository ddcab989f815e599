import type { ToldFact } from '../facts/parse-value.ts';
import type { OutcomeKind, PackIdentity } from '../rules/pack.ts';
import type { Truth } from '../rules/verdict.ts';
import { seenWords } from './seen-words.ts';
import { bold, dim, green, red, yellow, type Line } from './text.ts';

/** What a row came to. */
export interface Conclusion {
  readonly verdict: Truth;
  /** Absent while it hangs on a fact that is not known, and where the bundle does not say. */
  readonly outcome?: OutcomeKind;
}

/**
 * How a row changed: `new` matches now and did not, `gone` did and does not, `verdict` is the row that the case ended on, and
 * never matched, `outcome` comes to something else, `removed` is no longer there.
 */
export const CHANGES = ['new', 'gone', 'verdict', 'outcome', 'removed'] as const;

/** A row about which today's rules, or today's readers, say something else than the bundle. */
export interface ChangedConclusion {
  readonly id: string;
  /** Its sentence; of today, if the row is still there. */
  readonly symptom?: string;
  readonly change: (typeof CHANGES)[number];
  /** Whether the rules alone make the difference, or only together with what the files show now. */
  readonly by: 'rules' | 'evidence';
  /** Null when there was, or is, no such row. */
  readonly before: Conclusion | null;
  readonly now: Conclusion | null;
  readonly because: readonly string[];
}

/** A fact of the bundle that counts no longer. */
export interface LostFact extends ToldFact {
  readonly why: string;
}

/** What became of the conclusions of a bundle. */
export interface Analysis {
  /** Path. */
  readonly bundle: string;
  readonly id: string;
  readonly case: string;
  readonly packs: { readonly before: readonly PackIdentity[]; readonly now: readonly PackIdentity[] };
  readonly changed: readonly ChangedConclusion[];
  /** Rows that were concluded and still are. */
  readonly same: readonly string[];
  /** All rows that came or went since, concluded or not. */
  readonly rows: { readonly added: readonly string[]; readonly removed: readonly string[] };
  /** What the evidence in the bundle shows now and nobody knew. */
  readonly newFacts: readonly ToldFact[];
  /** What the evidence shows now otherwise than it is known; what was known counts. */
  readonly otherFacts: readonly (ToldFact & { readonly before: ToldFact['value'] })[];
  readonly lostFacts: readonly LostFact[];
  /** The severity in force; null when today's packs do not have the policy or its level. */
  readonly severity: { readonly policy: string; readonly before: string; readonly now: string | null };
  /** What is to be known about reading the evidence. */
  readonly problems: readonly { readonly file: string; readonly code: string; readonly message: string }[];
}

/** `analyze --json`: `deskmedic/analysis/v1`. */
export function analysisJson(analysis: Analysis): object {
  const { bundle, id, case: caseId, packs, changed, otherFacts, severity, ...rest } = analysis;
  return {
    schema: 'deskmedic/analysis/v1',
    bundle,
    id,
    case: caseId,
    packs: thenAndNow(packs),
    changed: changed.map(({ before, now, ...row }) => ({ ...row, ...thenAndNow({ before, now }) })),
    ...rest,
    otherFacts: otherFacts.map(({ before, value, ...fact }) => ({ ...fact, ...thenAndNow({ before, now: value }) })),
    severity: { policy: severity.policy, ...thenAndNow(severity) },
  };
}

/** In the words of the contract. */
function thenAndNow<T, U>({ before, now }: { readonly before: T; readonly now: U }): object {
  // oxlint-disable-next-line unicorn/no-thenable -- it goes into JSON, and nobody awaits it
  return { then: before, now };
}

/** An analysis for people. */
export function analysisLines(analysis: Analysis): Line[] {
  const { changed, same, rows, newFacts, otherFacts, lostFacts, problems } = analysis;
  return [
    [bold('Bundle '), `${analysis.bundle}, id ${analysis.id}`],
    `  case ${analysis.case}`,
    ...packLines(analysis.packs),
    ...(changed.length === 0 ? [[green('No conclusion has changed.')] as Line] : [[bold('Changed')] as Line]),
    ...changed.flatMap(changeLines),
    ...(same.length === 0 ? [] : [`Still so: ${same.join(', ')}`]),
    severityLine(analysis.severity),
    ...section('What the files show now, and nobody knew', newFacts.map(factLine)),
    ...section(
      'What the files show now otherwise than it was known; what was known counts',
      otherFacts.map((fact): Line => [...factLine(fact), `; then ${String(fact.before)}`]),
    ),
    ...section(
      'Facts that count no longer',
      lostFacts.map((fact): Line => `  ${fact.id} = ${String(fact.value)}: ${fact.why}`),
    ),
    ...rowLines('Rows added since', rows.added),
    ...rowLines('Rows removed since', rows.removed),
    ...problems.map(({ file, message }): Line => ['  ', yellow('problem'), ` ${file}: ${message}`]),
  ];
}

function packLines({ before, now }: Analysis['packs']): Line[] {
  if (JSON.stringify(before.map(identity)) === JSON.stringify(now.map(identity)))
    return [`  with the same packs as then: ${now.map(identity).join(', ')}`];
  return [`  then: ${before.map(identity).join(', ')}`, `  now:  ${now.map(identity).join(', ')}`];
}

/** The beginning of the hash will do: it tells apart what has the same version. */
function identity({ name, version, hash }: PackIdentity): string {
  return `${name} ${version} (${hash.slice(0, 12)})`;
}

function changeLines({ id, symptom, change, by, before, now, because }: ChangedConclusion): Line[] {
  const paint = change === 'gone' || change === 'removed' ? red : yellow;
  return [
    ['  ', paint(change), ` ${id}`, ...(symptom === undefined ? [] : [dim(`  ${symptom}`)])],
    `    ${conclusionWords(before, change)} → ${conclusionWords(now, change)}${by === 'evidence' ? ', by what the files show now' : ''}`,
    ...because.map((reason): Line => `    ${reason}`),
  ];
}

const VERDICTS: Readonly<Record<Truth, string>> = { yes: 'matches', no: 'does not match', unknown: 'not known' };

/** What a row that does not match would come to is of interest only when just that has changed. */
function conclusionWords(conclusion: Conclusion | null, change: ChangedConclusion['change']): string {
  if (conclusion === null) return 'no such row';
  const { verdict, outcome } = conclusion;
  const isShown = outcome !== undefined && (verdict === 'yes' || change === 'outcome');
  return `${VERDICTS[verdict]}${isShown ? ` (${outcome})` : ''}`;
}

function severityLine({ policy, before, now }: Analysis['severity']): Line {
  if (now === null) return [yellow('Severity'), ` ${before}, which today's packs do not have in ${policy}`];
  return before === now
    ? `Severity stays ${before} (${policy})`
    : [yellow('Severity'), ` ${before} → ${now} (${policy})`];
}

function factLine({ id, value, file, line, at }: ToldFact): Exclude<Line, string> {
  const seen = file === undefined ? '' : seenWords({ file, ...(line && { line }), ...(at !== undefined && { at }) });
  return [`  ${id} = ${String(value)}`, dim(seen === '' ? '' : `  ${seen}`)];
}

/** More ids do not help at a glance; the JSON has them all. */
const MOST_ROWS = 12;

function rowLines(title: string, ids: readonly string[]): Line[] {
  if (ids.length === 0) return [];
  const more = ids.length > MOST_ROWS ? ` and ${ids.length - MOST_ROWS} more` : '';
  return [`${title}: ${ids.slice(0, MOST_ROWS).join(', ')}${more}`];
}

function section(title: string, lines: readonly Line[]): Line[] {
  return lines.length === 0 ? [] : [[bold(title)], ...lines];
}
