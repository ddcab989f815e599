import type { FactValue } from '../../facts/fact.ts';
import { compareTexts } from '../../facts/text-order.ts';
import { leavesOf } from '../../rules/evaluate.ts';
import type { LanguageWords, PackWords, Rules, Symptom } from '../../rules/pack.ts';
import { logarithm } from '../posterior.ts';
import { featuresOf, WRITTEN, type Reading } from './features.ts';
import { wordReader } from './read-word.ts';
import { fitSoftmax, type Example } from './softmax.ts';
import { tokenize } from './tokenize.ts';
import { buildVocabulary, listWords } from './vocabulary.ts';
import { strengthsOf, type WordModel } from './word-model.ts';

/** A text that belongs to a row, or (`row` undefined) to none. */
interface Sample {
  readonly text: string;
  readonly row: string | undefined;
  /** How much it counts. */
  readonly weight: number;
}

/** How much a text counts by where it stands: what is on the screen more than how somebody would say it. */
const FIELD_WEIGHTS = { screenText: 2, symptom: 1.5, phrase: 1 } as const;
/** Every third phrase is learned once more beside a text about something else: what people mention besides must not count. */
const BESIDE_EVERY = 3;
/** Two words in succession are worth remembering once that many texts have them. */
const LEAST_PAIRS = 2;
/** Weights come out a little less sure than they prove to be on texts that were not learned from. */
const SHARPNESS = 1.4;
/**
 * One for this many texts, texts that say nothing: what no row knows is none of these. More where no pack lists what no
 * row is about.
 */
const SILENT_SHARE = { listed: 20, unlisted: 3 } as const;
/** Weights that are learned at most, features × rows: packs of thousands of rows keep their commonest features. */
const MOST_WEIGHTS = 6_000_000;
/** A row with few phrases is not forgotten beside rows with many: its texts count up to this much more. */
const MOST_LIFT = 16;
const BITS_PER_NATURAL = 1000 / 0.6931471805599453;

/**
 * Learns from the sentences, screen texts and phrases of all rows, and from what the packs list as unlisted, how words
 * speak for rows. Pure, and the same for rules in any order; takes about two seconds for 5,000 phrases.
 *
 * @param isWanted by its key, whether a feature is learned; a bench leaves out kinds of them to see what each gains
 */
export function learnWords(
  rules: Rules,
  packs: readonly PackWords[],
  isWanted: (key: string) => boolean = () => true,
): WordModel {
  const languages = packs.flatMap((pack) => pack.languages);
  const lists = listWords(languages);
  const vocabulary = buildVocabulary(lists);
  const thresholds = thresholdsOf(rules);
  const reading: Reading = { wordOf: wordReader(vocabulary, (word) => word), thresholds };
  const samples = samplesOf(rules, packs);
  const rows = [...new Set(rules.symptoms.map((row) => row.id))].sort();
  const keysOf = (text: string): string[] => {
    const said = featuresOf(text, reading, WRITTEN).map(({ key }) => key);
    return [...new Set(said)].filter(isWanted);
  };
  const read = samples.map((sample) => ({ ...sample, keys: keysOf(sample.text) }));
  const counts = countOf(read.flatMap(({ keys }) => keys));
  const width = rows.length + 1;
  const features = commonest(counts, Math.floor(MOST_WEIGHTS / width)).sort();
  const places = new Map(features.map((key, place) => [key, place]));
  const rarities = features.map((key) => rarityOf(counts.get(key)!, samples.length));
  const classes = new Map(rows.map((row, place) => [row, place]));
  const lifts = liftsOf(samples);
  const toExample = ({ row, weight, keys }: (typeof read)[number]): Example => {
    const known = keys.flatMap((key) => places.get(key) ?? []);
    const strengths = strengthsOf(known.map((place) => rarities[place]!));
    return {
      features: Int32Array.from(known),
      strengths: Float64Array.from(strengths, (strength) => strength / 1000),
      target: row === undefined ? rows.length : classes.get(row)!,
      weight: weight * (lifts.get(row) ?? 1),
    };
  };
  const beside = besideOthers(samples).map((sample) => ({ ...sample, keys: keysOf(sample.text) }));
  const listsOthers = packs.some((pack) => pack.unlisted.length > 0);
  const share = listsOthers ? SILENT_SHARE.listed : SILENT_SHARE.unlisted;
  const silent = Array.from({ length: Math.ceil(samples.length / share) }, () => ({
    text: '',
    row: undefined,
    weight: 1,
    keys: [],
  }));
  const fit = fitSoftmax([...read, ...beside, ...silent].map(toExample), features.length, width);
  return {
    rows,
    lists,
    words: knownWords(samples, languages),
    thresholds,
    features,
    rarities: Int16Array.from(rarities),
    weights: Int16Array.from(fit.weights, (weight) => clamp(Math.round(weight * SHARPNESS * BITS_PER_NATURAL))),
    bias: Int32Array.from(fit.bias, (weight) => Math.round(weight * SHARPNESS * BITS_PER_NATURAL)),
  };
}

