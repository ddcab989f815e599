import type { Rules } from '../../rules/pack.ts';
import { BIT } from '../posterior.ts';
import type { WordEvidence, WordIndex, WordReason } from '../word-evidence.ts';
import { featuresOf, type Feature, type Reading } from './features.ts';
import { quotedIn, screenTextOf, type ScreenText } from './screen-texts.ts';
import { spellingOf } from './spelling.ts';
import { tokenize } from './tokenize.ts';
import { buildVocabulary } from './vocabulary.ts';
import { strengthsOf, type WordModel } from './word-model.ts';

/** What a screen text that is quoted adds for its row. */
const QUOTED = 2 * BIT;
/** From this far behind the likeliest on, words count an eighth: they can leave a row far behind, but not beyond what facts can tell. */
const FAR = 10 * BIT;
const BEYOND_FAR = 8;
/** Words that no row knows make "none of these" so much likelier than any row. */
const UNKNOWN = -8 * BIT;
/** Characters of a text that are looked at: more than anybody writes of one trouble. */
const MAX_TEXT = 16 * 1024;
/** Reasons that are worth a place, and the least that one must weigh: what says next to nothing explains nothing. */
const MOST_REASONS = 8;
const LEAST_REASON = BIT / 2;

/** A feature that the model knows, and what it counts in this text. */
interface Telling extends Feature {
  /** Where its weights begin. */
  readonly from: number;
  /** In thousandths. */
  readonly strength: number;
}

/** Makes a model ready to rank the rows of these rules, which it must have been learned from. */
export function indexWords(rules: Rules, model: WordModel): WordIndex {
  const width = model.rows.length + 1;
  const none = model.rows.length;
  const places = new Map<string, number>();
  for (const [place, key] of model.features.entries()) places.set(key, place);
  const classes = new Map(model.rows.map((row, place) => [row, place]));
  const classOf = rules.symptoms.map((row) => {
    const place = classes.get(row.id);
    if (place === undefined) throw new Error(`nothing was learned about ${row.id}`);
    return place;
  });
  const screenTexts = rules.symptoms.flatMap((row, at) =>
    row.screenText.flatMap((text) => screenTextOf(at, text) ?? []),
  );
  const reading: Reading = {
    vocabulary: buildVocabulary(model.lists),
    thresholds: model.thresholds,
    correct: spellingOf(model.words),
  };
  const averageAt = averagesOf(model.weights, width);
  return (whole) => {
    const text = whole.slice(0, MAX_TEXT);
    const telling = tellingOf(featuresOf(text, reading), places, model, width);
    if (telling.length === 0) return text.trim() === '' ? null : saysNothing(rules);
    const quoted = quotedIn(text, screenTexts);
    const sums = model.bias.slice();
    const { weights } = model;
    for (const { from, strength } of telling) {
      for (let at = 0; at < width; at++) sums[at]! += Math.floor((weights[from + at]! * strength) / 1000);
    }
    const bits = classOf.map((at) => sums[at]! - sums[none]!);
    for (const row of new Set(quoted.map((screenText) => screenText.row))) bits[row]! += QUOTED;
    return {
      bits: drawnTogether(bits),
      because: (row) => reasonsFor(row, classOf[row]!, { text, telling, quoted, weights, averageAt }),
    };
  };
}

/** Averages of runs of `width` weights, by where they begin; each is worked out once. */
function averagesOf(weights: Int16Array, width: number): (from: number) => number {
  const known = new Map<number, number>();
  return (from) => {
    const earlier = known.get(from);
    if (earlier !== undefined) return earlier;
    let sum = 0;
    for (let at = 0; at < width; at++) sum += weights[from + at]!;
    known.set(from, sum / width);
    return sum / width;
  };
}

/** Bits of rows, compared with "none of these", with what lies far behind the likeliest drawn nearer; the order stays. */
function drawnTogether(bits: readonly number[]): number[] {
  const top = bits.reduce((most, row) => Math.max(most, row), 0);
  const behind = (row: number): number => {
    const distance = top - row;
    return distance <= FAR ? distance : FAR + Math.floor((distance - FAR) / BEYOND_FAR);
  };
  return bits.map((row) => behind(0) - behind(row));
}

function saysNothing({ symptoms }: Rules): WordEvidence {
  return { bits: symptoms.map(() => UNKNOWN), because: () => [] };
}

function tellingOf(
  features: readonly Feature[],
  places: ReadonlyMap<string, number>,
  { rarities }: WordModel,
  width: number,
): Telling[] {
  const known: { readonly feature: Feature; readonly place: number }[] = [];
  for (const feature of features) {
    const place = places.get(feature.key);
    if (place !== undefined) known.push({ feature, place });
  }
  const strengths = strengthsOf(known.map(({ place }) => rarities[place]!));
  return known.map(({ feature: { key, start, end }, place }, nth) => ({
    key,
    start,
    end,
    from: place * width,
    strength: strengths[nth]!,
  }));
}

/** What the reasons for one row are read off. */
interface Read {
  readonly text: string;
  readonly telling: readonly Telling[];
  readonly quoted: readonly ScreenText[];
  readonly weights: Int16Array;
  /** What the feature whose weights begin here speaks for a row or none, on average. */
  readonly averageAt: (from: number) => number;
}

/**
 * The words that speak for a row, the strongest first: by how much more they speak for it than for a row or none on
 * average. What is read from the same words (a stem, its notion, two in succession) counts as one.
 */
function reasonsFor(row: number, place: number, read: Read): WordReason[] {
  const { text, telling, quoted, weights, averageAt } = read;
  const spoken: { start: number; end: number; bits: number }[] = [];
  const worth = telling
    .map(({ from, strength, start, end }) => ({
      start,
      end,
      bits: Math.floor(((weights[from + place]! - averageAt(from)) * strength) / 1000),
    }))
    .filter(({ bits }) => bits > 0)
    .sort((a, b) => b.bits - a.bits || a.start - b.start || a.end - b.end);
  for (const { start, end, bits } of worth) {
    const overlapping = spoken.find((other) => start < other.end && other.start < end);
    if (overlapping === undefined) spoken.push({ start, end, bits });
    else overlapping.bits += bits;
  }
  const reasons = spoken.map(({ start, end, bits }): WordReason => ({
    text: text.slice(start, end).replace(/\s+/g, ' '),
    isScreenText: false,
    bits,
  }));
  return withQuotes(
    reasons,
    quoted.filter((screenText) => screenText.row === row),
  )
    .filter((reason) => reason.bits >= LEAST_REASON)
    .sort((a, b) => b.bits - a.bits)
    .slice(0, MOST_REASONS);
}

/** Puts quoted screen texts in the place of the words that they consist of. */
function withQuotes(reasons: readonly WordReason[], quotes: readonly ScreenText[]): WordReason[] {
  const left = new Set(reasons);
  const quoting = quotes.map(({ text, parts }): WordReason => {
    const own = new Set(parts.join(' ').split(' '));
    const within = [...left].filter((reason) => tokenize(reason.text).every(({ word }) => own.has(word)));
    for (const reason of within) left.delete(reason);
    return { text, isScreenText: true, bits: within.reduce((sum, reason) => sum + reason.bits, QUOTED) };
  });
  return [...quoting, ...left];
}
