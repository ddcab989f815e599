import type { Condition } from './condition.ts';

/** One severity of a policy; the first whose condition is *yes* is proposed, else {@link Policy.defaultSeverity}. */
export interface SeverityLevel {
  readonly id: string;
  readonly title: string;
  /** Absent: only ever proposed as the default, or chosen by a person. */
  readonly when?: Condition;
  /** Key into {@link Policy.channels}. */
  readonly channel: string;
}

/** A way to reach the vendor. */
export interface Channel {
  readonly id: string;
  /** One sentence that tells a person what to do: "Call …". */
  readonly say: string;
}

/** The fields of an escalation that a policy can require, by their path in `deskmedic/escalation/v1`. */
export const REQUIRED_FIELDS = [
  'username',
  'agentUsername',
  'firstObservedAt',
  'agentsAffected',
  'screenshots',
  'monitoring.numberCalled',
  'monitoring.callSessionId',
] as const;
export type RequiredField = (typeof REQUIRED_FIELDS)[number];

/** One piece of information that the vendor requires. */
export interface Requirement {
  readonly field: RequiredField;
  readonly label: string;
  /** Required only when this is *yes* (the facts of the case); absent means always. */
  readonly when?: Condition;
  /** `true`: asked for, but a gap does not hold the bundle back ("if available"). */
  readonly ifAvailable?: boolean;
}

/** What tells the vendor whose case it is, by its name in `identity` of `deskmedic/escalation/v1`. */
export const IDENTITY_FIELDS = ['ccoId', 'contract', 'subscription', 'product', 'sr'] as const;
export type IdentityField = (typeof IDENTITY_FIELDS)[number];

/** A vendor's support terms: severities, channels, required information, escalation ladder. */
export interface Policy {
  readonly id: string;
  readonly title: string;
  readonly vendor: string;
  readonly severities: readonly SeverityLevel[];
  readonly defaultSeverity: string;
  readonly channels: readonly Channel[];
  /** By area; `otherwise` for any other area. */
  readonly required: Readonly<Record<string, readonly Requirement[]>>;
  /** Identity fields whose absence is a named gap that a partner fills. */
  readonly identity: readonly { readonly field: IdentityField; readonly label: string }[];
  /** Whom to ask for, in order, when the case does not move. */
  readonly ladder: readonly string[];
}
