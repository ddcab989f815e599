import type { Catalogue, Facts, FactValue, KnownFact } from '../facts/fact.ts';
import { comparerOf, comparisonList, type Comparer, type ComparisonList } from '../match/engine/comparisons.ts';
import { formulaOf, signedLeavesOf, type SignedLeaf } from '../match/engine/formula.ts';
import { leafEvidence } from '../match/leaf-evidence.ts';
import { decideOutcome, type Decision } from '../match/outcome.ts';
import { formatValue, heldAgainst } from '../report/reason-words.ts';
import { evaluate, factsOf, type Context } from '../rules/evaluate.ts';
import type { Rules, Symptom } from '../rules/pack.ts';
import type { Reason } from '../rules/verdict.ts';

/** How a row that is listed stands to a record: its facts make it *yes*, the words alone make it sure, or it may be. */
const STANDINGS = ['yes', 'by-text', 'possible'] as const;
export type Standing = (typeof STANDINGS)[number];

/** What follows for a row from how it stands and which of its comparisons hold; nothing else of the record. */
export interface RowView {
  readonly symptom: Symptom;
  readonly standing: Standing;
  /** Whether every fact that its `when` names is known. */
  readonly isWhole: boolean;
  /** What it comes to; none for a row that is only possible. */
  readonly decision: Decision | undefined;
  /** The facts that it lacks. */
  readonly missing: readonly string[];
  /** What it rests on, in words, with the values of the record at hand. */
  because(): string[];
}

/** The rows of a checker, to be viewed record by record. */
export interface RowViews {
  /** Begins with a record. */
  begin(facts: Facts): void;
  /** How a row looks in this record; views of earlier ones with alike values are used again. */
  viewOf(place: number, standing: Standing): RowView;
}

/** What is kept: views, texts of reasons, and of each fact what its values come to. */
const MOST_VIEWS = 4096;
const MOST_TEXTS = 4096;
const MOST_VALUES = 512;
/** The most leaves that have room in a number: 3^33 < 2^53. */
const MOST_LEAVES = 33;

/** A text that is so long that it hardly comes twice. */
function isLong(value: FactValue | undefined): boolean {
  return typeof value === 'string' && value.length > 256;
}

/** A reason, but for the value of its fact. */
type WordedReason = (values: readonly (FactValue | undefined)[]) => string;

/** Makes the rows of these rules ready to be viewed. */
export function rowViews({ symptoms }: Rules, context: Context, catalogue: Catalogue): RowViews {
  const { numbers, outcomes, leaves } = comparedBy(symptoms, context);
  const values: (FactValue | undefined)[] = outcomes.map(() => undefined);
  const truths: (Uint8Array | undefined)[] = outcomes.map(() => undefined);
  const worded = wordedReasons(numbers, catalogue);
  let current: Facts = new Map();
  let views: Map<number, RowView>[] = [];
  let kept = 0;

  /** Which leaves of a row hold, which fail and which are unknown, as one number; none when there are too many of them. */
  const keyOf = (place: number): number | undefined => {
    let key = 0;
    const own = leaves[place]!;
    if (own.length > MOST_LEAVES) return undefined;
    for (let nth = 0; nth < own.length; nth++) {
      const { fact, comparison } = own[nth]!;
      const value = values[fact];
      if (value === undefined) key = 3 * key + 2;
      else if (comparison === undefined) key = 3 * key + 1;
      else key = 3 * key + (truths[fact] ??= outcomes[fact]!(value))[comparison]!;
    }
    return key;
  };

  const note = ({ value }: KnownFact, id: string): void => {
    const fact = numbers.get(id);
    if (fact !== undefined) values[fact] = value;
  };

  return {
    begin(facts) {
      current = facts;
      for (let fact = 0; fact < values.length; fact++) values[fact] = truths[fact] = undefined;
      facts.forEach(note);
    },
    viewOf(place, standing) {
      const root = STANDINGS.length * place + STANDINGS.indexOf(standing);
      const key = keyOf(place);
      const known = key === undefined ? undefined : views[root]?.get(key);
      if (known !== undefined) return known;
      const made = makeView(symptoms[place]!, standing, current, context, worded, values);
      if (key === undefined) return made;
      if (++kept > MOST_VIEWS) {
        views = [];
        kept = 0;
      }
      (views[root] ??= new Map()).set(key, made);
      return made;
    },
  };
}

