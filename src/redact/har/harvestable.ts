import { isOrdinaryWord } from '../words.ts';
import { withoutPlaceholders } from './plain-text.ts';

/** Shorter values stand in other places by chance. */
const SHORTEST = 6;
/** A SAML response is the longest of them. */
const LONGEST = 64 * 1024;

/** Numbers of few digits, dates and times: also of what people choose, for they stand everywhere. */
const NUMBERS = [
  /^[+-]?[\d.,:/ _-]{1,9}$/,
  /^\d{4}-\d\d-\d\d(?:[T ][\d:.]+(?:Z|[+-]\d\d:?\d\d)?)?$/,
  /^[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} [\d:]{8} GMT$/,
  /^\d{1,2}[./-]\d{1,2}[./-]\d{2,4}$/,
];

/** What is no secret, wherever it stands, and would tear holes into everything if it were taken for one. */
const COMMON = [
  /^v?\d+(?:\.\d+){1,4}$/i,
  /^[a-z]{1,20}\/[a-z0-9.+*-]{1,60}(?:;.*)?$/i,
  /^[a-z]{2,3}[-_][A-Za-z]{2,4}(?:[-_][A-Za-z]{2})?$/,
  /^(?:https?|wss?):\/\/[\w.-]+(?::\d+)?\/?$/i,
  /^[a-z]+(?:[-_.](?:[a-z]{1,20}\d{0,2}|\d{1,3})){1,6}$/i,
];

/**
 * Whether a value that stood where secrets stand can be looked for everywhere else: it is long enough, and no word,
 * date, number, language or address that stands elsewhere for itself. `isTyped` is for what a person chose, as a
 * password: of that only numbers and common words are left out.
 */
export function isHarvestable(value: string, isTyped: boolean): boolean {
  if (value.length < SHORTEST || value.length > LONGEST || /[\0-\x08]/.test(value)) return false;
  if (withoutPlaceholders(value) !== value || /^(.)\1*$/.test(value)) return false;
  if (NUMBERS.some((pattern) => pattern.test(value))) return false;
  if (isTyped) return !(isOrdinaryWord(value) && value.length < 9);
  return !COMMON.some((pattern) => pattern.test(value)) && !isWords(value);
}

/** Whether a value under a name that says nothing was made at random: a token. UUIDs are left out, being ids mostly. */
export function looksRandom(value: string): boolean {
  if (value.length < 20 || value.length > LONGEST || !/^[\w.~+/=-]+$/.test(value)) return false;
  if (/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(value)) return false;
  const runs = value.match(/[A-Za-z0-9]+/g) ?? [];
  return runs.some((run) => run.length >= 16 && /\d/.test(run) && /[A-Za-z]/.test(run));
}

function isWords(value: string): boolean {
  return /^\p{L}+(?:[ _.-]\p{L}+)*$/u.test(value) && (value.match(/\p{L}+/gu) ?? []).every((word) => word.length < 20);
}
