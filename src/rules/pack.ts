import type { Fact, FactType, FactValue } from '../facts/fact.ts';
import type { Policy } from './policy.ts';
import type { Condition } from './condition.ts';

/** Where a row, fact or number was read: the document, and where in it. */
export interface Source {
  readonly document: string;
  readonly section?: string;
  readonly year?: number;
  readonly url?: string;
}

/** What a symptom comes to. */
export const OUTCOME_KINDS = ['workaround', 'explain', 'wait', 'escalate'] as const;
export type OutcomeKind = (typeof OUTCOME_KINDS)[number];

/** To whom a symptom is escalated; for an administrator no bundle is made. */
export const RECIPIENTS = ['vendor', 'administrator'] as const;
export type Recipient = (typeof RECIPIENTS)[number];

/** One possible end of a symptom; the first whose condition is *yes* counts. */
export interface Outcome {
  readonly kind: OutcomeKind;
  /** Absent for `otherwise`, which always holds. */
  readonly when?: Condition;
  /** For `explain` and `wait`: why this is expected, in words for the person at the desk. */
  readonly say?: string;
  /** For `wait`: how long until "still there?" is asked, in milliseconds. */
  readonly waitFor?: number;
  /** For `escalate`: to whom. */
  readonly to?: Recipient;
}

/** Who carries out a step. */
export const ACTORS = ['agent', 'supervisor', 'admin'] as const;
export type Actor = (typeof ACTORS)[number];

/** How often a step helps. */
export const LIKELIHOODS = ['low', 'medium', 'high'] as const;
export type Likelihood = (typeof LIKELIHOODS)[number];

/** What a step interrupts: nothing, the agent's signed-in session, or the call itself. */
export const DISRUPTIONS = ['none', 'session', 'call'] as const;
export type Disruption = (typeof DISRUPTIONS)[number];

/** One action of a workaround. */
export interface Step {
  readonly id: string;
  /** When the step applies; absent means always. */
  readonly if?: Condition;
  readonly do: string;
  /** The question that tells whether it helped. */
  readonly verify: string;
  readonly who: Actor;
  readonly minutes: number;
  readonly likelihood: Likelihood;
  readonly disrupts: Disruption;
}

/** One row: what is seen, when it holds, what to do, what it comes to. Its `id` never changes. */
export interface Symptom {
  readonly id: string;
  readonly area: string;
  readonly symptom: string;
  /** Texts exactly as they stand on the screen; `{date}` and `{time}` stand for what varies. */
  readonly screenText: readonly string[];
  /** How people say it. */
  readonly phrases: readonly string[];
  /** 1 rare … 5 daily: the prior. */
  readonly frequency: number;
  readonly when: Condition;
  readonly steps: readonly Step[];
  readonly outcomes: readonly Outcome[];
  readonly source: Source;
  /** ISO date of the last review. */
  readonly reviewed: string;
  /** Name of the pack that the row comes from. */
  readonly pack: string;
}

/** A number or word that a pack lets the user's configuration change (`$long-interruption`). */
export interface Setting {
  readonly name: string;
  readonly type: FactType;
  /** In the units of {@link FactValue}: durations in milliseconds. */
  readonly value: FactValue;
  readonly about: string;
  readonly source: string;
}

/** Name, version and content hash (SHA-256, hex) of a pack; they stand in every result and bundle. */
export interface PackIdentity {
  readonly name: string;
  readonly version: string;
  readonly hash: string;
}

/** One area of symptoms, with the title of its table. */
export interface Area {
  readonly id: string;
  readonly title: string;
}

/** Everything the line works with: one pack, or several laid over each other. Plain JSON. */
export interface Rules {
  readonly packs: readonly PackIdentity[];
  readonly areas: readonly Area[];
  readonly settings: readonly Setting[];
  readonly facts: readonly Fact[];
  readonly symptoms: readonly Symptom[];
  readonly policies: readonly Policy[];
  /** What speaks of trouble with the network, by each pack that says so: any of them. None: `[]` or absent. */
  readonly outageSigns?: readonly Condition[];
}

/** What a pack says of the words of one language, as it writes them. */
export interface LanguageWords {
  readonly language: string;
  /** Words that say nothing about which row is meant. */
  readonly fillers: readonly string[];
  /** Words that turn round what follows them in their clause. */
  readonly negations: readonly string[];
  /** Words that end a clause. */
  readonly breaks: readonly string[];
  /** A notion's name → the words and expressions for it. */
  readonly synonyms: Readonly<Record<string, readonly string[]>>;
  /** Number words → what they count. */
  readonly numbers: Readonly<Record<string, number>>;
  /** Words for a unit of time → its seconds. */
  readonly units: Readonly<Record<string, number>>;
}

/** How people say it: what ranking by words is learned from. */
export interface PackWords {
  readonly languages: readonly LanguageWords[];
  /** Id of a symptom → phrases for it, beside those that its row has. */
  readonly phrases: Readonly<Record<string, readonly string[]>>;
  /** What people say that no row is about. */
  readonly unlisted: readonly string[];
}
