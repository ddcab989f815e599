import { informationOf } from '../../src/diagnose/information.ts';
import { BIT, weightsOf } from '../../src/match/posterior.ts';
import { bitsOf, type Learned, type NetworkCase, type Roles } from './fault-network.ts';

/** How findings are chosen: by what they tell, or as they stand in the file. */
export type Order = 'greedy' | 'file';

/** How one case went. */
export interface Found {
  readonly questions: number;
  /** Place of the true fault in the ranking, from 1: so many repairs are tried. */
  readonly place: number;
}

const SURE = 0.95;
/** A hundredth of a bit. */
const LEAST = BIT / 100;
/** Parts into which a probability is cut for {@link informationOf}. */
const PARTS = 10_000;

/**
 * Looks for the fault of a case: complaints are known, then findings are asked for until one fault is sure or nothing
 * more is to be learned. The same answers lead to the same question, which is worked out once.
 */
export function searcher(
  roles: Roles,
  learned: Learned,
): (found: NetworkCase, open: readonly number[], order: Order) => Found {
  const faults = roles.faults.map((_, index) => index);
  const priors = learned.priors.map(bitsOf);
  const said = learned.rates.map((rates) => rates.map((rate) => [bitsOf(1 - rate), bitsOf(rate)] as const));
  const parts = learned.rates.map((rates) => rates.map((rate) => Math.round(rate * PARTS)));
  const chosen = new Map<string, number | undefined>();

  const choose = (scores: readonly number[], open: readonly number[]): number | undefined => {
    const weights = weightsOf(scores);
    let best: number | undefined;
    let most = LEAST - 1;
    for (const finding of open) {
      const told = informationOf(
        weights,
        faults.map((fault) => [PARTS - parts[fault]![finding]!, parts[fault]![finding]!]),
      );
      if (told > most) [best, most] = [finding, told];
    }
    return best;
  };

  return ({ fault, states }, findings, order) => {
    let scores = priors;
    const hear = (finding: number): void => {
      scores = scores.map((score, index) => score + said[index]![finding]![states[finding] as 0 | 1]);
    };
    roles.complaints.forEach(hear);
    let open = findings;
    let key = `${findings.length}${roles.complaints.map((complaint) => states[complaint]).join('')}`;
    let questions = 0;
    while (open.length > 0 && !isSure(scores)) {
      if (order === 'greedy' && !chosen.has(key)) chosen.set(key, choose(scores, open));
      const finding = order === 'file' ? open[0] : chosen.get(key);
      if (finding === undefined) break;
      hear(finding);
      questions++;
      open = open.filter((other) => other !== finding);
      key += ` ${finding}${states[finding]}`;
    }
    return { questions, place: placeOf(fault, scores) };
  };
}

function isSure(scores: readonly number[]): boolean {
  const weights = weightsOf(scores);
  return Math.max(...weights) >= SURE * weights.reduce((sum, weight) => sum + weight, 0);
}

/** From 1; among equals, the one that stands first in the file is tried first. */
export function placeOf(fault: number, scores: readonly number[]): number {
  return scores.filter((score, index) => score > scores[fault]! || (score === scores[fault]! && index <= fault)).length;
}
