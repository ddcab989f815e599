import { beforeAll, describe, expect, test } from 'vitest';
import { factPrompt } from '../../src/case/prompts.ts';
import { askFact } from '../../src/dialogue/fact-prompt.ts';
import { parseAnswer } from '../../src/dialogue/parse-answer.ts';
import type { AnswerKind, Prompt } from '../../src/dialogue/prompt.ts';
import type { Fact } from '../../src/facts/fact.ts';
import { renderLines } from '../../src/report/text.ts';
import { builtInRules } from '../support/built-in-rules.ts';
import { diskIo, stoppedClock } from '../support/disk.ts';

let facts: ReadonlyMap<string, Fact>;
beforeAll(async () => {
  const { rules } = await builtInRules();
  facts = new Map(rules.facts.map((fact) => [fact.id, fact]));
});

/** What the words come to at this prompt: the value, or what is said instead. */
async function parsed(prompt: Prompt, words: string) {
  const fact = facts.get(prompt.id.replace(/^fact:/, ''));
  const io = diskIo({ clock: stoppedClock('2026-11-20T15:00:00Z') });
  const answer = await parseAnswer(prompt, words, { io, zone: 'America/Chicago', fact });
  return answer.ok ? { value: answer.value } : { refused: renderLines(answer.lines, { color: false }) };
}

const asking = (kind: AnswerKind): Prompt => ({ id: 'field:x', kind, lines: [], question: 'What?', choices: [] });
const factAsked = (id: string): Prompt => askFact(facts.get(id)!);

describe('a duration', () => {
  test.each([
    ['90s', 90],
    ['2m', 120],
    ['1h', 3600],
    ['1m30s', 90],
    ['00:01:30', 90],
    ['2 minutes', 120],
    ['2 MIN', 120],
    ['1 hour and 30 minutes', 5400],
    ['1 h 30 min', 5400],
    ['45 sec', 45],
    ['0s', 0],
    ['', null],
    ['unknown', null],
    ["I don't know", null],
    ['dont know', null],
  ])('"%s"', async (words, seconds) => {
    expect(await parsed(factAsked('network.outage'), words)).toEqual({
      value: seconds === null ? null : seconds * 1000,
    });
  });

  test.each(['90', 'a while', '-2m', '2 fortnights', '1m 1m', '∞'])('"%s" is none', async (words) => {
    expect(await parsed(factAsked('network.outage'), words)).toHaveProperty('refused');
  });
});

describe('a number', () => {
  test.each([
    ['21', 21],
    ['0', 0],
    ['007', 7],
    ['', null],
    ['no idea', null],
  ])('"%s"', async (words, value) => {
    expect(await parsed(factAsked('affected.agents'), words)).toEqual({ value });
  });

  test.each(['-1', '2.5', '1e3', '12345678901', 'many', '２１'])('"%s" is none', async (words) => {
    expect(await parsed(factAsked('affected.agents'), words)).toHaveProperty('refused');
  });
});

describe('a fact with choices', () => {
  test('takes their values, "yes" and "no" in short too; not knowing is null', async () => {
    expect(await parsed(factAsked('phone.kind'), 'softphone')).toEqual({ value: 'softphone' });
    expect(await parsed(factAsked('phone.rings'), 'Y')).toEqual({ value: true });
    expect(await parsed(factAsked('phone.rings'), 'no')).toEqual({ value: false });
    expect(await parsed(factAsked('phone.rings'), 'unknown')).toEqual({ value: null });
    expect(await parsed(factAsked('phone.kind'), 'constructor')).toHaveProperty('refused');
    expect(await parsed(factAsked('phone.kind'), '')).toHaveProperty('refused');
  });

  test('every fact of the catalogue can be answered by each of its choices, and by not knowing', async () => {
    for (const fact of facts.values()) {
      const prompt = askFact(fact);
      expect(prompt.id).toBe(factPrompt(fact.id));
      for (const choice of prompt.choices) expect(await parsed(prompt, choice.value), fact.id).toHaveProperty('value');
      expect(await parsed(prompt, 'unknown'), fact.id).toEqual({ value: null });
    }
  });
});

describe('names', () => {
  test.each([
    ['jdoe', { username: 'jdoe', agentUsername: 'jdoe' }],
    ['jdoe, agent_7', { username: 'jdoe', agentUsername: 'agent_7' }],
    [' ACME\\jdoe ,', { username: 'ACME\\jdoe', agentUsername: 'ACME\\jdoe' }],
    [', agent_7', { agentUsername: 'agent_7' }],
    ['', {}],
  ])('"%s"', async (words, value) => {
    expect(await parsed(asking('names'), words)).toEqual({ value });
  });

  test.each(['a, b, c', 'x'.repeat(201), `a, ${'x'.repeat(201)}`])('%s are refused', async (words) => {
    expect(await parsed(asking('names'), words)).toHaveProperty('refused');
  });

  test('where no agent username is asked for, the whole line is the login username', async () => {
    expect(await parsed(asking('username'), 'doe, jane')).toEqual({ value: { username: 'doe, jane' } });
  });
});

describe('a contact', () => {
  test.each([
    [
      'Ann Lee, +1 (918) 555-0111, ann@example.com',
      { name: 'Ann Lee', phone: '+1 (918) 555-0111', email: 'ann@example.com' },
    ],
    ['ann@example.com; Ann Lee', { name: 'Ann Lee', email: 'ann@example.com' }],
    ['918.555.0111 ext. 12', { phone: '918.555.0111 ext. 12' }],
    ['Lee, Ann, night shift', { name: 'Lee, Ann, night shift' }],
    [' , ', {}],
    ['', {}],
  ])('"%s"', async (words, value) => {
    expect(await parsed(asking('contact'), words)).toEqual({ value });
  });
});

describe('the number called and the call session', () => {
  test.each([
    ['+1 918 555 0100', { numberCalled: '+1 918 555 0100' }],
    ['555 0100, 7f3a-2c10', { numberCalled: '555 0100', callSessionId: '7f3a-2c10' }],
    ['', null],
  ])('"%s"', async (words, value) => {
    expect(await parsed(asking('monitoring'), words)).toEqual({ value });
  });
});

describe('a time', () => {
  test('is kept in UTC and said back in local time, with the zone', async () => {
    const io = diskIo({ clock: stoppedClock('2026-11-20T15:00:00Z') });
    const answer = await parseAnswer(asking('time'), '08:41', { io, zone: 'America/Chicago', fact: undefined });
    expect(answer).toMatchObject({ ok: true, value: '2026-11-20T14:41:00Z' });
    const said = renderLines(answer.lines, { color: false });
    for (const part of ['08:41', 'America/Chicago', '14:41 UTC']) expect(said).toContain(part);
  });

  test('Enter alone leaves it open', async () => {
    expect(await parsed(asking('time'), '')).toEqual({ value: null });
  });
});

test('a line that is longer than any answer is refused at every kind of prompt', async () => {
  const kinds: AnswerKind[] = ['words', 'names', 'time', 'screenshots', 'monitoring', 'contact'];
  for (const kind of kinds) expect(await parsed(asking(kind), 'x'.repeat(20_001)), kind).toHaveProperty('refused');
});
