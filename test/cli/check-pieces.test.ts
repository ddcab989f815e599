import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Result } from '../../src/report/result.ts';
import { anyLines, type AnyLine } from '../support/any-input.ts';
import { builtInRules } from '../support/built-in-rules.ts';
import { installProgram, type BuiltProgram } from '../support/built-program.ts';
import { cutAt, inParts, tenderPlaces } from '../support/pieces.ts';
import { runProgram } from '../support/run-program.ts';
import { turnedPack } from '../support/turned-pack.ts';

let program: BuiltProgram;
let lines: fc.Arbitrary<readonly AnyLine[]>;
beforeAll(async () => {
  program = installProgram();
  lines = anyLines((await builtInRules()).rules, 200);
});
afterAll(() => program?.remove());

const whole = (all: readonly AnyLine[]): Uint8Array => Buffer.concat(all.map(({ bytes }) => bytes));

/** Results of a process of its own. */
async function check(
  pieces: readonly Uint8Array[],
  { options = [], pause }: { options?: readonly string[]; pause?: number } = {},
): Promise<Result[]> {
  const argv = [program.bin, 'check', '-', '--input-format', 'ndjson', '--format', 'ndjson', '--quiet', ...options];
  const env = { TZ: 'UTC', DESKMEDIC_HOME: join(program.folder, 'home') };
  const results: Result[] = [];
  const { code, stderr } = await runProgram(argv, pieces, env, (line) => results.push(JSON.parse(line)), pause);
  expect([0, 3, 4, 5]).toContain(code);
  expect(stderr).toBe('');
  return results;
}

test('a process gives the same results in whatever pieces its input arrives', { timeout: 120_000 }, async () => {
  const cuts = fc.array(fc.nat(), { minLength: 60, maxLength: 60 });
  await fc.assert(
    fc.asyncProperty(lines, cuts, async (all, places) => {
      const bytes = whole(all);
      const tender = tenderPlaces(bytes);
      const pieces = cutAt(bytes, [...places, ...places.flatMap((place) => tender[place % tender.length] ?? [])]);
      const results = await check([bytes]);
      expect(results.map(({ line }) => line)).toEqual(all.flatMap(({ is }, at) => (is === 'blank' ? [] : [at + 1])));
      expect(await check(pieces, { pause: 5 })).toEqual(results);
    }),
    { numRuns: 4, endOnFailure: true },
  );
});

test(
  'two to four processes give together the results of one, apart from their lines',
  { timeout: 120_000 },
  async () => {
    const parts = fc.tuple(lines, fc.integer({ min: 2, max: 4 })).chain(([all, count]) => inParts(all, count));
    const withoutLine = ({ line: _line, ...rest }: Result): Omit<Result, 'line'> => rest;
    await fc.assert(
      fc.asyncProperty(parts, async (all) => {
        const results = await check([whole(all.flat())]);
        const joined = await Promise.all(all.map((part) => check([whole(part)])));
        expect(joined.flat().map(withoutLine)).toEqual(results.map(withoutLine));
      }),
      { numRuns: 4, endOnFailure: true },
    );
  },
);

test('a pack with its tables and rows turned round gives the same results', { timeout: 120_000 }, async () => {
  const rules = join(program.folder, 'turned');
  turnedPack(rules);
  const packs = new Set<string>();
  const withoutPacks = ({ packs: [pack], ...rest }: Result): Omit<Result, 'packs'> => {
    packs.add(pack!.hash);
    return rest;
  };
  await fc.assert(
    fc.asyncProperty(lines, async (all) => {
      const input = [whole(all)];
      const results = await check(input);
      const turned = await check(input, { options: ['--rules', rules] });
      expect(turned.map(withoutPacks)).toEqual(results.map(withoutPacks));
    }),
    { numRuns: 4, endOnFailure: true },
  );
  expect(packs.size).toBe(2);
});
