import type { Facts, KnownFact } from '../../facts/fact.ts';
import { evaluate, type Context } from '../../rules/evaluate.ts';
import type { Rules } from '../../rules/pack.ts';
import { compileIndex, type Index } from './compile-index.ts';
import type { ValueBits } from './fact-index.ts';
import { allOf, include, sizeOf, type RowSet } from './row-set.ts';

/** Rules made ready to be held against facts, all at once. */
export interface Engine {
  /** What became of every row. The sets are the engine's own, and hold until it decides again. */
  decide(facts: Facts): Decisions;
}

/** What became of every row: each is in exactly one of `yes`, `no`, `unknown` and `failed`. */
export interface Decisions {
  readonly yes: RowSet;
  readonly no: RowSet;
  readonly unknown: RowSet;
  /** Rows whose condition could not be evaluated. */
  readonly failed: RowSet;
  readonly counts: { readonly yes: number; readonly no: number; readonly unknown: number; readonly failed: number };
  /** Rows with a leaf on a known fact that speaks for them, and rows with one that speaks against them; not of those that failed. */
  readonly holding: RowSet;
  readonly failing: RowSet;
  /** What each known fact by itself says of the rows, as the ranking wants it. Worked out when it is asked for. */
  evidence(): FactEvidenceOfAll;
}

/** What the known facts, each by itself, say of all rows. */
export interface FactEvidenceOfAll {
  /** Rows that some known fact excludes. */
  readonly excluded: RowSet;
  /** Rows that some known fact speaks for; once all are counted. */
  readonly favoured: RowSet;
  /** How many known facts speak for a row. */
  favouredBy(place: number): number;
  /** Counts for all rows at once, which is worth it before many are asked for. */
  countAll(): void;
}

/**
 * Makes rules ready to be held against facts. Each value of a fact has a set of bits with what it says of every row, made
 * when it is first seen, so that deciding joins one set for each fact that is known. Nothing is generated and run.
 * The verdicts are those of {@link evaluate}, which stays the measure of them.
 */
export function compileEngine({ symptoms }: Pick<Rules, 'symptoms'>, context: Context): Engine {
  const conditions = symptoms.map((row) => row.when);
  const index = compileIndex(conditions, context);
  const { facts: numbers, values, unknown, rowWords: rows, clauseWords, rowOf, broken, apart } = index;
  const everyRow = allOf(conditions.length);
  const everyClause = allOf(rowOf.length);
  const from = 2 * rows;
  const valueEnd = 3 * rows + clauseWords;
  const all = new Int32Array(valueEnd + rows + clauseWords);
  const sets = {
    holding: all.subarray(0, rows),
    failing: all.subarray(rows, 2 * rows),
    no: all.subarray(2 * rows, 3 * rows),
  };
  const yes = new Int32Array(rows);
  const open = new Int32Array(rows);
  const failed = new Int32Array(rows);
  const counts = { yes: 0, no: 0, unknown: 0, failed: 0 };
  const isBroken = sizeOf(broken) > 0;
  /** The known facts that rows name, and what their values say; what lies beyond `size` is of earlier ones. */
  const known = new Int32Array(numbers.size);
  const said: ValueBits[] = [];
  let size = 0;
  const weigh = evidenceOf(index, said);
  const { holding, failing, no } = sets;

  const lookAt = ({ value }: KnownFact, id: string): void => {
    const fact = numbers.get(id);
    if (fact === undefined) return;
    known[size] = fact;
    said[size++] = values[fact]!.bitsOf(value);
  };

  const look = (facts: Facts): void => {
    size = 0;
    // Going through the entries would make a pair of each.
    facts.forEach(lookAt);
  };

  /** Clauses of several facts speak for their rows. */
  const joinClauses = (): void => {
    const openClauses = valueEnd + rows;
    for (let at = 0; at < clauseWords; at++) {
      for (let left = ~all[3 * rows + at]! & everyClause[at]!; left !== 0; left &= left - 1) {
        const bit = left & -left;
        const row = rowOf[at * 32 + 31 - Math.clz32(bit)]!;
        if ((all[openClauses + at]! & bit) === 0) include(no, row);
        else all[valueEnd + (row >>> 5)]! |= 1 << (row & 31);
      }
    }
  };

  const settle = (facts: Facts, place: number): void => {
    const bit = 1 << (place & 31);
    const at = place >>> 5;
    const truth = truthOf(facts, place);
    no[at] = truth === 'no' ? no[at]! | bit : no[at]! & ~bit;
    yes[at] = truth === 'yes' ? yes[at]! | bit : yes[at]! & ~bit;
    open[at] = truth === 'unknown' ? open[at]! | bit : open[at]! & ~bit;
  };

  const truthOf = (facts: Facts, place: number): string => {
    try {
      return evaluate(conditions[place]!, facts, context).truth;
    } catch {
      return 'failed';
    }
  };

  /** Takes the rows that failed out of all other sets. */
  const takeFailed = (): void => {
    failed.set(broken);
    for (let nth = 0; nth < size; nth++) for (const place of said[nth]!.failed ?? []) include(failed, place);
    for (let at = 0; at < rows; at++) for (const set of [yes, no, open, holding, failing]) set[at]! &= ~failed[at]!;
  };

  const evidence = (): FactEvidenceOfAll => weigh(size);
  const decisions: Decisions = { yes, no, unknown: open, failed, counts, holding, failing, evidence };
  return {
    decide(facts) {
      look(facts);
      const missing = unknown(known, size);
      for (let at = 0; at < from; at++) all[at] = 0;
      for (let at = from; at < all.length; at++) all[at] = missing[at - from]!;
      let isAnyFailed = isBroken;
      for (let nth = 0; nth < size; nth++) {
        const { bits, failed: places } = said[nth]!;
        for (let at = 0; at < valueEnd; at++) all[at]! |= bits[at]!;
        if (places !== undefined) isAnyFailed = true;
      }
      joinClauses();
      for (let at = 0; at < rows; at++) {
        const isNo = no[at]!;
        const isOpen = all[valueEnd + at]!;
        yes[at] = ~(isNo | isOpen) & everyRow[at]!;
        open[at] = isOpen & ~isNo;
      }
      for (const place of apart) settle(facts, place);
      if (isAnyFailed) takeFailed();
      else for (let at = 0; at < rows; at++) failed[at] = 0;
      counts.failed = isAnyFailed ? sizeOf(failed) : 0;
      counts.yes = sizeOf(yes);
      counts.unknown = sizeOf(open);
      counts.no = conditions.length - counts.yes - counts.unknown - counts.failed;
      return decisions;
    },
  };
}

