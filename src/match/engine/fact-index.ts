import type { FactValue } from '../../facts/fact.ts';
import type { PatternTest } from '../../rules/operators.ts';
import { comparerOf, comparisonList } from './comparisons.ts';
import type { Formula, SignedLeaf } from './formula.ts';
import { include } from './row-set.ts';
import { combine, comparisonsOf, holds, keyOf, type Term } from './term.ts';

/** What one value of a fact says of all rows. */
export interface ValueBits {
  /** A set of bits in the layout of the engine. */
  readonly bits: Int32Array;
  /** Rows with a comparison that cannot be made with this value, if there are any. */
  readonly failed: readonly number[] | undefined;
}

/** Collects what depends on one fact. */
export interface FactBuilder {
  /** When a formula is *yes* (or *no*) by this fact alone, whatever is known beside it. */
  term(formula: Formula, wanted: 'yes' | 'no'): Term;
  /** Sets this bit for each value with which the term holds. */
  bit(term: Term, position: number): void;
  /** A row has this leaf: it fails with a value with which the comparison cannot be made. */
  leaf(leaf: SignedLeaf, row: number): void;
  /** Ready to be looked up; `words` is the length of the layout. */
  build(words: number, patterns: ReadonlyMap<string, PatternTest>, room: Room): FactIndex;
}

/** What the values of one fact say of all rows: looked up where it is known, made where it is not. */
export interface FactIndex {
  /** Holds until the next call for this fact. */
  bitsOf(value: FactValue): ValueBits;
  forget(): void;
}

/** Room for what is kept, shared by all facts of an engine. */
export interface Room {
  /** Takes so many bytes; when there are not so many left, all facts forget first. */
  take(bytes: number): void;
}

/** What to know of a leaf on a fact that nobody knows: `known` alone can tell. */
function unknownLeaf({ operator, operands, negated }: SignedLeaf, wanted: 'yes' | 'no'): boolean {
  return operator === 'known' && ((operands[0] === false) !== negated) === (wanted === 'yes');
}

/** When a formula is *yes* (or *no*) while `leafTerm` tells it of its leaves. */
function termOf(formula: Formula, wanted: 'yes' | 'no', leafTerm: (leaf: SignedLeaf) => Term): Term {
  if (formula.kind === 'leaf') return leafTerm(formula);
  const every = (formula.kind === 'all') === (wanted === 'yes');
  return combine(
    every,
    formula.of.map((part) => termOf(part, wanted, leafTerm)),
  );
}

/** Whether a formula is *yes* (or *no*) while nothing is known. */
export function holdsUnknown(formula: Formula, wanted: 'yes' | 'no'): boolean {
  return termOf(formula, wanted, (leaf) => unknownLeaf(leaf, wanted)) === true;
}

/** Texts that are remembered by fact, and the longest of them: longer ones hardly come twice. */
const MOST_TEXTS = 1024;
const LONGEST_TEXT = 256;

/** Nothing collected yet for this fact. */
export function factBuilder(fact: string): FactBuilder {
  const list = comparisonList();
  const placed = new Map<string, { readonly term: Term; readonly positions: number[] }>();
  const rowsOf = new Map<number, Set<number>>();
  const leafTerm = (leaf: SignedLeaf, wanted: 'yes' | 'no'): Term => {
    if (leaf.fact !== fact) return false;
    if (leaf.operator === 'known') return ((leaf.operands[0] === true) !== leaf.negated) === (wanted === 'yes');
    return 2 * list.numberOf(leaf) + (leaf.negated === (wanted === 'yes') ? 1 : 0);
  };
  return {
    term: (formula, wanted) => termOf(formula, wanted, (leaf) => leafTerm(leaf, wanted)),
    bit(term, position) {
      if (term === false) return;
      const key = keyOf(term);
      const known = placed.get(key);
      if (known === undefined) placed.set(key, { term, positions: [position] });
      else known.positions.push(position);
    },
    leaf(leaf, row) {
      if (leaf.operator === 'known') return;
      const comparison = list.numberOf(leaf);
      rowsOf.set(comparison, (rowsOf.get(comparison) ?? new Set()).add(row));
    },
    build: (words, patterns, room) =>
      factIndex(
        [...placed.values()].map(({ term, positions }) => ({ term, positions: Int32Array.from(positions) })),
        comparerOf(list.all, patterns),
        (comparison) => [...(rowsOf.get(comparison) ?? [])],
        words,
        room,
      ),
  };
}

