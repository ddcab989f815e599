import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Checker } from '../../src/batch/check-incident.ts';
import { checkRecords } from '../../src/batch/check-records.ts';
import { readIncidents } from '../../src/batch/read-incidents.ts';
import type { BatchRecord } from '../../src/batch/record.ts';
import { leafEvidence } from '../../src/match/leaf-evidence.ts';
import { findPolicy } from '../../src/policy/severity.ts';
import { conditionWords } from '../../src/report/condition-words.ts';
import { jsonLine } from '../../src/report/escape.ts';
import { resultJson } from '../../src/report/result-json.ts';
import type { Result, ResultSymptom } from '../../src/report/result.ts';
import type { Condition } from '../../src/rules/condition.ts';
import type { LoadedRules } from '../../src/rules/load-rules.ts';
import type { Symptom } from '../../src/rules/pack.ts';
import { anyFacts } from '../support/any-incident.ts';
import { builtInRules } from '../support/built-in-rules.ts';
import { builtInWords } from '../support/built-in-words.ts';
import { cpuTime } from '../support/cpu-time.ts';

const SCHEMA = join(import.meta.dirname, '../../schemas/result.schema.json');
const INCIDENTS = join(import.meta.dirname, '../../fixtures/incidents');

let loaded: LoadedRules;
let checker: Checker;
beforeAll(async () => {
  loaded = await builtInRules();
  const { rules, context } = loaded;
  checker = { rules, context, words: conditionWords(rules), withSteps: false };
});

async function checkBytes(bytes: Uint8Array, using = checker): Promise<Result[]> {
  const lookups = {
    zone: () => Promise.resolve('America/Chicago'),
    policy: () => Promise.resolve(findPolicy(using.rules, 'cisco-tac')),
    words: builtInWords,
  };
  const records: BatchRecord[] = [];
  const options = { format: 'ndjson', catalogue: using.words.catalogue } as const;
  for await (const batch of readIncidents([bytes], options)) records.push(...batch);
  const results: Result[] = [];
  for await (const result of checkRecords(records, using, lookups)) results.push(result);
  return results;
}

async function checkAll(records: readonly unknown[], using = checker): Promise<Result[]> {
  return checkBytes(new TextEncoder().encode(records.map((record) => `${JSON.stringify(record)}\n`).join('')), using);
}

/** The built-in rules, with a row `test/row-N` more for each condition. */
function checkerWith(...conditions: readonly Condition[]): Checker {
  const like = loaded.rules.symptoms[0]!;
  const symptoms = conditions.map((when, at): Symptom => ({
    ...like,
    id: `test/row-${at}`,
    frequency: 3,
    when,
    steps: [],
  }));
  return { ...checker, rules: { ...loaded.rules, symptoms: [...loaded.rules.symptoms, ...symptoms] } };
}

const leaf = (fact: string, value: string | boolean): Condition => ({
  kind: 'leaf',
  fact,
  operator: 'is',
  operands: [{ literal: value }],
});

const someFacts = (): fc.Arbitrary<Record<string, unknown>> => anyFacts(loaded.rules);

