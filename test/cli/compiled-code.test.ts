import { readdirSync, readFileSync } from 'node:fs';
import Module from 'node:module';
import { dirname, join } from 'node:path';
import { Script } from 'node:vm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { installProgram, type BuiltProgram } from '../support/built-program.ts';

let program: BuiltProgram;
beforeAll(() => {
  program = installProgram();
});
afterAll(() => program?.remove());

test('V8 takes the compiled code that the build has made', () => {
  const dist = join(dirname(dirname(program.bin)), 'dist');
  const compiled = readdirSync(dist).filter((name) => name.endsWith('.code'));
  expect(compiled).toContain('verbs.cjs.code');
  for (const name of compiled) {
    const source = readFileSync(join(dist, name.replace(/\.code$/, '')), 'utf8');
    const script = new Script(Module.wrap(source), { cachedData: readFileSync(join(dist, name)) });
    expect([name, script.cachedDataRejected]).toEqual([name, false]);
  }
});
