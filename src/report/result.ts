import type { Accounting } from '../match/match.ts';
import type { Actor, Disruption, OutcomeKind, PackIdentity, Recipient } from '../rules/pack.ts';

/** What became of one record. */
export const STATUSES = ['matched', 'possible', 'unmatched', 'invalid'] as const;
export type Status = (typeof STATUSES)[number];

/** What is to be done about a record: its first symptom's outcome, `ask` while facts are missing, `none` without a symptom. */
export const ACTIONS = ['escalate', 'workaround', 'explain', 'wait', 'ask', 'none'] as const;
export type Action = (typeof ACTIONS)[number];

/** Something wrong with a record; the codes are stable. */
export interface RecordProblem {
  readonly code: RecordProblemCode;
  /** Where in the record: `facts.phone.rings`; absent when it is the whole of it. */
  readonly field?: string;
  readonly message: string;
}

/** What can be wrong with a record. Codes are stable: scripts match on them. */
export type RecordProblemCode =
  // The record cannot be read: status `invalid`.
  | 'bad-json'
  | 'bad-csv'
  | 'bad-gzip'
  | 'not-utf8'
  | 'too-large'
  | 'too-deep'
  | 'not-an-object'
  | 'facts-not-an-object'
  | 'text-not-a-string'
  // A part of the record cannot be used; it is matched on the rest.
  | 'unknown-fact'
  | 'unknown-field'
  | 'unknown-area'
  | 'forbidden-key'
  | 'wrong-type'
  | 'bad-value'
  | 'bad-date'
  | 'date-without-zone'
  | 'ambiguous-date'
  | 'too-few-cells'
  | 'too-many-cells'
  | 'unmapped-value'
  | 'more-problems'
  // The pack, not the record.
  | 'rule-failed';

/** A step of a matched row. One that would cut a call that is on, or may be on, says so and keeps its words back. */
export type ResultStep =
  | {
      readonly id: string;
      readonly do: string;
      readonly who: Actor;
      readonly disrupts: Disruption;
      /** When it applies, in words, if that depends on a fact that is not known. */
      readonly if?: string;
    }
  | {
      readonly id: string;
      readonly who: Actor;
      readonly disrupts: Disruption;
      readonly withheld: 'call-active' | 'call-unknown';
    };

/** A row that is matched or possible. */
export interface ResultSymptom {
  readonly id: string;
  /** The sentence of the row. */
  readonly symptom: string;
  readonly verdict: 'yes' | 'unknown';
  /** Matched although its facts leave it open: by its words alone. */
  readonly by?: 'text';
  /** 0 … 1, in thousandths; absent for a row that its facts make *yes*. */
  readonly probability?: number;
  /** Absent while it is not decided. */
  readonly outcome?: OutcomeKind;
  /** To whom, for the outcome `escalate`. */
  readonly to?: Recipient;
  /** Why it is expected, or passes by itself: the words of the outcome, where steps are wanted. */
  readonly say?: string;
  /** With them, for the outcome `wait`: how long until it should have passed, such as `15m`. */
  readonly for?: string;
  readonly because: readonly string[];
  readonly steps?: readonly ResultStep[];
}

/** What a record that is to be escalated still lacks, by the support terms in force. */
export interface ResultEscalation {
  readonly severity: string;
  readonly policy: string;
  readonly to: Recipient;
  /** Fields of `deskmedic/escalation/v1`; nothing is required for the administrator. */
  readonly missing: readonly string[];
}

/** What was found out about one record (`deskmedic/result/v1`). */
export interface Result {
  readonly schema: 'deskmedic/result/v1';
  readonly id?: string;
  /** The file that it stands in, when there are several. */
  readonly file?: string;
  /** From 1: the physical line on which the record starts. */
  readonly line?: number;
  /** From 0: its place in a JSON array. */
  readonly index?: number;
  /** When it was seen, in UTC. */
  readonly observedAt?: string;
  readonly status: Status;
  readonly symptoms: readonly ResultSymptom[];
  readonly action: Action;
  readonly escalation?: ResultEscalation;
  /** Ids of the facts whose answers would tell most, best first. */
  readonly missingFacts: readonly string[];
  readonly problems: readonly RecordProblem[];
  readonly rules: Accounting;
  readonly packs: readonly PackIdentity[];
}

/** What a whole batch came to. */
export interface Summary {
  readonly records: number;
  readonly blankLines: number;
  readonly statuses: Readonly<Record<Status, number>>;
  readonly actions: Readonly<Record<Action, number>>;
  /** Records for which a rule could not be evaluated. */
  readonly withFailedRules: number;
}
