import { FACT_READERS, type FactValue } from '../facts/fact.ts';

/** What a reader can make of a file; `unknown` is a text in which none of them found anything of theirs. */
export const EVIDENCE_FORMATS = [...FACT_READERS, 'unknown'] as const;
export type EvidenceFormat = (typeof EVIDENCE_FORMATS)[number];

/** Where in a file, and when, something was seen. */
export interface Sight {
  /** From 1; of a HAR, the number of the entry. Absent where the format has neither. */
  readonly line?: number;
  /** ISO 8601 in UTC; absent where the file does not say when. */
  readonly at?: string;
}

/** One value of one fact that a file shows: the first time, the last, and how often. */
export interface ShownFact {
  readonly fact: string;
  /** As the fact's type has it: an option's key, milliseconds, a count, a percentage, true. */
  readonly value: FactValue;
  readonly first: Sight;
  readonly last: Sight;
  readonly times: number;
}

/** Why there is a gap; `network` alone says that the computer itself was offline. */
export type GapCause = 'network' | 'keepalive' | 'timeout' | 'signed-in-elsewhere' | 'unknown';

/** A time during which nothing went through. */
export interface Gap {
  /** ISO 8601 in UTC; absent where the file has no dates. */
  readonly from?: string;
  readonly to?: string;
  /** Whole milliseconds; absent when it had not ended where the file ends. */
  readonly milliseconds?: number;
  readonly cause: GapCause;
  /** Line on which it begins. */
  readonly line?: number;
}

/** Which part of a call's way a measurement is of. */
export const QUALITY_LEGS = ['endpoint', 'relay'] as const;
export type QualityLeg = (typeof QUALITY_LEGS)[number];

/** One measurement of a call's sound. Loss in percent, the others in milliseconds. */
export interface QualitySample extends Sight {
  /** `endpoint` is the whole leg as the phone or browser sees it, `relay` one hop at the vendor's media relay. */
  readonly leg: QualityLeg;
  /** Whose side or which hop, in the report's own words. */
  readonly side?: string;
  readonly loss?: number;
  readonly roundTrip?: number;
  readonly jitter?: number;
}

/** Kinds of identifiers by which the vendor finds a call or a request again. */
export const IDENTIFIER_KINDS = ['tracking', 'interaction', 'correlation', 'org', 'call'] as const;
export type IdentifierKind = (typeof IDENTIFIER_KINDS)[number];

/** Identifiers to quote, by kind; those beside a finding first. */
export type Identifiers = Readonly<Partial<Record<IdentifierKind, readonly string[]>>>;

/** Something about the file that a person ought to know: it is cut short, a part of it could not be read. */
export interface ReadingProblem extends Sight {
  readonly code: 'cut-short' | 'wrong-encoding' | 'not-text' | 'not-readable' | 'too-large' | 'too-much' | 'no-zone';
  /** What, and what to do about it. */
  readonly message: string;
}

/** All that the readers got out of one file. Nothing of it is longer than {@link READING_LIMITS} allows. */
export interface Reading {
  readonly format: EvidenceFormat;
  /** In the order in which the file shows them first. */
  readonly facts: readonly ShownFact[];
  readonly gaps: readonly Gap[];
  readonly quality: readonly QualitySample[];
  readonly ids: Identifiers;
  /** Times of the first and the last thing that the file says when. ISO 8601 in UTC. */
  readonly firstAt?: string;
  readonly lastAt?: string;
  readonly problems: readonly ReadingProblem[];
}

/** How much of a file of any size is kept. Beyond it the first ones stay, and a problem `too-much` says so. */
export const READING_LIMITS = { facts: 100, gaps: 200, quality: 400, ids: 10, problems: 20 } as const;
