import { EXIT, worstExitCode, type ExitCode } from '../exit-codes.ts';
import { ACTIONS, STATUSES, type Action, type Result, type Status, type Summary } from '../report/result.ts';
import type { FailOn } from './check-choices.ts';

/** Counts the results of a batch, one after the other. */
export interface ResultCounter {
  add(result: Pick<Result, 'status' | 'action' | 'rules'>): void;
  summary(blankLines: number): Summary;
}

/** A counter at nought; every status and action there is has its place in the summary. */
export function countResults(): ResultCounter {
  const statuses = Object.fromEntries(STATUSES.map((status) => [status, 0])) as Record<Status, number>;
  const actions = Object.fromEntries(ACTIONS.map((action) => [action, 0])) as Record<Action, number>;
  let records = 0;
  let withFailedRules = 0;
  return {
    add({ status, action, rules }) {
      records++;
      statuses[status]++;
      actions[action]++;
      if (rules.failed > 0) withFailedRules++;
    },
    summary: (blankLines) => ({ records, blankLines, statuses, actions, withFailedRules }),
  };
}

/** What nothing comes to. */
export const NO_RESULTS: Summary = countResults().summary(0);

/** What two parts of a batch come to together. */
export function sumOf(one: Summary, other: Summary): Summary {
  return {
    records: one.records + other.records,
    blankLines: one.blankLines + other.blankLines,
    statuses: sums(one.statuses, other.statuses),
    actions: sums(one.actions, other.actions),
    withFailedRules: one.withFailedRules + other.withFailedRules,
  };
}

function sums<K extends string>(one: Readonly<Record<K, number>>, other: Readonly<Record<K, number>>) {
  const both: Record<K, number> = { ...one };
  for (const key in both) both[key] += other[key];
  return both;
}

/**
 * The exit code of a batch: 3 with anything to escalate, else 5 with anything incomplete, else 4 with any finding.
 * `failOn` sets from which of them on it is told (`workaround`, the default: all three; `incomplete`: 5 and 3;
 * `escalate`: 3; `never`: none); what lies below counts as 0.
 */
export function exitCodeOf(summary: Summary, failOn: FailOn = 'workaround'): ExitCode {
  const { statuses, actions, withFailedRules } = summary;
  const found: ExitCode[] = [];
  if (actions.escalate > 0) found.push(EXIT.escalate);
  if (statuses.invalid + actions.ask + withFailedRules > 0) found.push(EXIT.incomplete);
  if (actions.workaround + actions.explain + actions.wait > 0) found.push(EXIT.workaround);
  return worstExitCode(found.filter((code) => TELLS[failOn].includes(code)));
}

const TELLS: Readonly<Record<FailOn, readonly ExitCode[]>> = {
  escalate: [EXIT.escalate],
  incomplete: [EXIT.escalate, EXIT.incomplete],
  workaround: [EXIT.escalate, EXIT.incomplete, EXIT.workaround],
  never: [],
};
