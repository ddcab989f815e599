import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { GENERATED_PATTERNS, generateIncidents, generateRules } from '../../bench/batch/generate.ts';
import { checkIncident, type Checker } from '../../src/batch/check-incident.ts';
import { incidentParser, type Incident } from '../../src/batch/incident.ts';
import type { WordEvidence } from '../../src/match/word-evidence.ts';
import { conditionWords } from '../../src/report/condition-words.ts';
import { evaluate, type Context } from '../../src/rules/evaluate.ts';
import type { Rules, Symptom } from '../../src/rules/pack.ts';
import { compilePattern } from '../../src/rules/pattern.ts';
import { builtInRules } from '../support/built-in-rules.ts';
import { builtInWords } from '../support/built-in-words.ts';
import { conditions, someFacts } from '../support/conditions.ts';
import { plainCheck } from '../support/plain-check.ts';
import { anyIncident } from '../support/any-incident.ts';
import { twoRows } from '../support/two-rows.ts';

const INCIDENTS = join(import.meta.dirname, '../../fixtures/incidents');

function checkerOf(rules: Rules, context: Context, withSteps = false): Checker {
  return { rules, context, words: conditionWords(rules), withSteps };
}

/** Checks an incident in both ways; to the byte the same, the order of keys included. */
function agree(incident: Incident, checker: Checker, words: WordEvidence | null): void {
  const found = JSON.stringify(checkIncident(incident, checker, words));
  expect(found).toBe(JSON.stringify(plainCheck(incident, checker, words)));
}

function incidentOf(value: unknown, { rules, words }: Checker): Incident | undefined {
  const parsed = incidentParser({ catalogue: words.catalogue, areas: rules.areas.map((area) => area.id) })(value);
  return parsed.ok ? parsed.incident : undefined;
}

describe('checking an incident against all rows at once says what evaluating row by row says', () => {
  let builtIn: Checker[];
  let wordsOf: (text: string) => WordEvidence | null;
  beforeAll(async () => {
    const { rules, context } = await builtInRules();
    builtIn = [false, true].map((withSteps) => checkerOf(rules, context, withSteps));
    wordsOf = await builtInWords();
  });

  test.each(['morning.ndjson', 'hostile.ndjson'])('for %s', (file) => {
    const values = readFileSync(join(INCIDENTS, file), 'utf8')
      .split('\n')
      .flatMap((line): unknown[] => {
        try {
          return [JSON.parse(line)];
        } catch {
          return []; // not a record
        }
      });
    expect(values.length).toBeGreaterThan(4);
    for (const checker of builtIn)
      for (const incident of values.flatMap((value) => incidentOf(value, checker) ?? []))
        for (const words of [null, incident.text === undefined ? null : wordsOf(incident.text)])
          agree(incident, checker, words);
  });

  test('for any facts, words and area, with the built-in rules', () => {
    const phrases = builtIn[0]!.rules.symptoms.flatMap((row) => [...row.phrases, ...row.screenText]);
    const text = fc.option(fc.array(fc.constantFrom(...phrases), { minLength: 1, maxLength: 3 }), { nil: undefined });
    fc.assert(
      fc.property(fc.constantFrom(...builtIn), anyIncident(builtIn[0]!.rules), text, (checker, value, said) => {
        const incident = incidentOf(value, checker)!;
        agree(incident, checker, said === undefined ? null : wordsOf(said.join(', ')));
      }),
      { numRuns: 300 },
    );
  });

  test('for generated incidents, whatever share of their facts is unknown', () => {
    const patterns = new Map(GENERATED_PATTERNS.map((pattern) => [pattern, compilePattern(pattern)]));
    for (const [nth, unknown] of [0, 0.1, 0.5, 0.9].entries()) {
      const checker = checkerOf(generateRules(150, nth), { settings: new Map(), patterns });
      const incidents = generateIncidents(nth, unknown);
      for (let count = 0; count < 60; count++) agree(incidentOf(incidents.next().value, checker)!, checker, null);
    }
  });

  test('for any conditions, priors and words, rows that cannot be evaluated among them', () => {
    const broken = { kind: 'leaf', fact: 'desk.count', operator: 'above', operands: [{ setting: 'gone' }] } as const;
    const row = fc.record({
      when: fc.oneof({ weight: 30, arbitrary: conditions }, { weight: 1, arbitrary: fc.constant(broken) }),
      other: conditions,
      frequency: fc.integer({ min: 1, max: 5 }),
      area: fc.constantFrom('crm', 'desk'),
      bits: fc.integer({ min: -20_000, max: 20_000 }),
    });
    const context: Context = { settings: new Map(), patterns: new Map() };
    const area = fc.constantFrom(undefined, 'crm', 'desk');
    fc.assert(
      fc.property(fc.array(row, { maxLength: 20 }), someFacts, area, fc.boolean(), (rows, facts, named, isSaid) => {
        const like = twoRows(broken, broken);
        const symptoms = rows.map(({ when, other, ...rest }, at): Symptom => {
          const [first] = like.symptoms;
          const outcomes = [{ kind: 'escalate' as const, when: other }, { kind: 'workaround' as const }];
          return { ...first!, ...rest, id: `crm/${(at * 7) % 20}`, when, outcomes };
        });
        const checker = checkerOf({ ...like, symptoms }, context);
        const incident: Incident = { facts, problems: [], ...(named === undefined ? {} : { area: named }) };
        const said = {
          bits: rows.map(({ bits }) => bits),
          because: () => [{ text: 'x', isScreenText: false, bits: 1 }],
        };
        for (let time = 0; time < 2; time++) agree(incident, checker, isSaid ? said : null);
      }),
      { numRuns: 500 },
    );
  });
});

