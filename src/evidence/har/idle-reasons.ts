import { IDLE_REASONS } from '../client-words.ts';
import type { FoundId } from '../identifiers.ts';
import { plainName, type JsonField } from '../json-fields.ts';
import type { Sight } from '../reading.ts';

/** Idle reasons that the system gives, as their names are compared. */
const REASONS: ReadonlyMap<string, string> = new Map(
  Object.entries(IDLE_REASONS).map(([name, value]) => [plainName(name), value]),
);

/** What a message says of itself, and not of one of the agents or participants whom it lists. */
const OWN_KIND = /^(?:data\.){0,2}(?:type|eventtype)$/;
const OWN_AGENT = /^(?:data\.){0,2}agentid$/;
const OWN_REASON =
  /^(?:data\.){0,2}(?:substatus|auxcode(?:name)?|idlecode(?:name)?|idlereason|idlecodereason|reason|reasoncode|statechangereason|(?:aux|idle)code\.name)$/;

/** In these the reason is the other party's, not why this agent is idle. */
const OF_ANOTHER = /consult|ctq|transfer|conference|outdial|monitor|barge|buddy|team|supervis/;
/** These tell the agent's own state, also where they do not name the agent. */
const OF_OWN_STATE = /^agent(?:statechange(?:d|success)?|offercontactrona|contactofferrona|reloginsuccess)$/;
/** These come to the agent who signed in. */
const OF_SIGN_IN = /^(?:welcome|agentstationloginsuccess|agentreloginsuccess)$/;

/** A reason that a message gives, of an agent whom it names or does not name. */
export interface IdleReason {
  readonly value: string;
  readonly agent: string | undefined;
  readonly sight: Sight;
  readonly ids: readonly FoundId[];
}

/** Reasons and agents that are remembered until the end, when it is known who signed in. */
const MOST = 1000;

/** Tells the reasons of the agent at this desk from those of others. */
export interface IdleReasons {
  /** A message that came over the client's web-socket. */
  message(fields: readonly JsonField[], sight: Sight, ids: readonly FoundId[]): void;
  /** A body that was sent to or came from the address at which an agent signs in. */
  signIn(fields: readonly JsonField[]): void;
  /** Those of the agent who signed in; where a message names an agent and it is not known who signed in, it counts for none. */
  own(): readonly IdleReason[];
}

/** None yet. */
export function createIdleReasons(): IdleReasons {
  const agents = new Set<string>();
  const found: IdleReason[] = [];

  function signIn(fields: readonly JsonField[]): void {
    for (const agent of textsAt(fields, OWN_AGENT)) if (agents.size < MOST) agents.add(agent);
  }

  return {
    signIn,
    message(fields, sight, ids) {
      const kinds = textsAt(fields, OWN_KIND).map(plainName);
      if (kinds.some((kind) => OF_SIGN_IN.test(kind))) signIn(fields);
      if (found.length >= MOST || kinds.some((kind) => OF_ANOTHER.test(kind))) return;
      const value = textsAt(fields, OWN_REASON)
        .map((text) => REASONS.get(plainName(text)))
        .find((reason) => reason !== undefined);
      const [agent] = textsAt(fields, OWN_AGENT);
      if (value === undefined || (agent === undefined && !kinds.some((kind) => OF_OWN_STATE.test(kind)))) return;
      found.push({ value, agent, sight, ids });
    },
    own: () => found.filter(({ agent }) => agent === undefined || agents.has(agent)),
  };
}

function textsAt(fields: readonly JsonField[], path: RegExp): readonly string[] {
  return fields.flatMap(({ path: at, value }) =>
    typeof value === 'string' && value !== '' && path.test(at) ? [value.slice(0, 200)] : [],
  );
}
