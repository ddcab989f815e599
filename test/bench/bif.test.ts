import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { parseBif } from '../../bench/questions/bif.ts';
import { readNetwork } from '../../bench/questions/main.ts';
import { temporaryFolder } from '../support/disk.ts';

const COFFEE = join(import.meta.dirname, '../../fixtures/networks/coffee-machine.bif');
const text = readFileSync(COFFEE, 'utf8');

describe('a network in BIF', () => {
  test('is read with its states, parents and probabilities, comments and properties left out', () => {
    const { variables } = parseBif(text);
    expect(variables).toHaveLength(14);
    const powder = variables.find(({ name }) => name === 'Powder')!;
    expect(powder.states).toEqual(['ground', 'none']);
    expect(powder.parents.map((parent) => variables[parent]!.name)).toEqual(['Beans', 'Grinder', 'Power']);
    // The first parent counts slowest: full, jammed, on is the third of eight.
    expect(powder.table[0b010]).toEqual([0.05, 0.95]);
    expect(powder.table[0b100]).toEqual([0.1, 0.9]);
    expect(variables[0]).toMatchObject({ name: 'Plug', parents: [], table: [[0.96, 0.04]] });
  });

  test('is read from a file, packed by gzip or not', () => {
    const packed = join(temporaryFolder(), 'coffee.bif.gz');
    writeFileSync(packed, gzipSync(text));
    expect(readNetwork(packed)).toBe(text);
    expect(readNetwork(COFFEE)).toBe(text);
  });

  test.each([
    ['a word that begins nothing', 'newtork x {}', 'line 1: network, variable or probability is expected, not newtork'],
    ['a variable that stands twice', variable('A') + variable('A'), 'line 2: the variable A stands here twice'],
    ['states that are not as many as it says', variable('A').replace('2', '3'), 'line 1: A has 2 states, and says 3'],
    ['an unknown parent', `${variable('A')}probability ( A | B ) {}`, 'line 2: there is no variable B above'],
    ['an unknown state', `${pair()}  (maybe) 1, 0;\n}`, 'line 4: A has no state maybe'],
    ['probabilities that do not add up', `${pair()}  (yes) 0.5, 0.4;\n}`, 'line 4: 2 probabilities that add up to 1'],
    ['a probability that is none', `${pair()}  (yes) 2, -1;\n}`, 'line 4: 2 probabilities that add up to 1'],
    ['a line that is missing', `${pair()}  (yes) 1, 0;\n}`, 'line 5: B lacks a line of probabilities'],
    ['a variable without probabilities', variable('A'), 'the variable A has no probabilities'],
    ['a file that is cut off', `${pair()}  (yes) 1,`, 'line 4: the file ends too early'],
  ])('with %s is refused, with the line', (_what, bif, message) => {
    expect(() => parseBif(bif)).toThrow(message);
  });
});

function variable(name: string): string {
  return `variable ${name} { type discrete [ 2 ] { yes, no }; }\n`;
}

function pair(): string {
  return `${variable('A')}${variable('B')}probability ( B | A ) {\n`;
}