interface PlacedTerm {
  readonly term: Term;
  readonly positions: Int32Array;
}

function factIndex(
  terms: readonly PlacedTerm[],
  comparer: ReturnType<typeof comparerOf>,
  rowsOf: (comparison: number) => number[],
  words: number,
  room: Room,
): FactIndex {
  const { usual, isOpen } = comparer;
  const usualBits = new Int32Array(words);
  const isUsual = Uint8Array.from(terms, ({ term }) => (holds(term, usual) ? 1 : 0));
  const using = Array.from(usual, (): number[] => []);
  for (const [nth, { term, positions }] of terms.entries()) {
    if (isUsual[nth] === 1) for (const position of positions) include(usualBits, position);
    for (const comparison of comparisonsOf(term)) using[comparison]!.push(nth);
  }
  const kept = new Map<FactValue | undefined, ValueBits | null>();
  const truths = usual.slice();
  const scratch = new Int32Array(words);
  /** By term, the value at which it was looked at last. */
  const seen = new Float64Array(terms.length);
  let turn = 0;
  /** Comparisons that come out otherwise than usual; each is found at most once. */
  const changed = new Int32Array(usual.length);
  let changes = 0;
  let failing: number[] | undefined;
  const found = (comparison: number): void => {
    truths[comparison]! ^= 1;
    changed[changes++] = comparison;
  };
  const failed = (comparison: number): void => {
    (failing ??= []).push(comparison);
  };
  /** Starts from what is usual, and turns over what is not. */
  const make = (value: FactValue, into: Int32Array): ValueBits => {
    for (let at = 0; at < words; at++) into[at] = usualBits[at]!;
    turn++;
    changes = 0;
    failing = undefined;
    comparer.unusual(value, found, failed);
    for (let at = 0; at < changes; at++) {
      const users = using[changed[at]!]!;
      for (let user = 0; user < users.length; user++) {
        const nth = users[user]!;
        if (seen[nth] === turn) continue;
        seen[nth] = turn;
        const { term, positions } = terms[nth]!;
        if (holds(term, truths) === (isUsual[nth] === 1)) continue;
        for (let place = 0; place < positions.length; place++) {
          const position = positions[place]!;
          into[position >>> 5]! ^= 1 << (position & 31);
        }
      }
    }
    for (let at = 0; at < changes; at++) truths[changed[at]!]! ^= 1;
    return { bits: into, failed: failing === undefined ? undefined : [...new Set(rowsOfAll(failing))] };
  };
  const rowsOfAll = (comparisons: readonly number[]): number[] => comparisons.flatMap(rowsOf);
  const keep = (key: FactValue | undefined, value: FactValue): ValueBits => {
    room.take(words * 4);
    const made = make(value, new Int32Array(words));
    kept.set(key, made);
    return made;
  };
  const openBits = (value: FactValue): ValueBits => {
    if (typeof value === 'string' && value.length > LONGEST_TEXT) return make(value, scratch);
    const known = kept.get(value);
    if (known !== undefined && known !== null) return known;
    // What comes a second time may come again; what comes once is not worth its room.
    if (known === null) return keep(value, value);
    if (kept.size >= MOST_TEXTS) kept.clear();
    kept.set(value, null);
    return make(value, scratch);
  };
  return {
    bitsOf(value) {
      if (isOpen) return openBits(value);
      // What is named stands under its own name; numbers and other texts have a key for many.
      const named = typeof value === 'number' ? undefined : kept.get(value);
      if (named !== undefined && named !== null) return named;
      const key = comparer.keyOf(value);
      return kept.get(key) ?? keep(key, value);
    },
    forget: () => kept.clear(),
  };
}
