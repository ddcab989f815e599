import type { Rules } from '../../rules/pack.ts';
import { BIT } from '../posterior.ts';
import type { WordEvidence, WordIndex, WordReason } from '../word-evidence.ts';
import { featuresOf, type Feature, type Keys, type Reading } from './features.ts';
import { wordReader } from './read-word.ts';
import { reasonsFor, QUOTED, type Spoken } from './reasons-for.ts';
import { quoteFinder, screenTextOf } from './screen-texts.ts';
import { spellingOf } from './spelling.ts';
import { buildVocabulary } from './vocabulary.ts';
import { strengthsOf, type WordModel } from './word-model.ts';

/** From this far behind the likeliest on, words count an eighth: they can leave a row far behind, but not beyond what facts can tell. */
const FAR = 10 * BIT;
const BEYOND_FAR = 8;
/** Words that no row knows make "none of these" so much likelier than any row. */
const UNKNOWN = -8 * BIT;
/** Characters of a text that are looked at: more than anybody writes of one trouble. */
const MAX_TEXT = 16 * 1024;
/** Makes a model ready to rank the rows of these rules, which it must have been learned from. */
export function indexWords(rules: Rules, model: WordModel): WordIndex {
  const { bias, rarities, weights } = model;
  const width = model.rows.length + 1;
  const none = model.rows.length;
  const classes = new Map(model.rows.map((row, place) => [row, place]));
  const classOf = rules.symptoms.map((row) => {
    const place = classes.get(row.id);
    if (place === undefined) throw new Error(`nothing was learned about ${row.id}`);
    return place;
  });
  const quotedIn = quoteFinder(
    rules.symptoms.flatMap((row, at) => row.screenText.flatMap((text) => screenTextOf(at, text) ?? [])),
  );
  const reading: Reading = {
    wordOf: wordReader(buildVocabulary(model.lists), spellingOf(model.words)),
    thresholds: model.thresholds,
  };
  const keys = placesOf(model.features);
  const averageOf = averagesOf(weights, width);
  const once = onceEach(rarities.length);
  const sums = new Int32Array(width);
  const nothing: WordEvidence = { bits: classOf.map(() => UNKNOWN), because: () => [] };
  return (whole) => {
    const text = whole.slice(0, MAX_TEXT);
    const telling = once(featuresOf(text, reading, keys));
    if (telling.length === 0) return text.trim() === '' ? null : nothing;
    const quoted = quotedIn(text);
    const strengths = strengthsOf(telling.map(({ key }) => rarities[key]!));
    sums.set(bias);
    for (let nth = 0; nth < telling.length; nth++) addTo(sums, weights, telling[nth]!.key * width, strengths[nth]!);
    const unlisted = sums[none]!;
    const bits = classOf.map((at) => sums[at]! - unlisted);
    for (const row of new Set(quoted.map((screenText) => screenText.row))) bits[row]! += QUOTED;
    drawTogether(bits);
    const because = (row: number): WordReason[] => {
      const place = classOf[row]!;
      const spoken: Spoken[] = [];
      for (const [nth, { key, start, end }] of telling.entries()) {
        const ahead = weights[key * width + place]! - averageOf(key);
        const weight = Math.floor((ahead * strengths[nth]!) / 1000);
        if (weight > 0) spoken.push({ start, end, bits: weight });
      }
      const quotes = quoted.filter((screenText) => screenText.row === row);
      return reasonsFor(spoken, text, quotes);
    };
    return { bits, because };
  };
}

/** Features by their places in the model; those that it does not know have none. */
function placesOf(features: readonly string[]): Keys<number> {
  const signs = new Map<string, number>();
  const pairs = new Map<string, Map<string, number>>();
  for (let place = 0; place < features.length; place++) {
    const key = features[place]!;
    const blank = key.indexOf(' ');
    if (blank < 0) {
      signs.set(key, place);
      continue;
    }
    const first = key.slice(0, blank);
    let seconds = pairs.get(first);
    if (seconds === undefined) pairs.set(first, (seconds = new Map()));
    seconds.set(key.slice(blank + 1), place);
  }
  return { keyOf: (sign) => signs.get(sign), pairKeyOf: (first, second) => pairs.get(first)?.get(second) };
}

/** Leaves out of the features of a text those that it says again. */
function onceEach(size: number): (features: readonly Feature<number>[]) => Feature<number>[] {
  const isSaid = new Uint8Array(size);
  return (features) => {
    const once = features.filter(({ key }) => isSaid[key] === 0 && (isSaid[key] = 1));
    for (const { key } of once) isSaid[key] = 0;
    return once;
  };
}

/** Adds a feature's weights, each times its strength in thousandths and rounded down. */
function addTo(sums: Int32Array, weights: Int16Array, from: number, strength: number): void {
  // With `| 0` the sum is one of whole numbers, which is quicker.
  for (let at = 0; at < sums.length; at++) sums[at]! += Math.floor((weights[from + at]! * strength) / 1000) | 0;
}

/** Averages of the weights of each feature; each is worked out once. */
function averagesOf(weights: Int16Array, width: number): (feature: number) => number {
  const known = new Float64Array(weights.length / width).fill(NaN);
  return (feature) => {
    const earlier = known[feature]!;
    if (!Number.isNaN(earlier)) return earlier;
    let sum = 0;
    for (let at = feature * width; at < (feature + 1) * width; at++) sum += weights[at]!;
    return (known[feature] = sum / width);
  };
}

/** Bits of rows, compared with "none of these": what lies far behind the likeliest is drawn nearer; the order stays. */
function drawTogether(bits: number[]): void {
  const top = bits.reduce((most, row) => Math.max(most, row), 0);
  const nearer = (distance: number): number =>
    distance <= FAR ? distance : FAR + Math.floor((distance - FAR) / BEYOND_FAR);
  const none = nearer(top);
  for (let row = 0; row < bits.length; row++) bits[row] = none - nearer(top - bits[row]!);
}
