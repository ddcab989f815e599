import { EXIT, worstExitCode, type ExitCode } from '../exit-codes.ts';
import type { OutageAction, OutageCounts } from '../report/outages.ts';

const CODES: Readonly<Record<OutageAction, ExitCode>> = {
  escalate: EXIT.escalate,
  ask: EXIT.incomplete,
  workaround: EXIT.workaround,
  wait: EXIT.workaround,
  explain: EXIT.workaround,
};

/**
 * The exit code of `outages`: 3 with an outage to be escalated; else 5 when a record could not be read, a rule failed, a
 * report had no time or came too late to be counted, or what an outage comes to is not known; else 4 with any outage; else 0.
 */
export function outagesExitCode(actions: Iterable<OutageAction>, counts: OutageCounts): ExitCode {
  const { invalid, withFailedRules, late, withoutTime } = counts;
  const codes = [...new Set(actions)].map((action) => CODES[action]);
  return worstExitCode([...codes, ...(invalid + withFailedRules + late + withoutTime > 0 ? [EXIT.incomplete] : [])]);
}
