/**
 * Words of the contact-center client, as its public source code has them (webex-js-sdk, packages/@webex/contact-center:
 * Utils.ts), and the values of facts that they stand for. A console prints them, and so do the bodies that a HAR holds.
 */

/** Reasons that the system sets an agent to Idle for, as the agent's desktop shows them: values of `idle.reason`. */
export const IDLE_REASONS = {
  RONA: 'rona',
  Invalid_Number: 'invalid-number',
  Agent_Unavailable: 'agent-unavailable',
  Agent_Busy: 'agent-busy',
  Agent_Declined: 'agent-declined',
  Channel_Failure: 'channel-failure',
} as const;

/** What was chosen at the station login: values of `station.option`. */
export const STATION_OPTIONS = { EXTENSION: 'extension', AGENT_DN: 'dial-number', BROWSER: 'desktop' } as const;
