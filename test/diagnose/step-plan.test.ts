import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { nextStep, planSteps, type Situation } from '../../src/diagnose/step-plan.ts';
import type { FactValue, KnownFact } from '../../src/facts/fact.ts';
import type { LoadedRules } from '../../src/rules/load-rules.ts';
import type { StepResult } from '../../src/rules/step-result.ts';
import { builtInRules } from '../support/built-in-rules.ts';

let loaded: LoadedRules;
beforeAll(async () => {
  loaded = await builtInRules();
});

/** Some row with something known, some steps done and some agreed to; numbers choose. */
function situation(facts: Readonly<Record<string, FactValue>>, rest: Partial<Situation> = {}): Situation {
  const known = Object.entries(facts).map(([id, value]): [string, KnownFact] => [id, { value, by: 'person' }]);
  return { facts: new Map(known), declined: new Set(), results: new Map(), consents: new Set(), ...rest };
}

const row = (id: string) => loaded.rules.symptoms.find((symptom) => symptom.id === id)!;

const anything = fc.record({
  row: fc.nat(47),
  call: fc.constantFrom(true, false, undefined),
  declined: fc.boolean(),
  scope: fc.constantFrom('one-agent', 'some', 'team', 'site', 'everyone', undefined),
  browser: fc.constantFrom('chrome', 'edge', 'firefox', 'internet-explorer', 'other', undefined),
  done: fc.nat(7),
  agreed: fc.nat(7),
});

describe('the plan of a row', () => {
  test('has every step once; beyond one agent those at a single desk come last, each kind in its own order', () => {
    fc.assert(
      fc.property(anything, (given) => {
        const { symptom, plan } = planned(given);
        const steps = plan.map(({ step }) => step);
        expect(new Set(steps)).toEqual(new Set(symptom.steps));
        expect(steps).toHaveLength(symptom.steps.length);
        const many = given.scope !== undefined && given.scope !== 'one-agent';
        if (!many) expect(steps).toEqual(symptom.steps);
        else {
          const own = symptom.steps.filter((step) => step.who === 'agent');
          expect(steps).toEqual([...symptom.steps.filter((step) => step.who !== 'agent'), ...own]);
        }
      }),
    );
  });

  test('never offers or announces a step that ends a call unless nobody is on one', () => {
    fc.assert(
      fc.property(anything, (given) => {
        for (const { step, state } of planned(given).plan) {
          if (step.disrupts !== 'call' || given.call === false) continue;
          expect(['ask', 'withheld', 'does-not-apply', 'done']).toContain(state.kind);
        }
      }),
    );
  });

  test('never offers a disruptive step that nobody agreed to', () => {
    fc.assert(
      fc.property(anything, (given) => {
        const { plan, consents } = planned(given);
        for (const { step, state } of plan)
          if (step.disrupts !== 'none' && state.kind === 'ready') expect(consents).toContain(step.id);
      }),
    );
  });

  function planned(given: typeof anything extends fc.Arbitrary<infer T> ? T : never) {
    const symptom = loaded.rules.symptoms[given.row]!;
    const chosen = (bits: number) => symptom.steps.filter((_, at) => ((bits >> at) & 1) === 1).map((step) => step.id);
    const results = new Map<string, StepResult>(chosen(given.done).map((id) => [id, 'not-fixed']));
    const consents = new Set(chosen(given.agreed));
    const facts = { 'call.active': given.call, 'affected.scope': given.scope, 'browser.name': given.browser };
    const known = Object.fromEntries(
      Object.entries(facts).flatMap(([id, value]) => (value === undefined ? [] : [[id, value]])),
    );
    const declined = new Set(given.declined ? Object.keys(facts).filter((id) => !(id in known)) : []);
    const plan = planSteps(symptom, situation(known, { results, consents, declined }), loaded.context);
    return { symptom, plan, consents };
  }
});

describe('a step with a condition', () => {
  const kinds = (facts: Record<string, FactValue>, declined: string[] = []) =>
    planSteps(row('desktop/cannot-log-in'), situation(facts, { declined: new Set(declined) }), loaded.context).map(
      ({ step, state }) => [step.id, state.kind],
    );

  test('asks for what decides it', () => {
    expect(kinds({})[0]).toEqual(['cookies-internet-explorer', 'ask']);
  });

  test('is for this desk alone when that is known', () => {
    expect(
      kinds({ 'browser.name': 'firefox' })
        .filter(([, kind]) => kind === 'ready')
        .map(([id]) => id),
    ).toEqual(['cookies-firefox', 'user-name-and-password']);
  });

  test('is offered with its condition when nobody knows', () => {
    expect(kinds({}, ['browser.name']).every(([, kind]) => kind === 'ready')).toBe(true);
  });
});

test('the next step is the first that still wants something', () => {
  const symptom = row('desktop/slow');
  const plan = planSteps(
    symptom,
    situation({}, { results: new Map([['close-desktop-and-browser', 'skip']]) }),
    loaded.context,
  );
  expect(nextStep(plan)).toMatchObject({
    step: { id: 'end-browser-processes' },
    state: { kind: 'ask', fact: 'call.active' },
  });
});
