import { BIT } from '../../src/match/posterior.ts';
import type { Network } from './bif.ts';
import { drawn, type Random } from './random.ts';

/** Roots of the Windows 95 printer network that say what is used, not what is broken. */
const CONFIGURATION = new Set(['NetPrint', 'PrtPScript', 'EPSGrphc', 'TrTypFnts', 'DSApplctn', 'PrntrAccptsTrtyp']);
/** What people complain of: known without a question. */
const COMPLAINT = /^Problem/;

/** The parts that variables play in looking for one fault, as indexes of variables in the order of the file. */
export interface Roles {
  /** Roots that can be broken, one at a time; their second state is the broken one. */
  readonly faults: readonly number[];
  /** Complaints: leaves, known without a question. */
  readonly complaints: readonly number[];
  /** What can be found out, complaints left out: the leaves, and all that are no roots. */
  readonly leaves: readonly number[];
  readonly findings: readonly number[];
}

/** Which part each variable plays. Throws for a network without faults or complaints, or with more than two states. */
export function rolesOf({ variables }: Network): Roles {
  const wide = variables.find((variable) => variable.states.length !== 2);
  if (wide !== undefined) throw new Error(`${wide.name} has ${wide.states.length} states; two are expected`);
  const parents = new Set(variables.flatMap((variable) => variable.parents));
  const where = (wanted: (name: string, index: number) => boolean): number[] =>
    variables.flatMap(({ name }, index) => (wanted(name, index) ? [index] : []));
  const isRoot = (index: number): boolean => variables[index]!.parents.length === 0;
  const roles = {
    faults: where((name, index) => isRoot(index) && !CONFIGURATION.has(name)),
    complaints: where((name) => COMPLAINT.test(name)),
    leaves: where((name, index) => !parents.has(index) && !COMPLAINT.test(name)),
    findings: where((name, index) => !isRoot(index) && !COMPLAINT.test(name)),
  };
  if (roles.faults.length === 0) throw new Error('the network has no root that could be broken');
  if (roles.complaints.length === 0) throw new Error('the network has no variable that is called Problem…');
  return roles;
}

/** What was learned from samples of each fault. */
export interface Learned {
  /** How likely each fault is beforehand: the odds of its root. */
  readonly priors: readonly number[];
  /** By fault and variable: how often the variable is in its second state, clipped. */
  readonly rates: readonly (readonly number[])[];
}

/** A sample: the state of each variable. */
export type Sample = Uint8Array;

/** Draws the network with one fault broken, and all others whole. */
export type Draw = (fault: number) => Sample;

/** Rates nearer to 0 or 1 than this would let one odd answer decide. */
const CLIP = 0.005;

export function drawer({ variables }: Network, roles: Roles, random: Random): Draw {
  const isFault = new Set(roles.faults);
  const order = parentsFirst(variables);
  return (fault) => {
    const states = new Uint8Array(variables.length);
    for (const index of order) {
      const { parents, table } = variables[index]!;
      if (isFault.has(index)) states[index] = index === fault ? 1 : 0;
      else {
        const row = parents.reduce((sum, parent) => sum * 2 + states[parent]!, 0);
        states[index] = random() < table[row]![0]! ? 0 : 1;
      }
    }
    return states;
  };
}

function parentsFirst(variables: Network['variables']): number[] {
  const order: number[] = [];
  const placed = new Set<number>();
  const open = new Set<number>();
  const place = (index: number): void => {
    if (placed.has(index)) return;
    if (open.has(index)) throw new Error(`${variables[index]!.name} is among its own ancestors`);
    open.add(index);
    variables[index]!.parents.forEach(place);
    placed.add(index);
    order.push(index);
  };
  variables.forEach((_, index) => place(index));
  return order;
}

/** Rates from `samples` draws of each fault; the first state of a complaint is that there is none. */
export function learn(network: Network, roles: Roles, draw: Draw, samples: number): Learned {
  const { variables } = network;
  const priors = roles.faults.map((fault) => {
    const [whole, broken] = variables[fault]!.table[0]!;
    return broken! / whole!;
  });
  const rates = roles.faults.map((fault) => {
    const counts = variables.map(() => 0);
    for (let round = 0; round < samples; round++) draw(fault).forEach((state, index) => (counts[index]! += state));
    return counts.map((count) => Math.min(1 - CLIP, Math.max(CLIP, count / samples)));
  });
  return { priors, rates };
}

/** A case: which fault (an index into the faults), and what would be found. Only cases in which somebody complains. */
export interface NetworkCase {
  readonly fault: number;
  readonly states: Sample;
}

/** Draws a case: the fault by its odds, drawn anew until somebody complains. */
export function drawCase(roles: Roles, { priors }: Learned, draw: Draw, random: Random): NetworkCase {
  for (;;) {
    const fault = drawn(priors, random);
    const states = draw(roles.faults[fault]!);
    if (roles.complaints.some((complaint) => states[complaint] === 1)) return { fault, states };
  }
}

/** A probability as evidence, in thousandths of a bit. */
export function bitsOf(probability: number): number {
  return Math.round(Math.log2(probability) * BIT);
}
