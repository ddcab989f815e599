/**
 * What kinds of value a fact can have. `duration` is held as whole milliseconds, `count` as a whole number ≥ 0, `percent`
 * as a number ≥ 0 that need not be whole: 20 for 20 %.
 */
export const FACT_TYPES = ['boolean', 'enum', 'duration', 'count', 'percent', 'text'] as const;
export type FactType = (typeof FACT_TYPES)[number];

/** Whom or what a fact is about; a fact about a `desk` can only be observed on the agent's own computer. */
export const FACT_SUBJECTS = ['desk', 'site', 'person', 'vendor'] as const;
export type FactSubject = (typeof FACT_SUBJECTS)[number];

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
}

/** One value of an enum fact, with the words that a person chooses it by. */
export interface FactOption {
  readonly value: string;
  readonly words: string;
}

/**
 * Where a known value came from.
 * `person` typed it, `file` is an answers file, `incident` a batch record, `config` the user's configuration, and
 * `symptom` follows from the row that a person chose.
 */
export type FactSource = 'person' | 'file' | 'incident' | 'config' | 'symptom';

/** A value together with where it came from. A fact that is absent from {@link Facts} is unknown, never "no". */
export interface KnownFact {
  readonly value: FactValue;
  readonly by: FactSource;
}

/** Everything known about one desk, by fact id. */
export type Facts = ReadonlyMap<string, KnownFact>;

/** The fact catalogue by id, in the order of declaration. */
export type Catalogue = ReadonlyMap<string, Fact>;