/** Joins what the values say that were looked up last. */
function evidenceOf(
  { rowWords, clauseWords, mostFacts }: Index,
  said: readonly ValueBits[],
): (size: number) => FactEvidenceOfAll {
  const from = 3 * rowWords + clauseWords;
  const excluded = new Int32Array(rowWords);
  const favoured = new Int32Array(rowWords);
  /** How many facts speak for each row, in binary: a set of rows for each binary place. */
  const places = Array.from({ length: 32 - Math.clz32(mostFacts) }, () => new Int32Array(rowWords));
  let known = 0;
  let isCounted = false;
  const count = (): void => {
    isCounted = true;
    favoured.fill(0);
    for (let power = 0; power < places.length; power++) for (let at = 0; at < rowWords; at++) places[power]![at] = 0;
    for (let nth = 0; nth < known; nth++) {
      const { bits } = said[nth]!;
      for (let at = 0; at < rowWords; at++) {
        let carry = bits[from + rowWords + at]!;
        favoured[at]! |= carry;
        for (let power = 0; carry !== 0; power++) {
          const before = places[power]![at]!;
          places[power]![at] = before ^ carry;
          carry &= before;
        }
      }
    }
  };
  const evidence: FactEvidenceOfAll = {
    excluded,
    favoured,
    countAll() {
      if (!isCounted) count();
    },
    favouredBy(place) {
      let sum = 0;
      if (!isCounted) {
        const word = from + rowWords + (place >>> 5);
        for (let nth = 0; nth < known; nth++) sum += (said[nth]!.bits[word]! >>> (place & 31)) & 1;
        return sum;
      }
      for (let power = 0; power < places.length; power++)
        sum += ((places[power]![place >>> 5]! >>> (place & 31)) & 1) << power;
      return sum;
    },
  };
  return (size) => {
    known = size;
    isCounted = false;
    for (let at = 0; at < rowWords; at++) {
      let against = 0;
      for (let nth = 0; nth < size; nth++) against |= said[nth]!.bits[from + at]!;
      excluded[at] = against;
    }
    for (let nth = 0; nth < size; nth++) for (const place of said[nth]!.failed ?? NONE) include(excluded, place);
    return evidence;
  };
}

const NONE: readonly number[] = [];