describe('whatever the facts are', () => {
  test('there is a result for each record, and every rule is accounted for in each', async () => {
    const validate = new Ajv2020().compile(JSON.parse(readFileSync(SCHEMA, 'utf8')) as object);
    await fc.assert(
      fc.asyncProperty(fc.array(someFacts(), { maxLength: 10 }), async (records) => {
        const results = await checkAll(records.map((facts) => ({ facts })));
        expect(results).toHaveLength(records.length);
        for (const result of results) {
          const { loaded: all, matched, notMatched, notEvaluated, failed } = result.rules;
          expect([matched + notMatched + notEvaluated + failed, failed]).toEqual([all, 0]);
          expect(result.symptoms.filter(({ verdict }) => verdict === 'yes')).toHaveLength(matched);
          expect(result.problems).toEqual([]);
          expect(validate(result) ? [] : validate.errors).toEqual([]);
        }
      }),
    );
  });

  test('status, action and order of the symptoms agree', async () => {
    await fc.assert(
      fc.asyncProperty(someFacts(), fc.string(), async (facts, text) => {
        const [{ status, action, symptoms, escalation, missingFacts }] = (await checkAll([{ facts, text }])) as [
          Result,
        ];
        const verdicts = symptoms.map((symptom) => symptom.verdict);
        expect(verdicts).toEqual([...verdicts].sort().reverse());
        const probabilities = symptoms.flatMap((symptom) => symptom.probability ?? []);
        expect(probabilities).toEqual([...probabilities].sort((a, b) => b - a));
        const isMatched = symptoms.some((symptom) => symptom.verdict === 'yes' || symptom.by === 'text');
        expect(status).toBe(isMatched ? 'matched' : symptoms.length > 0 ? 'possible' : 'unmatched');
        expect(action).toBe(symptoms.length === 0 ? 'none' : (symptoms[0]!.outcome ?? 'ask'));
        expect(escalation !== undefined).toBe(action === 'escalate');
        expect(missingFacts.filter((id) => Object.hasOwn(facts, id))).toEqual([]);
        expect(missingFacts.length).toBeLessThanOrEqual(5);
      }),
    );
  });

  test('what is not known is never a no: taking facts away only ever opens rows', async () => {
    await fc.assert(
      fc.asyncProperty(
        someFacts().chain((facts) => fc.tuple(fc.constant(facts), fc.subarray(Object.keys(facts)))),
        async ([facts, kept]) => {
          const fewer = Object.fromEntries(kept.map((id) => [id, facts[id]]));
          const [more, less] = await checkAll([{ facts }, { facts: fewer }]);
          expect(less!.rules.notMatched).toBeLessThanOrEqual(more!.rules.notMatched);
        },
      ),
    );
  });

  test('a fact that no pack declares changes nothing but the list of problems', async () => {
    const id = fc.string().filter((name) => !name.includes('.'));
    await fc.assert(
      fc.asyncProperty(someFacts(), id, fc.jsonValue(), async (facts, name, value) => {
        const [plain, odd] = await checkAll([{ facts }, { facts: { ...facts, [`odd.${name}`]: value } }]);
        expect({ ...odd, problems: [], line: 1 }).toEqual(plain);
        expect(odd!.problems.map(({ code }) => code)).toEqual(['unknown-fact']);
      }),
    );
  });

  test('the same record gives the same result', async () => {
    await fc.assert(
      fc.asyncProperty(someFacts(), fc.string(), async (facts, text) => {
        const [one, two] = await checkAll([
          { facts, text },
          { text, facts: Object.fromEntries(Object.entries(facts).reverse()) },
        ]);
        expect({ ...two, line: 1 }).toEqual(one);
      }),
    );
  });
});

describe('hostile input', () => {
  test('gives each line its own result, the good ones among the bad', async () => {
    const { statuses } = JSON.parse(readFileSync(join(INCIDENTS, 'hostile.expect.json'), 'utf8')) as {
      statuses: unknown;
    };
    const results = await checkBytes(readFileSync(join(INCIDENTS, 'hostile.ndjson')));
    expect(results.map(({ line, status }) => [line, status])).toEqual(statuses);
    expect(Object.hasOwn(Object.prototype, 'x')).toBe(false);
  });

  test('never makes it throw, and each line that is not blank has one result', async () => {
    const line = fc.oneof(
      fc.json(),
      fc.string({ unit: 'binary' }),
      fc.jsonValue().map((value) => JSON.stringify({ facts: value, text: value })),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(line), async (lines) => {
        const flat = lines.map((text) => text.replaceAll('\n', ' '));
        const results = await checkBytes(new TextEncoder().encode(flat.join('\n')));
        expect(results.map((result) => result.line)).toEqual(
          flat.flatMap((text, at) => (text.trim() === '' ? [] : [at + 1])),
        );
      }),
    );
  });

  test('is quick: a mebibyte of words, and a hundred lines of nothing but keys', async () => {
    const words = { text: 'phone does not ring '.repeat(52_000) };
    const keys = { facts: Object.fromEntries(Array.from({ length: 1000 }, (_, at) => [`desktop.statu${at}`, at])) };
    const started = cpuTime();
    const results = await checkAll([words, ...Array.from({ length: 100 }, () => keys)]);
    expect(cpuTime() - started).toBeLessThan(5000);
    expect(results).toHaveLength(101);
  });
});

