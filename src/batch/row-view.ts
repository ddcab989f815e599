import type { Catalogue, Facts, FactValue } from '../facts/fact.ts';
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
  /** What it rests on, in words, with the values of a record that it is the view of. */
  because(facts: Facts): string[];
}

/** The rows of a checker, to be viewed record by record. */
export interface RowViews {
  /** How a row looks in the record of these facts; views of earlier ones with alike values are used again. */
  viewOf(place: number, standing: Standing, facts: Facts): RowView;
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
type WordedReason = (facts: Facts) => string;

/** Makes the rows of these rules ready to be viewed. */
export function rowViews({ symptoms }: Rules, context: Context, catalogue: Catalogue): RowViews {
  const leaves = numberedLeaves(symptoms, context);
  const worded = wordedReasons(catalogue);
  let views: Map<number, RowView>[] = [];
  let kept = 0;

  /** Which leaves of a row hold, which fail and which are unknown, as one number; none when there are too many of them. */
  const keyOf = (place: number, facts: Facts): number | undefined => {
    let key = 0;
    const own = leaves[place]!;
    if (own.length > MOST_LEAVES) return undefined;
    for (let nth = 0; nth < own.length; nth++) {
      const { fact, comparison, truths } = own[nth]!;
      const known = facts.get(fact);
      if (known === undefined) key = 3 * key + 2;
      else if (comparison === undefined) key = 3 * key + 1;
      else key = 3 * key + truths(known.value)[comparison]!;
    }
    return key;
  };

  return {
    viewOf(place, standing, facts) {
      const root = STANDINGS.length * place + STANDINGS.indexOf(standing);
      const key = keyOf(place, facts);
      const known = key === undefined ? undefined : views[root]?.get(key);
      if (known !== undefined) return known;
      const made = makeView(symptoms[place]!, standing, facts, context, worded);
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

/** A leaf by the number of its comparison among those of its fact; `known` has none. */
interface NumberedLeaf {
  readonly fact: string;
  readonly comparison: number | undefined;
  /** What a value of the fact makes of its comparisons. */
  readonly truths: (value: FactValue) => Uint8Array;
}

/** The leaves that decide what each row comes to, each comparison once. */
function numberedLeaves(symptoms: readonly Symptom[], context: Context): readonly (readonly NumberedLeaf[])[] {
  const lists = new Map<string, ComparisonList>();
  const numberOf = (leaf: SignedLeaf): Omit<NumberedLeaf, 'truths'> => {
    const { fact, operator } = leaf;
    const list = lists.get(fact) ?? comparisonList();
    lists.set(fact, list);
    return { fact, comparison: operator === 'known' ? undefined : list.numberOf(leaf) };
  };
  const leaves = symptoms.map((row) => {
    const formulas = conditionsOf(row).map((condition) => formulaOf(condition, context));
    const all = formulas.flatMap((formula) => (formula === undefined ? [] : signedLeavesOf(formula))).map(numberOf);
    return [...new Map(all.map((leaf) => [`${leaf.fact}/${leaf.comparison}`, leaf])).values()];
  });
  // Only now is each list whole.
  const truths = new Map([...lists].map(([fact, list]) => [fact, truthsOf(comparerOf(list.all, context.patterns))]));
  return leaves.map((row) => row.map((leaf) => ({ ...leaf, truths: truths.get(leaf.fact)! })));
}

/** What a value makes of the comparisons of its fact: 1 for each that holds. Those of earlier values are kept. */
function truthsOf(comparer: Comparer): (value: FactValue) => Uint8Array {
  const known = new Map<FactValue | undefined, Uint8Array>();
  /** Of a long text, which hardly comes again, but is asked for by all rows of its record. */
  let last: { readonly key: FactValue | undefined; readonly truths: Uint8Array } | undefined;
  return (value) => {
    const key = comparer.keyOf(value);
    const earlier = known.get(key);
    if (earlier !== undefined) return earlier;
    if (last?.key === key && last !== undefined) return last.truths;
    const truths = comparer.usual.slice();
    const none = (): void => {};
    comparer.unusual(value, (comparison) => (truths[comparison]! ^= 1), none);
    if (isLong(key)) {
      last = { key, truths };
      return truths;
    }
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
    because: (own) => reasons.map((reason) => reason(own)),
  };
}

/** Reasons put into words, the same for the same comparison; what was said of a value is kept. */
function wordedReasons(catalogue: Catalogue): (reason: Reason) => WordedReason {
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
    const texts = new Map<FactValue, string>();
    said.push(texts);
    const made: WordedReason = (facts) => {
      const { value } = facts.get(fact)!;
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
