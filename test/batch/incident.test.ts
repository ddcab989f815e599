import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { incidentParser, type Known } from '../../src/batch/incident.ts';
import type { Fact } from '../../src/facts/fact.ts';
import { cpuTime } from '../support/cpu-time.ts';

const plain = { about: 'desk', question: 'What?', options: [], seconds: 5 } as const;
const FACTS: readonly Fact[] = [
  { ...plain, id: 'phone.rings', type: 'boolean' },
  {
    ...plain,
    id: 'phone.kind',
    type: 'enum',
    options: ['desk-phone', 'softphone'].map((value) => ({ value, words: value })),
  },
  { ...plain, id: 'network.outage', type: 'duration' },
  { ...plain, id: 'affected.agents', type: 'count' },
];
const KNOWN: Known = { catalogue: new Map(FACTS.map((fact) => [fact.id, fact])), areas: ['desktop', 'audio'] };
const parseIncident = incidentParser(KNOWN);

/** What is wrong with a record, as `code field`; an invalid one with its status before it. */
function problemsOf(record: unknown): string[] {
  const parsed = parseIncident(record);
  const problems = parsed.ok ? parsed.incident.problems : [parsed.problem];
  return problems.map(({ code, field }) => [parsed.ok ? [] : 'invalid', code, field ?? []].flat().join(' '));
}

function factsOf(record: unknown): unknown {
  const parsed = parseIncident(record);
  return parsed.ok
    ? Object.fromEntries([...parsed.incident.facts].map(([id, { value }]) => [id, value]))
    : parsed.problem;
}

/** As it comes from a file: `__proto__` is a key there, not a prototype. */
const json = (text: string): unknown => JSON.parse(text);

describe('a record is', () => {
  test.each<[string, unknown, string]>([
    ['no list', [], 'invalid not-an-object'],
    ['no text', 'a', 'invalid not-an-object'],
    ['not null', null, 'invalid not-an-object'],
    ['not facts as a list', { facts: [] }, 'invalid facts-not-an-object facts'],
    ['not facts as null', { facts: null }, 'invalid facts-not-an-object facts'],
    ['not a text that is a number', { text: 7 }, 'invalid text-not-a-string text'],
    ['not a text that is null', { text: null }, 'invalid text-not-a-string text'],
  ])('%s', (_, record, problem) => {
    expect(problemsOf(record)).toEqual([problem]);
  });

  test('invalid with its id, so that it can be found', () => {
    expect(parseIncident({ id: 'INC-7', text: 7 })).toMatchObject({ ok: false, id: 'INC-7' });
  });
});

