import type { Catalogue } from '../facts/fact.ts';
import type { Candidate, Ranking } from '../match/rank.ts';
import type { WordReason } from '../match/word-evidence.ts';
import type { PackIdentity } from '../rules/pack.ts';
import { formatReason } from './reason-words.ts';
import type { RecordProblem, RecordProblemCode } from './result.ts';

/** Something wrong with a record of a batch: as in a result, with the line it stands on. */
export interface MatchProblem extends Omit<RecordProblem, 'code'> {
  readonly code: RecordProblemCode | 'no-text';
  /** From 1. */
  readonly line: number;
}

/** One row that may be meant. */
export interface MatchCandidate {
  readonly id: string;
  /** The sentence of the row. */
  readonly symptom: string;
  readonly area: string;
  /** 0 … 1, rounded to four places. */
  readonly probability: number;
  /** What speaks for it, the strongest first: words as typed, screen texts that they quote, facts. */
  readonly because: readonly string[];
}

/** Which rows a text means (`deskmedic/match/v1`). */
export interface Match {
  readonly schema: 'deskmedic/match/v1';
  readonly text: string;
  /** No row is likely enough to be named: the candidates are only the nearest. */
  readonly abstained: boolean;
  /** Most probable first, then by id; at most as many as were asked for. */
  readonly candidates: readonly MatchCandidate[];
  /** Probability that no row fits, 0 … 1, rounded to four places. */
  readonly none: number;
  readonly packs: readonly PackIdentity[];
  /** The record's own id; of a batch alone, as are the following. */
  readonly id?: string;
  /** From 1: the line that the record stands on. */
  readonly line?: number;
  /** What is wrong with the record; only when something is. */
  readonly problems?: readonly MatchProblem[];
}

/** How much of a ranking is shown, and in whose words. */
export interface MatchView {
  readonly packs: readonly PackIdentity[];
  readonly catalogue: Catalogue;
  /** How many candidates at most. */
  readonly limit: number;
}

/** What a record comes to that cannot be ranked by. */
export const NO_MATCH = { schema: 'deskmedic/match/v1', text: '', abstained: true, candidates: [], none: 1 } as const;

/** A ranking as it is printed. Pure. */
export function describeMatch(text: string, ranking: Ranking, { packs, catalogue, limit }: MatchView): Match {
  return {
    schema: 'deskmedic/match/v1',
    text,
    abstained: ranking.abstained,
    candidates: ranking.candidates.slice(0, limit).map((candidate) => ({
      id: candidate.symptom.id,
      symptom: candidate.symptom.symptom,
      area: candidate.symptom.area,
      probability: toFourPlaces(candidate.probability),
      because: reasonsOf(candidate, catalogue),
    })),
    none: toFourPlaces(ranking.none),
    packs,
  };
}

function toFourPlaces(probability: number): number {
  return Math.round(probability * 10_000) / 10_000;
}

function reasonsOf(candidate: Candidate, catalogue: Catalogue): string[] {
  const words = candidate.words().map((word) => ({ bits: word.bits, says: wordsOf(word) }));
  const facts = candidate.facts
    .filter(({ bits }) => bits > 0)
    .flatMap(({ bits, reasons }) => reasons.map((reason) => ({ bits, says: formatReason(reason, catalogue) })));
  const strongestFirst = [...words, ...facts].sort((a, b) => b.bits - a.bits);
  return [...new Set(strongestFirst.map(({ says }) => says))];
}

/** Characters of a word or expression that are shown: nobody types a longer one. */
const MAX_SHOWN = 80;

function wordsOf({ text, isScreenText }: WordReason): string {
  if (isScreenText) return `the text quotes "${text}"`;
  return `"${text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN - 1)}…` : text}"`;
}
