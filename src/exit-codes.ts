/** The exit codes of DESIGN §9: the only place where a number is given a meaning. */
export const EXIT = {
  /** Nothing found, or delivered. */
  ok: 0,
  /** An unexpected error: ours. */
  bug: 1,
  /** Usage; a pack, policy or schema error; a missing answer without a terminal. */
  usage: 2,
  /** Something to escalate, unresolved, or a failed verification. */
  escalate: 3,
  /** Only findings with a workaround or an explanation. */
  workaround: 4,
  /** Incomplete: an invalid record, a failed rule, or a record whose action is `ask`. */
  incomplete: 5,
  /** Could not read, write, reach or upload. */
  unreachable: 6,
  /** Interrupted; what was answered is kept. */
  interrupted: 130,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** Which code wins when several hold: 1 > 2 > 6 > 3 > 5 > 4 > 0. */
const PRECEDENCE: readonly ExitCode[] = [
  EXIT.bug,
  EXIT.usage,
  EXIT.unreachable,
  EXIT.escalate,
  EXIT.incomplete,
  EXIT.workaround,
];

/** The code of a run from the codes of its parts; 0 for none. */
export function worstExitCode(codes: Iterable<ExitCode>): ExitCode {
  const seen = new Set(codes);
  return PRECEDENCE.find((code) => seen.has(code)) ?? EXIT.ok;
}