/** Features that are worth learning, at most so many; of equals those that come first by their key. */
function commonest(counts: ReadonlyMap<string, number>, most: number): string[] {
  const worth = [...counts.keys()].filter((key) => !key.includes(' ') || counts.get(key)! >= LEAST_PAIRS);
  if (worth.length <= most) return worth;
  return worth.sort((a, b) => counts.get(b)! - counts.get(a)! || compareTexts(a, b)).slice(0, most);
}

/** In one order whatever the order of the rules. */
function samplesOf(rules: Rules, packs: readonly PackWords[]): Sample[] {
  const ids = new Set(rules.symptoms.map((row) => row.id));
  const samples = [
    ...rules.symptoms.flatMap(ownSamples),
    ...packs.flatMap((pack) =>
      Object.entries(pack.phrases).flatMap(([row, phrases]) =>
        ids.has(row) ? phrases.map((text): Sample => ({ text, row, weight: FIELD_WEIGHTS.phrase })) : [],
      ),
    ),
    ...packs.flatMap((pack) => pack.unlisted.map((text): Sample => ({ text, row: undefined, weight: 1 }))),
  ];
  return samples.sort(
    (a, b) => compareTexts(a.row ?? '', b.row ?? '') || compareTexts(a.text, b.text) || a.weight - b.weight,
  );
}

function ownSamples({ id, symptom, screenText, phrases }: Symptom): Sample[] {
  return [
    { text: symptom, row: id, weight: FIELD_WEIGHTS.symptom },
    ...screenText.map((text) => ({ text: text.replace(/\{\w+\}/g, ' '), row: id, weight: FIELD_WEIGHTS.screenText })),
    ...phrases.map((text) => ({ text, row: id, weight: FIELD_WEIGHTS.phrase })),
  ];
}

/** Phrases with a text about something else before or behind them. */
function besideOthers(samples: readonly Sample[]): Sample[] {
  const others = samples.filter((sample) => sample.row === undefined);
  if (others.length === 0) return [];
  const chosen = samples.filter((sample, nth) => sample.row !== undefined && nth % BESIDE_EVERY === 0);
  return chosen.map((sample, nth) => {
    // A stride that is prime to most counts spreads the pairs evenly.
    const other = others[(nth * 7919) % others.length]!.text;
    return { ...sample, text: nth % 2 === 0 ? `${sample.text}. ${other}` : `${other}. ${sample.text}` };
  });
}

/** How much more each text of a row counts that has fewer of them than rows have on average. */
function liftsOf(samples: readonly Sample[]): ReadonlyMap<string | undefined, number> {
  const counts = countOf(samples.map((sample) => sample.row));
  const rows = [...counts.keys()].filter((row) => row !== undefined);
  const average = samples.filter((sample) => sample.row !== undefined).length / Math.max(1, rows.length);
  return new Map(rows.map((row) => [row, Math.min(MOST_LIFT, Math.max(1, average / counts.get(row)!))]));
}

/** Thresholds of all lengths of time that conditions of rows name, with the settings' defaults. */
function thresholdsOf(rules: Rules): number[] {
  const durations = new Set(rules.facts.filter((fact) => fact.type === 'duration').map((fact) => fact.id));
  const settings = new Map(rules.settings.map((setting) => [setting.name, setting.value]));
  const operands = rules.symptoms
    .flatMap((row) => leavesOf(row.when))
    .filter((leaf) => durations.has(leaf.fact))
    .flatMap((leaf) => leaf.operands)
    .map((operand): FactValue | undefined => ('literal' in operand ? operand.literal : settings.get(operand.setting)));
  return [...new Set(operands.filter((operand) => typeof operand === 'number'))].sort((a, b) => a - b);
}

/** In thousandths: 1 + the natural logarithm of how few texts have it. */
function rarityOf(count: number, total: number): number {
  return 1000 + Math.floor((logarithm(total + 1) - logarithm(count + 1)) * 0.6931471805599453);
}

function knownWords(samples: readonly Sample[], languages: readonly LanguageWords[]): string[] {
  const texts = samples.map((sample) => sample.text);
  const said = languages.flatMap((language) => [
    ...Object.values(language.synonyms).flat(),
    ...language.fillers,
    ...language.negations,
    ...language.breaks,
    ...Object.keys(language.numbers),
    ...Object.keys(language.units),
  ]);
  const counts = countOf([...texts, ...said].flatMap((text) => tokenize(text).map((token) => token.word)));
  return [...counts.keys()].sort((a, b) => counts.get(b)! - counts.get(a)! || compareTexts(a, b));
}

function countOf<T>(items: readonly T[]): Map<T, number> {
  const counts = new Map<T, number>();
  for (const item of items) counts.set(item, (counts.get(item) ?? 0) + 1);
  return counts;
}

function clamp(value: number): number {
  return Math.max(-32_768, Math.min(32_767, value));
}
