import fc from 'fast-check';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { compilePack } from '../../src/rules/compile-pack.ts';
import { baseFinder } from '../../src/rules/lay-packs.ts';
import { compileText, layerOf, row, yesNo } from '../support/pack-text.ts';

const RULES = join(import.meta.dirname, '../../rules');
const BUILT_IN = new Map(
  readdirSync(RULES, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.yaml'))
    .map((path) => [path.replaceAll('\\', '/'), readFileSync(join(RULES, path), 'utf8')] as const),
);

describe('a pack', () => {
  test('is compiled into plain JSON: prose on one line, durations in milliseconds, defaults of the table filled in', () => {
    const layer = layerOf({
      settings: '{slow-after: {type: duration, value: 1m30s, about: A, source: B}}',
      facts: '[{id: crm.wait, type: duration, about: site, question: How long?, seconds: 5}]',
      rows: `  - id: crm/slow
    symptom: >-
      It is
      slow
    frequency: 4
    when: {crm.wait: {at-least: $slow-after, below: 00:10:00}}
    steps:
      - {id: a, do: Do it., verify: Done?, who: agent, minutes: 1, likelihood: low, disrupts: none}
    outcomes: [{when: {crm.wait: {known: false}}, outcome: wait, say: Soon., for: 5m}, {otherwise: workaround}]
`.replace('{crm.wait: {known: false}}', '{crm.wait: {above: 5m}}'),
    });
    expect(JSON.parse(JSON.stringify(layer))).toEqual(layer);
    expect(layer.symptoms).toEqual([
      {
        id: 'crm/slow',
        area: 'crm',
        symptom: 'It is slow',
        screenText: [],
        phrases: [],
        frequency: 4,
        when: {
          kind: 'all',
          of: [
            { kind: 'leaf', fact: 'crm.wait', operator: 'at-least', operands: [{ setting: 'slow-after' }] },
            { kind: 'leaf', fact: 'crm.wait', operator: 'below', operands: [{ literal: 600_000 }] },
          ],
        },
        steps: [
          { id: 'a', do: 'Do it.', verify: 'Done?', who: 'agent', minutes: 1, likelihood: 'low', disrupts: 'none' },
        ],
        outcomes: [
          {
            kind: 'wait',
            when: { kind: 'leaf', fact: 'crm.wait', operator: 'above', operands: [{ literal: 300_000 }] },
            say: 'Soon.',
            waitFor: 300_000,
          },
          { kind: 'workaround' },
        ],
        source: { document: 'D' },
        reviewed: '2026-11-01',
        pack: 'crm',
      },
    ]);
    expect(layer.settings[0]?.value).toBe(90_000);
  });

  test('has another hash when a rule changes, and the same when only its cases do', () => {
    const pack = { facts: `[${yesNo('crm.a')}]`, rows: row('crm/a', '{crm.a: true}') };
    const cases = '  - {symptom: crm/a, name: n, facts: {crm.a: true}, expect: {verdict: "yes"}}\n';
    const { hash } = layerOf(pack).identity;
    expect(layerOf({ ...pack, tests: cases }).identity.hash).toBe(hash);
    expect(layerOf({ ...pack, rows: row('crm/a', '{crm.a: false}') }).identity.hash).not.toBe(hash);
  });

  test('with two rows that a text tells apart is not called unreachable', () => {
    const { problems } = compileText({
      facts: '[{id: crm.says, type: text, about: desk, question: What?, seconds: 5}]',
      rows: row('crm/a', '{all: [{crm.says: {contains: foo}}, {crm.says: {contains: bar}}]}'),
    });
    expect(problems.filter((problem) => problem.level === 'error')).toEqual([]);
  });
});

describe('the built-in pack, spoilt', () => {
  const paths = [...BUILT_IN.keys()];
  const spoiling = fc.record({
    path: fc.constantFrom(...paths),
    kind: fc.constantFrom('delete', 'duplicate', 'swap', 'insert', 'cut', 'indent'),
    line: fc.nat(),
    other: fc.nat(),
    text: fc.string({ unit: 'binary', maxLength: 12 }),
  });

  test('never makes lint throw or take long, whatever is done to its lines', () => {
    fc.assert(
      fc.property(fc.array(spoiling, { minLength: 1, maxLength: 4 }), (spoilings) => {
        const files = new Map(BUILT_IN);
        for (const { path, kind, line, other, text } of spoilings) {
          const lines = files.get(path)!.split('\n');
          const at = line % lines.length;
          const to = other % lines.length;
          if (kind === 'delete') lines.splice(at, 1);
          if (kind === 'duplicate') lines.splice(to, 0, lines[at]!);
          if (kind === 'swap') [lines[at], lines[to]] = [lines[to]!, lines[at]!];
          if (kind === 'insert') {
            const column = to % (lines[at]!.length + 1);
            lines[at] = lines[at]!.slice(0, column) + text + lines[at]!.slice(column);
          }
          if (kind === 'cut') lines[at] = lines[at]!.slice(0, to % (lines[at]!.length + 1));
          if (kind === 'indent') lines[at] = `  ${lines[at]!}`;
          files.set(path, lines.join('\n'));
        }
        const begin = performance.now();
        const { layer, problems } = compilePack(files, baseFinder([]), { today: '2026-11-22' });
        // Far from a hang; how long it takes is not tested.
        expect(performance.now() - begin).toBeLessThan(20_000);
        expect(layer.identity.hash).toMatch(/^[0-9a-f]{64}$/);
        for (const problem of problems) {
          expect(problem.line).toBeGreaterThan(0);
          expect(problem.line).toBeLessThanOrEqual((files.get(problem.file) ?? '').split(/\r\n|\r|\n/).length + 1);
        }
      }),
      { numRuns: 30 },
    );
  }, 300_000);

  test('never makes lint throw when any JSON stands where a part of it stood', () => {
    const table = BUILT_IN.get('tables/audio.yaml')!;
    const spots = [...table.matchAll(/: (?=[^ \n])[^\n]*$/gm)].map(
      (match) => [match.index + 2, match[0].length - 2] as const,
    );
    fc.assert(
      fc.property(fc.constantFrom(...spots), fc.jsonValue({ maxDepth: 3 }), ([from, length], value) => {
        const text = `${table.slice(0, from)}${JSON.stringify(value)}${table.slice(from + length)}`;
        compilePack(new Map(BUILT_IN).set('tables/audio.yaml', text), baseFinder([]));
      }),
      { numRuns: 30 },
    );
  }, 300_000);
});
