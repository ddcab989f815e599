import { describe, expect, test } from 'vitest';
import { FACT_READERS } from '../../src/facts/fact.ts';
import { conditionsOf } from '../../src/rules/conditions-of.ts';
import { factsOf } from '../../src/rules/evaluate.ts';
import { builtInRules } from '../support/built-in-rules.ts';
import { lintPack, writePack } from '../support/lint.ts';

const { rules } = await builtInRules();

/** What the readers of files fill: their side of it is written against these ids, types and values. */
const SHOWN = {
  'socket.network-issue': ['boolean', ['console-log']],
  'socket.keepalive-missing': ['boolean', ['console-log']],
  'socket.timed-out': ['boolean', ['console-log']],
  'socket.retries-offline': ['boolean', ['console-log']],
  'socket.not-opened': ['boolean', ['console-log', 'har']],
  'socket.registration-refused': ['boolean', ['console-log', 'har']],
  'socket.signed-in-elsewhere': ['boolean', ['console-log', 'har']],
  'socket.gap': ['duration', ['console-log', 'har']],
  'network.outage': ['duration', ['console-log', 'har', 'timeline']],
  'network.reconnected': ['boolean', ['console-log', 'har', 'timeline']],
  'request.timed-out': ['boolean', ['console-log', 'har']],
  'station.option': ['enum', ['console-log', 'har'], ['extension', 'dial-number', 'desktop']],
  'sign-in.failure': [
    'enum',
    ['console-log', 'har'],
    ['number-in-use', 'invalid-number', 'session-exists', 'no-earlier-session', 'other'],
  ],
  'sign-out.refused': ['boolean', ['console-log', 'har']],
  'idle.reason': [
    'enum',
    ['console-log', 'har'],
    ['rona', 'invalid-number', 'agent-unavailable', 'agent-busy', 'agent-declined', 'channel-failure'],
  ],
  'calling.error': ['enum', ['console-log'], ['device-limit', 'other']],
  'call.loss': ['percent', ['call-report']],
  'call.round-trip': ['duration', ['call-report']],
  'call.jitter': ['duration', ['call-report']],
  'relay.loss': ['percent', ['call-report']],
  'relay.round-trip': ['duration', ['call-report']],
  'relay.jitter': ['duration', ['call-report']],
  'media.insight': ['enum', ['call-report'], ['not-receiving-from-side', 'webex-side', 'not-receiving-from-gateway']],
  'call.ice': ['enum', ['call-report'], ['stun-blocked', 'no-direct-path']],
  'call.refused': ['enum', ['call-report'], ['rejected', 'unassigned-number', 'no-route', 'internal-error']],
} as const;

describe('what a file can show', () => {
  test('is said of these facts and of no others', () => {
    const shown = rules.facts.filter((fact) => fact.shownBy !== undefined);
    expect(shown.map(({ id }) => id).sort()).toEqual(Object.keys(SHOWN).sort());
  });

  test.each(Object.entries(SHOWN))('%s: type, readers and values', (id, [type, shownBy, values = []]) => {
    const fact = rules.facts.find((one) => one.id === id)!;
    expect(fact).toMatchObject({ type, shownBy });
    expect(fact.options.map(({ value }) => value)).toEqual(values);
  });

  test('is asked for by a row or counts as a sign of an outage', () => {
    const named = new Set(conditionsOf(rules).flatMap(factsOf));
    expect(Object.keys(SHOWN).filter((id) => !named.has(id))).toEqual([]);
  });

  test('costs a person who must look for it more than what stands on the screen', () => {
    const secondsOf = (id: string): number => rules.facts.find((fact) => fact.id === id)!.seconds;
    const inConsole = Object.keys(SHOWN).filter((id) => id.startsWith('socket.') || id.startsWith('relay.'));
    for (const id of inConsole) expect(secondsOf(id), id).toBeGreaterThanOrEqual(120);
    expect(secondsOf('idle.reason')).toBeLessThan(10);
  });
});

describe('shown-by', () => {
  const lint = async (shownBy: string) => {
    const fact = `{id: crm.open, type: boolean, about: desk, question: Open?, seconds: 5, shown-by: ${shownBy}}`;
    const pack = writePack({
      'facts.yaml': `schema: deskmedic/facts/v1\nfacts:\n  - ${fact}\n`,
      'tables/crm.yaml': `schema: deskmedic/table/v1
area: crm
title: A
source: {document: D}
reviewed: 2026-11-01
symptoms:
  - {id: crm/a, symptom: S, frequency: 3, when: {crm.open: true}, outcomes: [{otherwise: escalate, to: vendor}]}
`,
    });
    return lintPack(pack);
  };

  test.each(FACT_READERS)('takes %s', async (reader) => {
    expect((await lint(`[${reader}]`)).errors).toEqual([]);
  });

  test('spares a fact the note that one row alone names it', async () => {
    expect((await lint('[timeline]')).notes.map(({ code }) => code)).not.toContain('single-use-fact');
  });

  test('with a reader that there is not is an error that names the nearest', async () => {
    const { exitCode, errors } = await lint('[har, consol-log]');
    expect([exitCode, errors.length]).toEqual([2, 1]);
    expect(errors[0]).toMatchObject({ code: 'unknown-value', line: 3 });
    expect(errors[0]!.hint).toContain('console-log');
  });

  test.each(['[]', '[har, har]', 'har'])('%s is an error', async (shownBy) => {
    const { exitCode, errors } = await lint(shownBy);
    expect([exitCode, errors.length]).toEqual([2, 1]);
  });
});
