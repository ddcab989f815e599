import type { Rules } from '../../rules/pack.ts';
import { SHOWN_FOR } from '../fact-evidence.ts';
import { weightsOf } from '../posterior.ts';
import { IN_AREA, noneScore, priorOf } from '../rank.ts';
import type { WordEvidence } from '../word-evidence.ts';
import type { FactEvidenceOfAll } from './engine.ts';
import { allOf, countOf, include, includes, sizeOf, type RowSet } from './row-set.ts';

/** The ranking of `rankSymptoms`, of which no more is worked out than is asked for; rows by their place in the pack. */
export interface Weighing {
  /** Rows that nothing excludes. */
  readonly candidates: RowSet;
  /** In thousandths of a bit: what the ranking goes by. */
  scoreOf(place: number): number;
  /** Of a candidate: 0 … 1. */
  probabilityOf(place: number): number;
}

/** Weighs rows by what their facts and words say; the facts are those of an incident, not of a person. */
export interface RowScale {
  /** The weighing is the scale's own, and holds until it weighs again. */
  weigh(evidence: FactEvidenceOfAll, words: WordEvidence | null, area: string | undefined): Weighing;
  /** Rows that the words alone make at least so probable. */
  sureByWords(words: WordEvidence, probability: number): readonly number[];
}

/** Makes the rows of these rules ready to be weighed. */
export function rowScale({ symptoms }: Pick<Rules, 'symptoms'>): RowScale {
  const every = allOf(symptoms.length);
  const priors = symptoms.map(priorOf);
  const alike = groupsOf(priors);
  const areas = groupsOf(symptoms.map((row) => row.area));
  const none = new Int32Array(every.length);
  const candidates = new Int32Array(every.length);
  let facts: FactEvidenceOfAll | undefined;
  let said: WordEvidence | null = null;
  let inArea: RowSet = none;
  let spread: Spread | undefined;
  /** Of "none of these", then of each row; the same array for each text. */
  const scores = [0, ...priors];

  const scoreOf = (place: number): number =>
    priors[place]! +
    (includes(inArea, place) ? IN_AREA : 0) +
    (said?.bits[place] ?? 0) +
    SHOWN_FOR * facts!.favouredBy(place);

  /** How many candidates have each score without words, with no look at those that no fact speaks for. */
  const tally = (favoured: RowSet): Map<number, number> => {
    const counts = new Map<number, number>();
    const add = (score: number, count: number): void => {
      if (count > 0) counts.set(score, (counts.get(score) ?? 0) + count);
    };
    for (const [prior, rows] of alike) {
      let within = 0;
      let others = 0;
      for (let at = 0; at < every.length; at++) {
        const plain = candidates[at]! & ~favoured[at]! & rows[at]!;
        within += countOf(plain & inArea[at]!);
        others += countOf(plain & ~inArea[at]!);
      }
      add(prior, others);
      add(prior + IN_AREA, within);
    }
    for (let at = 0; at < every.length; at++)
      for (let left = candidates[at]! & favoured[at]!; left !== 0; left &= left - 1)
        add(scoreOf(at * 32 + 31 - Math.clz32(left & -left)), 1);
    return counts;
  };

  /** The weights of all candidates. */
  const weighAll = (): Spread => {
    facts!.countAll();
    if (said === null) {
      const counts = [...tally(facts!.favoured)];
      const weights = weightsOf([noneScore(sizeOf(candidates), null), ...counts.map(([score]) => score)]);
      const total = counts.reduce((sum, [, count], at) => sum + count * weights[at + 1]!, weights[0]!);
      const shares = new Map(counts.map(([score], at) => [score, weights[at + 1]! / total]));
      if (total <= EXACT) return (place) => shares.get(scoreOf(place))!;
    }
    scores[0] = noneScore(sizeOf(candidates), said);
    for (let place = 0; place < symptoms.length; place++)
      scores[place + 1] = includes(candidates, place) ? scoreOf(place) : -Infinity;
    return sharesOf(scores);
  };

  const weighing: Weighing = {
    candidates,
    scoreOf,
    probabilityOf: (place) => (spread ??= weighAll())(place),
  };
  return {
    weigh(evidence, words, area) {
      facts = evidence;
      said = words;
      inArea = (area === undefined ? undefined : areas.get(area)) ?? none;
      spread = undefined;
      for (let at = 0; at < every.length; at++) candidates[at] = every[at]! & ~evidence.excluded[at]!;
      return weighing;
    },
    sureByWords(words, probability) {
      scores[0] = noneScore(symptoms.length, words);
      for (let place = 0; place < symptoms.length; place++) scores[place + 1] = priors[place]! + words.bits[place]!;
      const shareOf = sharesOf(scores);
      const sure: number[] = [];
      for (let place = 0; place < symptoms.length; place++)
        if (words.bits[place]! > 0 && shareOf(place) >= probability) sure.push(place);
      return sure;
    },
  };
}

/** The share of a row in the weight of all. */
type Spread = (place: number) => number;

/** Sums of weights are exact below this, in whatever order they are added up. */
const EXACT = Number.MAX_SAFE_INTEGER;

/** Added up row by row, as the ranking does; the first score is that of "none of these". */
function sharesOf(scores: readonly number[]): Spread {
  const weights = weightsOf(scores);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return (place) => weights[place + 1]! / total;
}

/** The places at which each value stands. */
function groupsOf<T>(values: readonly T[]): ReadonlyMap<T, RowSet> {
  const groups = new Map<T, RowSet>();
  for (const [place, value] of values.entries()) {
    const group = groups.get(value) ?? allOf(values.length).fill(0);
    include(group, place);
    groups.set(value, group);
  }
  return groups;
}
