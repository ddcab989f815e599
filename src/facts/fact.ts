/**
 * What kinds of value a fact can have. `duration` is held as whole milliseconds, `count` as a whole number ≥ 0, `percent`
 * as a number ≥ 0 that need not be whole: 20 for 20 %.
 */
export const FACT_TYPES = ['boolean', 'enum', 'duration', 'count', 'percent', 'text'] as const;
export type FactType = (typeof FACT_TYPES)[number];

/** Whom or what a fact is about; a fact about a `desk` can only be observed on the agent's own computer. */
export const FACT_SUBJECTS = ['desk', 'site', 'person', 'vendor'] as const;
export type FactSubject = (typeof FACT_SUBJECTS)[number];

/** Readers of files that can show a fact; a fact's `shown-by` names those that fill it. */
export const FACT_READERS = ['har', 'console-log', 'call-report', 'timeline'] as const;
export type FactReader = (typeof FACT_READERS)[number];

/** A known value: boolean, the key of an enum option, milliseconds, a count, a percentage, or text. */
export type FactValue = boolean | number | string;

/** One entry of the fact catalogue, as `facts.yaml` declares it. */
export interface Fact {
  readonly id: string;
  readonly type: FactType;
  readonly about: FactSubject;
  /** The question a person is asked, ending in a question mark. */
  readonly question: string;
  /** For an enum: each value with the words a person chooses by, in the order in which they are shown. */
  readonly options: readonly FactOption[];
  /** Words added under the question: where to look, what counts. */
  readonly hint?: string;
  /** How long a person needs to find out, in seconds: the cost of the question. */
  readonly seconds: number;
  /** Readers of files that can show it, in the order of declaration; absent where only a person can tell. */
  readonly shownBy?: readonly FactReader[];
}

/** One value of an enum fact, with the words that a person chooses it by. */
export interface FactOption {
  readonly value: string;
  readonly words: string;
}

/**
 * Where a known value came from.
 * `person` typed it, `file` is an answers file, `evidence` a file that a reader looked into, `incident` a batch record,
 * `config` the user's configuration, and `symptom` follows from the row that a person chose.
 */
export type FactSource = 'person' | 'file' | 'evidence' | 'incident' | 'config' | 'symptom';

/** Where a reader saw a value. */
export interface SeenIn {
  /** Name of the file. */
  readonly file: string;
  /** From 1; of a HAR, the number of the entry. */
  readonly line?: number;
  /** ISO 8601 in UTC. */
  readonly at?: string;
}

/** A value together with where it came from. A fact that is absent from {@link Facts} is unknown, never "no". */
export interface KnownFact {
  readonly value: FactValue;
  readonly by: FactSource;
  /** For `evidence`. */
  readonly seen?: SeenIn;
}

/** Everything known about one desk, by fact id. */
export type Facts = ReadonlyMap<string, KnownFact>;

/** The fact catalogue by id, in the order of declaration. */
export type Catalogue = ReadonlyMap<string, Fact>;