/** A leaf by the number of its fact, and of its comparison among those of the fact; `known` has none. */
interface NumberedLeaf {
  readonly fact: number;
  readonly comparison: number | undefined;
}

/** The facts that decide what rows come to, what their values make of the comparisons, and the leaves of each row. */
function comparedBy(symptoms: readonly Symptom[], context: Context) {
  const numbers = new Map<string, number>();
  const lists: ComparisonList[] = [];
  const numberOf = (leaf: SignedLeaf): NumberedLeaf => {
    const fact = numbers.get(leaf.fact) ?? lists.push(comparisonList()) - 1;
    numbers.set(leaf.fact, fact);
    return { fact, comparison: leaf.operator === 'known' ? undefined : lists[fact]!.numberOf(leaf) };
  };
  const leaves = symptoms.map((row) => {
    const formulas = conditionsOf(row).map((condition) => formulaOf(condition, context));
    const all = formulas.flatMap((formula) => (formula === undefined ? [] : signedLeavesOf(formula))).map(numberOf);
    return [...new Map(all.map((leaf) => [`${leaf.fact}/${leaf.comparison}`, leaf])).values()];
  });
  return { numbers, leaves, outcomes: lists.map((list) => truthsOf(comparerOf(list.all, context.patterns))) };
}

/** What a value makes of the comparisons of its fact: 1 for each that holds. Those of earlier values are kept. */
function truthsOf(comparer: Comparer): (value: FactValue) => Uint8Array {
  const known = new Map<FactValue | undefined, Uint8Array>();
  return (value) => {
    const key = comparer.keyOf(value);
    const earlier = known.get(key);
    if (earlier !== undefined) return earlier;
    const truths = comparer.usual.slice();
    const none = (): void => {};
    comparer.unusual(value, (comparison) => (truths[comparison]! ^= 1), none);
    if (isLong(key)) return truths;
    if (known.size >= MOST_VALUES) known.clear();
    known.set(key, truths);
    return truths;
  };
}

/** The conditions that decide what a row comes to. */
function conditionsOf({ when, outcomes }: Symptom) {
  return [when, ...outcomes.flatMap((outcome) => outcome.when ?? [])];
}

function makeView(
  symptom: Symptom,
  standing: Standing,
  facts: Facts,
  context: Context,
  worded: (reason: Reason) => WordedReason,
  values: readonly (FactValue | undefined)[],
): RowView {
  const verdict = evaluate(symptom.when, facts, context);
  // For *yes* what decided, else what holds so far; and what decided between the outcomes.
  const own = standing === 'yes' ? verdict.because : leafEvidence(symptom.when, facts, context).holding;
  const decision = standing === 'possible' ? undefined : decideOutcome(symptom, facts, context);
  const rests = decision?.kind === 'outcome' ? [...own, ...decision.because] : own;
  const reasons = [...new Set(rests.map(worded))];
  return {
    symptom,
    standing,
    isWhole: factsOf(symptom.when).every((id) => facts.has(id)),
    decision,
    missing: [...new Set([...verdict.missing, ...(decision?.kind === 'ask' ? decision.missing : [])])],
    because: () => reasons.map((reason) => reason(values)),
  };
}

/** Reasons put into words, the same for the same comparison; what was said of a value is kept. */
function wordedReasons(numbers: ReadonlyMap<string, number>, catalogue: Catalogue): (reason: Reason) => WordedReason {
  const known = new Map<string, WordedReason>();
  const said: Map<FactValue, string>[] = [];
  let kept = 0;
  return (reason) => {
    const { fact } = reason;
    const rest = heldAgainst(reason, catalogue);
    // Comparisons that read the same are one.
    const key = JSON.stringify([fact, rest]);
    const earlier = known.get(key);
    if (earlier !== undefined) return earlier;
    const number = numbers.get(fact)!;
    const texts = new Map<FactValue, string>();
    said.push(texts);
    const made: WordedReason = (values) => {
      const value = values[number]!;
      const again = texts.get(value);
      if (again !== undefined) return again;
      const text = `${fact} = ${formatValue(fact, value, catalogue)}${rest}`;
      if (isLong(value)) return text;
      if (++kept > MOST_TEXTS) {
        for (const all of said) all.clear();
        kept = 0;
      }
      texts.set(value, text);
      return text;
    };
    known.set(key, made);
    return made;
  };
}
