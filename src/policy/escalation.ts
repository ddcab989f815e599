import type { IdentityField } from '../rules/policy.ts';
import type { StepResult } from '../rules/step-result.ts';

/** How far the trouble reaches. */
export const SCOPES = ['one-agent', 'some', 'team', 'site', 'everyone'] as const;
export type Scope = (typeof SCOPES)[number];

/** How much of what people do at the desk still works. */
export const FUNCTION_STATES = ['down', 'degraded', 'minor'] as const;
export type FunctionState = (typeof FUNCTION_STATES)[number];

/** What the trouble does to the business; severity is proposed from it. */
export interface Impact {
  readonly scope?: Scope;
  readonly function?: FunctionState;
  readonly workaround?: boolean;
  readonly customersReachAgents?: boolean;
  readonly business?: string;
}

/** Who the case belongs to at the vendor; `sr` is the vendor's 9-digit number. */
export type Identity = { readonly [field in IdentityField]?: string };

/** Whom the vendor calls back. */
export interface Contact {
  readonly name?: string;
  readonly phone?: string;
  readonly email?: string;
}

/**
 * One step that was tried; `at` is ISO 8601 with offset. `step` is its id in the row of the escalation, or
 * `<row>#<id>` for one of another row, tried before.
 */
export interface StepTried {
  readonly step: string;
  readonly result: StepResult;
  readonly at?: string;
  /** Who said so: a person at the prompt, or an answers file. */
  readonly by?: 'person' | 'file';
}

/**
 * Everything the vendor asks for about a case, complete or with its gaps named (`deskmedic/escalation/v1`).
 * Times are ISO 8601 with an offset; paths are absolute once read.
 */
export interface Escalation {
  readonly policy: string;
  readonly area: string;
  readonly symptom?: string;
  readonly summary: string;
  readonly username?: string;
  readonly agentUsername?: string;
  readonly firstObservedAt?: string;
  readonly agentsAffected?: number;
  readonly seats?: number;
  readonly site?: string;
  readonly errorText?: string;
  readonly screenshots: readonly string[];
  readonly attachments: readonly string[];
  readonly monitoring?: { readonly numberCalled?: string; readonly callSessionId?: string };
  readonly impact?: Impact;
  /** A severity that a person chose over the proposed one, with `severityReason`. */
  readonly severity?: string;
  readonly severityReason?: string;
  readonly identity?: Identity;
  readonly stepsTried: readonly StepTried[];
  readonly contact?: Contact;
}