describe('a row', () => {
  test('that cannot be evaluated is counted as failed, named, and stops nothing', async () => {
    const broken: Condition = {
      kind: 'leaf',
      fact: 'desktop.speed',
      operator: 'at-least',
      operands: [{ setting: 'gone' }],
    };
    const [result] = await checkAll(
      [{ facts: { 'desktop.speed': 'slow' } }],
      checkerWith(broken, leaf('desktop.speed', 'slow')),
    );
    expect(result).toMatchObject({
      status: 'matched',
      problems: [{ code: 'rule-failed', field: 'test/row-0' }],
      rules: { loaded: 84, matched: 2, failed: 1 },
    });
  });

  test('is possible by a leaf that holds, and where one fails beside it by its probability', async () => {
    const all = (...of: Condition[]): Condition => ({ kind: 'all', of });
    const either: Condition = { kind: 'any', of: [leaf('call.state', 'ringing'), leaf('phone.rings', true)] };
    const using = checkerWith(all(leaf('desktop.status', 'connected'), either));
    const [open, against] = await checkAll(
      [{ 'desktop.status': 'connected' }, { 'desktop.status': 'connected', 'call.state': 'talking' }].map((facts) => ({
        facts,
      })),
      using,
    );
    const listed = (result: Result | undefined): ResultSymptom | undefined =>
      result!.symptoms.find(({ id }) => id === 'test/row-0');
    expect(listed(open)?.verdict).toBe('unknown');
    expect(listed(against)?.probability).toBeGreaterThanOrEqual(0.35);
  });

  test('is not made possible by what nobody knows', async () => {
    const unknown: Condition = { kind: 'leaf', fact: 'phone.kind', operator: 'known', operands: [{ literal: false }] };
    const using = checkerWith({ kind: 'all', of: [unknown, leaf('phone.rings', false)] });
    const [result] = await checkAll([{ facts: { 'desktop.speed': 'slow' } }], using);
    expect(result!.symptoms.map(({ id }) => id)).toEqual(['desktop/slow']);
  });

  test('alone in its pack is no finding for a record that says nothing', async () => {
    const { rules } = checkerWith(leaf('phone.rings', false));
    const using = { ...checker, rules: { ...rules, symptoms: rules.symptoms.slice(-1) } };
    const [result] = await checkAll([{ facts: {}, text: 'xyzzy' }], using);
    expect(result).toMatchObject({ status: 'unmatched', action: 'none' });
  });

  test('under "not" is spoken for by a leaf that fails', () => {
    const when: Condition = { kind: 'not', of: { kind: 'any', of: [leaf('a', 'x'), leaf('b', 'y')] } };
    const facts = new Map([
      ['a', { value: 'x', by: 'incident' }],
      ['b', { value: 'z', by: 'incident' }],
    ] as const);
    const { holding, failing } = leafEvidence(when, facts, loaded.context);
    expect([holding.map(({ fact }) => fact), failing.map(({ fact }) => fact)]).toEqual([['b'], ['a']]);
  });
});

test('a time on the wall clock of the zone is read there, unless the clocks skipped it, and said to be doubtful when they showed it twice', async () => {
  const times = ['2026-11-20T08:41', '2026-03-08T02:30:00', '2026-11-01T01:30:00'];
  const results = await checkAll(times.map((observedAt) => ({ observedAt })));
  expect(results.map(({ observedAt, problems }) => [observedAt, problems.map(({ code }) => code)])).toEqual([
    ['2026-11-20T14:41:00.000Z', ['date-without-zone']],
    [undefined, ['bad-date']],
    ['2026-11-01T06:30:00.000Z', ['ambiguous-date']],
  ]);
});

test('a time that never was is missing from an escalation', async () => {
  const facts = { 'audio.fault': 'cross-talk' };
  const times = ['2026-03-08T02:30:00', '2026-11-01T01:30:00'];
  const results = await checkAll(times.map((observedAt) => ({ observedAt, agent: 'jdoe', facts })));
  expect(results.map(({ escalation }) => escalation?.missing.includes('firstObservedAt'))).toEqual([true, false]);
});

test('a result is the same whichever records came before, and as JSON the same whoever writes it', async () => {
  const { rules } = loaded;
  const fresh = (): Checker => ({ ...checker, rules: { ...rules } });
  const record = fc.record(
    {
      agent: fc.constant('jdoe'),
      area: fc.constantFrom(...rules.areas.map(({ id }) => id)),
      facts: fc.oneof(
        {
          weight: 3,
          arbitrary: fc.constantFrom<Record<string, unknown>>(
            { 'phone.rings': false },
            { 'audio.fault': 'jitter' },
            { 'audio.fault': 'jitter', 'impact.function': 'minor' },
          ),
        },
        { weight: 1, arbitrary: anyFacts(rules) },
      ),
      fone: fc.constant(true),
    },
    { requiredKeys: ['facts'] },
  );
  const batch = fc
    .array(record, { minLength: 1, maxLength: 6 })
    .chain((some) => fc.array(fc.constantFrom(...some), { minLength: 12, maxLength: 16 }));
  await fc.assert(
    fc.asyncProperty(batch, async (records) => {
      const together = await checkAll(records, fresh());
      for (const [at, one] of records.entries()) {
        const [alone] = await checkAll([one], fresh());
        expect(resultJson({ ...together[at]!, line: 1 })).toBe(jsonLine(alone));
      }
      for (const result of together) expect(resultJson(result)).toBe(jsonLine(result));
    }),
    { numRuns: 40 },
  );
});
