import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseBif, type Network } from '../../bench/questions/bif.ts';
import { drawCase, drawer, learn, rolesOf, type Roles } from '../../bench/questions/fault-network.ts';
import { measureNetwork } from '../../bench/questions/network-report.ts';
import { searcher } from '../../bench/questions/network-search.ts';
import { seeded } from '../../bench/questions/random.ts';

const COFFEE = join(import.meta.dirname, '../../fixtures/networks/coffee-machine.bif');
const network = parseBif(readFileSync(COFFEE, 'utf8'));
const roles = rolesOf(network);
const namesOf = (indexes: readonly number[]): string[] => indexes.map((index) => network.variables[index]!.name);

/** How likely each variable is in its second state under one fault: all combinations, weighed and added up. */
function exactRates({ variables }: Network, { faults }: Roles, fault: number): number[] {
  const rates = variables.map(() => 0);
  for (let states = 0; states < 2 ** variables.length; states++) {
    const state = (index: number): number => (states >> index) & 1;
    const weight = variables.reduce((product, { parents, table }, index) => {
      if (faults.includes(index)) return product * (state(index) === Number(index === fault) ? 1 : 0);
      const row = parents.reduce((sum, parent) => sum * 2 + state(parent), 0);
      return product * table[row]![state(index)]!;
    }, 1);
    if (weight > 0) variables.forEach((_, index) => (rates[index]! += weight * state(index)));
  }
  return rates;
}

describe('looking for the fault in a network', () => {
  test('takes roots for faults, and knows complaints without asking', () => {
    expect(namesOf(roles.faults)).toEqual(['Plug', 'Water', 'Beans', 'Grinder', 'Heater', 'Scale']);
    expect(namesOf(roles.complaints)).toEqual(['Problem1', 'Problem2']);
    expect(namesOf(roles.leaves)).toEqual(['Lamp', 'Noise', 'WaterLamp']);
    expect(namesOf(roles.findings)).toEqual(['Power', 'Powder', 'Hot', 'Lamp', 'Noise', 'WaterLamp']);
  });

  test('learns rates that agree with adding up all combinations', () => {
    const { priors, rates } = learn(network, roles, drawer(network, roles, seeded(1)), 6000);
    expect(priors.map((prior) => prior.toFixed(4))).toEqual([
      '0.0417',
      '0.2500',
      '0.1111',
      '0.0101',
      '0.0204',
      '0.0870',
    ]);
    for (const [place, fault] of roles.faults.entries()) {
      const exact = exactRates(network, roles, fault);
      // Four standard errors of 6,000 samples, and what is clipped.
      rates[place]!.forEach((rate, index) => expect(Math.abs(rate - exact[index]!)).toBeLessThan(0.026 + 0.005));
    }
  });

  test('draws only cases in which somebody complains, one fault each', () => {
    const random = seeded(2);
    const draw = drawer(network, roles, random);
    const learned = learn(network, roles, draw, 100);
    for (let round = 0; round < 500; round++) {
      const { fault, states } = drawCase(roles, learned, draw, random);
      expect(roles.complaints.some((complaint) => states[complaint] === 1)).toBe(true);
      expect(roles.faults.map((index) => states[index])).toEqual(
        roles.faults.map((_, place) => Number(place === fault)),
      );
    }
  });

  test('asks what tells most first, and nothing when a fault is sure', () => {
    const random = seeded(3);
    const draw = drawer(network, roles, random);
    const learned = learn(network, roles, draw, 6000);
    const search = searcher(roles, learned);
    const states = new Uint8Array(network.variables.length);
    const set = (name: string): void => {
      states[network.variables.findIndex((variable) => variable.name === name)] = 1;
    };
    ['Problem1', 'Water', 'WaterLamp'].forEach(set);
    const water = namesOf(roles.faults).indexOf('Water');
    expect(search({ fault: water, states }, roles.findings, 'greedy')).toEqual({ questions: 1, place: 1 });
    expect(search({ fault: water, states }, roles.findings, 'file')).toEqual({ questions: 3, place: 1 });
  });

  test('comes out better the more may be asked, with fewer questions than in the order of the file', () => {
    const results = measureNetwork(network, { samples: 3000, cases: 2000 }, 1995);
    const [prior, complaint, leaves, leavesInOrder, findings, findingsInOrder] = results;
    expect(results.map(({ policy }) => policy)).toEqual([
      'prior order only',
      'complaint only',
      '+ greedy, 5 leaves',
      '+ file order, 5 leaves',
      '+ greedy, 8 findings',
      '+ file order, 8 findings',
    ]);
    expect(complaint!.top1).toBeGreaterThan(prior!.top1);
    expect(leaves!.top1).toBeGreaterThan(complaint!.top1);
    expect(findings!.top1).toBeGreaterThan(leaves!.top1);
    expect(findings!.repairs).toBeLessThan(leaves!.repairs);
    expect(leaves!.questions).toBeLessThan(leavesInOrder!.questions);
    expect(findings!.questions).toBeLessThan(findingsInOrder!.questions);
  });

  test('gives the same figures with the same seed, and others with another', () => {
    const amount = { samples: 300, cases: 300 };
    const once = measureNetwork(network, amount, 7);
    expect(measureNetwork(network, amount, 7)).toEqual(once);
    expect(measureNetwork(network, amount, 8)).not.toEqual(once);
  });

  test('refuses a network without complaints, or with three states', () => {
    const variables = network.variables.filter(({ name }) => !name.startsWith('Problem'));
    expect(() => rolesOf({ variables })).toThrow('no variable that is called Problem');
    const [first, ...rest] = network.variables;
    expect(() => rolesOf({ variables: [{ ...first!, states: ['a', 'b', 'c'] }, ...rest] })).toThrow(
      'Plug has 3 states',
    );
  });
});