describe('a problem of a part', () => {
  test.each<[string, unknown, string[]]>([
    ['unknown fact', { facts: { 'phone.ring': true } }, ['unknown-fact facts.phone.ring']],
    ['text for a boolean', { facts: { 'phone.rings': 'true' } }, ['wrong-type facts.phone.rings']],
    ['null for a boolean', { facts: { 'phone.rings': null } }, ['wrong-type facts.phone.rings']],
    ['no option of an enum', { facts: { 'phone.kind': 'mobile' } }, ['bad-value facts.phone.kind']],
    ['a number for a duration', { facts: { 'network.outage': 119 } }, ['wrong-type facts.network.outage']],
    ['no duration', { facts: { 'network.outage': '2 minutes' } }, ['bad-value facts.network.outage']],
    ['half an agent', { facts: { 'affected.agents': 1.5 } }, ['bad-value facts.affected.agents']],
    [
      'keys of prototypes',
      json('{"__proto__":{"id":"x"},"constructor":1,"facts":{"__proto__":true,"prototype":1}}'),
      [
        'forbidden-key __proto__',
        'forbidden-key constructor',
        'forbidden-key facts.__proto__',
        'forbidden-key facts.prototype',
      ],
    ],
    ['a number as id', { id: 7 }, ['wrong-type id']],
    ['an agent that is an object', { agent: {} }, ['wrong-type agent']],
    ['an area that no table has', { area: 'desktp' }, ['unknown-area area']],
    ['a field with a slip in its name', { fact: {} }, ['unknown-field fact']],
    ['fields of other systems', { priority: 2, assignee: 'x', facts: {} }, []],
    ['a date in words', { observedAt: 'yesterday' }, ['bad-date observedAt']],
    ['a date without a time', { observedAt: '2026-11-20' }, ['bad-date observedAt']],
    ['a day that does not exist', { observedAt: '2026-02-30T08:00:00Z' }, ['bad-date observedAt']],
    ['an hour that does not exist', { observedAt: '2026-02-20T25:00:00Z' }, ['bad-date observedAt']],
    ['an offset that does not exist', { observedAt: '2026-02-20T05:00:00+99:00' }, ['bad-date observedAt']],
    ['a date as a number', { observedAt: 1795182060 }, ['wrong-type observedAt']],
  ])('%s', (_, record, problems) => {
    expect(problemsOf(record)).toEqual(problems);
  });

  test('names what was probably meant', () => {
    const parsed = parseIncident({ facts: { 'phone.ring': true }, area: 'desktp', fact: {} });
    const messages = parsed.ok ? parsed.incident.problems.map(({ message }) => message) : [];
    expect(messages.join('\n')).toMatch(/did you mean "phone\.rings"/);
    expect(messages.join('\n')).toMatch(/did you mean "desktop"/);
  });

  test('leaves the rest of the record as it is', () => {
    const facts = { 'phone.rings': false, 'phone.kind': 7, 'network.outage': '1m59s', nonsense: 1 };
    expect(factsOf({ facts })).toEqual({ 'phone.rings': false, 'network.outage': 119_000 });
  });

  test('is listed twenty times, and counted from there on', () => {
    const facts = Object.fromEntries(Array.from({ length: 60_000 }, (_, at) => [`fact.number.${at}`, at]));
    const started = cpuTime();
    const problems = problemsOf({ facts });
    expect(cpuTime() - started).toBeLessThan(1000);
    expect(problems).toHaveLength(21);
    expect(problems.at(-1)).toBe('more-problems');
  });
});

describe('a time', () => {
  test.each([
    ['2026-11-20T08:41:00-05:00', { utc: '2026-11-20T13:41:00.000Z' }],
    ['2026-11-20T08:41-0500', { utc: '2026-11-20T13:41:00.000Z' }],
    ['2026-11-20 13:41:00Z', { utc: '2026-11-20T13:41:00.000Z' }],
    ['2026-11-20T13:41:00,5+00', { utc: '2026-11-20T13:41:00.500Z' }],
    ['2024-02-29T23:59:00Z', { utc: '2024-02-29T23:59:00.000Z' }],
    ['2026-11-20T08:41:00', { wall: '2026-11-20T08:41:00' }],
    ['2026-11-20 08:41', { wall: '2026-11-20T08:41' }],
  ])('%s is read', (observedAt, expected) => {
    const parsed = parseIncident({ observedAt });
    expect(parsed.ok && parsed.incident.observedAt).toEqual(expected);
  });
});

test('a field is never found in a prototype', () => {
  const record: unknown = Object.create({ id: 'inherited', facts: { 'phone.rings': true } });
  expect(parseIncident(record)).toEqual({ ok: true, incident: { facts: new Map(), problems: [] } });
});

test('no JSON value makes the parser throw, and only declared facts come out of it', () => {
  const key = fc.oneof(
    fc.string(),
    fc.constantFrom('facts', 'text', 'id', 'observedAt', 'area', '__proto__', 'phone.rings'),
  );
  const value = fc.letrec((tie) => ({
    any: fc.oneof({ maxDepth: 4 }, fc.jsonValue({ maxDepth: 1 }), fc.array(tie('any')), fc.dictionary(key, tie('any'))),
  })).any;
  fc.assert(
    fc.property(value, (record) => {
      const parsed = parseIncident(record);
      const ids = parsed.ok ? [...parsed.incident.facts.keys()] : [];
      expect(ids.filter((id) => !KNOWN.catalogue.has(id))).toEqual([]);
    }),
    { numRuns: 500 },
  );
});