test('each row that its facts make yes is listed, also where it asks whether another fact is known', () => {
  const like = twoRows({ kind: 'all', of: [] }, { kind: 'all', of: [] });
  const context: Context = { settings: new Map(), patterns: new Map() };
  fc.assert(
    fc.property(fc.array(conditions, { minLength: 1, maxLength: 8 }), someFacts, (whens, facts) => {
      const symptoms = whens.map((when, at): Symptom => ({ ...like.symptoms[0]!, id: `crm/${at}`, when }));
      const found = checkIncident({ facts, problems: [] }, checkerOf({ ...like, symptoms }, context), null);
      const yes = symptoms.filter(({ when }) => evaluate(when, facts, context).truth === 'yes');
      const listed = found.symptoms.filter(({ verdict }) => verdict === 'yes').map(({ id }) => id);
      expect(listed.toSorted()).toEqual(yes.map(({ id }) => id));
      expect(found.rules.matched).toBe(yes.length);
      expect(found.status === 'matched').toBe(yes.length > 0);
    }),
    { numRuns: 500 },
  );
});

test('more rows of one score than can be added up exactly are weighed as they are added up one by one', () => {
  const like = twoRows({ kind: 'all', of: [] }, { kind: 'all', of: [] });
  const leaf = { kind: 'leaf', fact: 'desk.count', operator: 'above', operands: [{ literal: 1 }] } as const;
  const open = { kind: 'leaf', fact: 'desk.on', operator: 'is', operands: [{ literal: true }] } as const;
  const symptoms = Array.from({ length: 9500 }, (_, at): Symptom => {
    const when = at < 9400 ? leaf : ({ kind: 'all', of: [leaf, open] } as const);
    return { ...like.symptoms[0]!, id: `crm/${at}`, frequency: 1 + (at % 5), when };
  });
  const checker = checkerOf({ ...like, symptoms }, { settings: new Map(), patterns: new Map() });
  agree({ facts: new Map([['desk.on', { value: true, by: 'incident' }]]), problems: [] }, checker, null);
  agree({ facts: new Map([['desk.count', { value: 3, by: 'incident' }]]), problems: [] }, checker, null);
}, 60_000);

test('what was kept for other texts is forgotten before it is too much', () => {
  const { symptoms, ...rest } = generateRules(1);
  const when = { kind: 'leaf', fact: 'desk.message', operator: 'not', operands: [{ literal: '' }] } as const;
  const checker = checkerOf(
    { ...rest, symptoms: [{ ...symptoms[0]!, when }] },
    { settings: new Map(), patterns: new Map() },
  );
  for (let nth = 0; nth < 10_000; nth++) {
    const value = `${nth} ${'x'.repeat(nth % 300)}`;
    agree({ facts: new Map([['desk.message', { value, by: 'incident' }]]), problems: [] }, checker, null);
  }
});
