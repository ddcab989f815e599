import { describe, expect, test } from 'vitest';
import type { FactValue, KnownFact } from '../../src/facts/fact.ts';
import { escalationClass } from '../../src/rules/escalation-class.ts';
import { evaluate } from '../../src/rules/evaluate.ts';
import { builtInRules } from '../support/built-in-rules.ts';

/** Rows that a log, a reason or a call report shows, by area; ids are never changed. What escalates is what the vendor alone can mend. */
const MODERN = {
  'connection/signed-in-elsewhere': 'if-unresolved',
  'connection/recovery-time-exceeded': 'if-unresolved',
  'connection/missing-keepalive': 'conditional',
  'connection/browser-offline': 'if-unresolved',
  'connection/timed-out': 'if-unresolved',
  'connection/retries-offline': 'if-unresolved',
  'connection/not-opened': 'if-unresolved',
  'connection/registration-refused': 'always',
  'connection/request-timed-out': 'always',
  'sign-in/extension-in-use': 'if-unresolved',
  'sign-in/dial-number-in-use': 'if-unresolved',
  'sign-in/dial-number-not-valid': 'if-unresolved',
  'sign-in/session-exists': 'if-unresolved',
  'sign-in/no-earlier-session': 'never',
  'sign-in/station-login-error': 'always',
  'sign-in/sign-out-refused': 'if-unresolved',
  'idle/rona': 'if-unresolved',
  'idle/invalid-number': 'if-unresolved',
  'idle/agent-unavailable': 'if-unresolved',
  'idle/agent-busy': 'if-unresolved',
  'idle/agent-declined': 'never',
  'idle/channel-failure': 'always',
  'call-quality/device-limit': 'if-unresolved',
  'call-quality/poor-leg': 'if-unresolved',
  'call-quality/poor-relay': 'if-unresolved',
  'call-quality/no-media-from-side': 'if-unresolved',
  'call-quality/no-media-webex-side': 'always',
  'call-quality/no-media-from-gateway': 'if-unresolved',
  'call-quality/ice-stun-blocked': 'if-unresolved',
  'call-quality/ice-no-direct-path': 'if-unresolved',
  'call-quality/call-rejected': 'if-unresolved',
  'call-quality/unassigned-number': 'if-unresolved',
  'call-quality/no-route': 'if-unresolved',
  'call-quality/internal-error': 'always',
} as const;

const { rules, context } = await builtInRules();
const AREAS = ['connection', 'sign-in', 'idle', 'call-quality'];

const known = (facts: Readonly<Record<string, FactValue>>): Map<string, KnownFact> =>
  new Map(Object.entries(facts).map(([id, value]) => [id, { value, by: 'incident' }]));

/** Ids of the rows that hold, with these facts and no others known. */
const holding = (facts: Readonly<Record<string, FactValue>>): string[] =>
  rules.symptoms.filter((row) => evaluate(row.when, known(facts), context).truth === 'yes').map(({ id }) => id);

describe('the rows of the modern desk', () => {
  test('are these 34', () => {
    const ids = rules.symptoms.filter((row) => AREAS.includes(row.area)).map(({ id }) => id);
    expect(ids.sort()).toEqual(Object.keys(MODERN).sort());
  });

  test.each(Object.entries(MODERN))(
    '%s is escalated: %s; it says where it was read, and when it was reviewed',
    (id, wanted) => {
      const row = rules.symptoms.find((one) => one.id === id)!;
      expect(escalationClass(row)).toBe(wanted);
      expect(row.source.url).toMatch(/^https:\/\//);
      expect(row.source.section).toBeTruthy();
      expect(row.reviewed).toMatch(/^2026-/);
      expect(row.phrases.length).toBeGreaterThanOrEqual(5);
    },
  );

  test('hold by what one line of a log shows, with nothing else known', () => {
    expect(holding({ 'socket.keepalive-missing': true })).toEqual(['connection/missing-keepalive']);
    expect(holding({ 'sign-in.failure': 'number-in-use' })).toEqual([]);
    expect(holding({ 'sign-in.failure': 'number-in-use', 'station.option': 'extension' })).toEqual([
      'sign-in/extension-in-use',
    ]);
  });

  test('leave a gap of one desk and the interruption of a site apart', () => {
    expect(holding({ 'socket.gap': 49_999 })).toEqual([]);
    expect(holding({ 'socket.gap': 50_000 })).toEqual(['connection/recovery-time-exceeded']);
    expect(holding({ 'network.outage': 130_000 })).toEqual(['network/long-interruption']);
  });

  test.each([
    ['call.loss', 5, 4.9, 'call-quality/poor-leg'],
    ['call.round-trip', 400, 399, 'call-quality/poor-leg'],
    ['call.jitter', 150, 149, 'call-quality/poor-leg'],
    ['relay.loss', 2.5, 2.4, 'call-quality/poor-relay'],
    ['relay.round-trip', 200, 199, 'call-quality/poor-relay'],
    ['relay.jitter', 75, 74, 'call-quality/poor-relay'],
  ])('call a call poor from %s = %d on, and not at %d', (fact, poor, good, row) => {
    expect(holding({ [fact]: poor })).toEqual([row]);
    expect(holding({ [fact]: good })).toEqual([]);
  });

  test('offer no step that cuts a call where the row itself speaks of one going on', () => {
    const rows = rules.symptoms.filter(({ id }) => id === 'connection/request-timed-out' || id === 'idle/rona');
    for (const row of rows) expect(row.steps[0]!.disrupts, row.id).toBe('none');
  });
});

describe('signs of an outage', () => {
  const isSign = (facts: Readonly<Record<string, FactValue>>): boolean =>
    (rules.outageSigns ?? []).some((sign) => evaluate(sign, known(facts), context).truth === 'yes');

  test('are a browser that was offline and retries without a network, not a tab that slept', () => {
    expect(isSign({ 'socket.network-issue': true })).toBe(true);
    expect(isSign({ 'socket.retries-offline': true })).toBe(true);
    expect(isSign({ 'socket.keepalive-missing': true })).toBe(false);
    expect(isSign({ 'idle.reason': 'rona' })).toBe(false);
  });
});
