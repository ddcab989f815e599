import type { BundleInput } from '../../src/bundle/create.ts';
import type { CaseRecord } from '../../src/case/case-record.ts';

/** A record with something in every field. */
export const RECORD: CaseRecord = {
  schema: 'deskmedic/case/v1',
  case: '20261120-k3f9',
  createdAt: { utc: '2026-11-20T13:41:00Z', local: '2026-11-20T08:41:00-05:00', zone: 'America/New_York' },
  tool: 'deskmedic 0.1.0',
  packs: [{ name: 'webex-cc', version: '1.0.0', hash: 'a'.repeat(64) }],
  severity: {
    policy: 'cisco-tac',
    severity: 'S2',
    because: ['an important function is degraded for a site'],
    channel: 'phone',
    say: 'Call Cisco TAC, and have the contract number at hand.',
    proposed: 'S2',
  },
  policy: 'cisco-tac',
  screenshots: [],
  attachments: [],
  area: 'desktop',
  symptom: 'desktop/not-responding-phone-silent',
  summary: 'The status bar says Not Responding\nand the phone stays silent.',
  username: 'ACME\\jdoe',
  agentUsername: 'agent_7',
  firstObservedAt: { utc: '2026-11-20T13:05:00Z', local: '2026-11-20T08:05:00-05:00', zone: 'America/New_York' },
  agentsAffected: 4,
  seats: 20,
  site: 'TUL',
  errorText: 'Not Responding',
  monitoring: { numberCalled: '+1 918 555 0100', callSessionId: '7f3a2c10-1b2d-4c3e-8f90-123456789012' },
  impact: {
    scope: 'site',
    function: 'degraded',
    workaround: false,
    customersReachAgents: true,
    business: 'orders wait',
  },
  contact: { name: 'Jo Doe', phone: '+1 918 555 0111', email: 'jo@example.com' },
  identity: { sr: '698765432' },
  symptoms: [
    {
      id: 'desktop/not-responding-phone-silent',
      symptom: 'The status bar shows "Not Responding" and the phone does not ring',
      area: 'desktop',
      verdict: 'yes',
      outcome: 'escalate',
      because: ['desktop.status = not-responding'],
    },
  ],
  stepsTried: [
    {
      step: 'seat-cable',
      do: "Push the PC's network cable in at both ends.",
      result: 'not-fixed',
      at: { utc: '2026-11-20T13:20:00Z', local: '2026-11-20T08:20:00-05:00', zone: 'America/New_York' },
      by: 'person',
    },
  ],
  missing: [{ field: 'screenshots', label: 'a screenshot of the Agent Desktop' }],
  gaps: [{ field: 'contract', label: 'contract number' }],
  facts: [{ id: 'desktop.status', value: 'not-responding', by: 'person' }],
  notes: [
    {
      at: { utc: '2026-11-20T13:30:00Z', local: '2026-11-20T08:30:00-05:00', zone: 'America/New_York' },
      text: 'Began after the lunch break.',
    },
  ],
  evidence: [],
};

/** A one-pixel PNG. */
export const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

/** A number that passes the Luhn check, as test cards do. */
export const CARD = '4111111111111111';

/** Everything that `createBundle` needs, with `changes` on top. */
export function bundleInput(output: string, changes: Partial<BundleInput> = {}): BundleInput {
  return {
    record: RECORD,
    journal: [
      { seq: 1, at: '2026-11-20T13:05:00.000Z', type: 'noted', text: 'she typed password: hunter2 into the form' },
    ],
    results: {
      schema: 'deskmedic/result/v1',
      rules: { loaded: 48, matched: 1, notMatched: 40, notEvaluated: 7, failed: 0 },
    },
    evidence: [],
    output,
    ...changes,
  };
}
