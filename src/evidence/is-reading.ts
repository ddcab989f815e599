import {
  EVIDENCE_FORMATS,
  IDENTIFIER_KINDS,
  QUALITY_LEGS,
  type GapCause,
  type Reading,
  type ReadingProblem,
} from './reading.ts';

type Check = (value: unknown) => boolean;

const GAP_CAUSES: Readonly<Record<GapCause, true>> = {
  network: true,
  keepalive: true,
  timeout: true,
  'signed-in-elsewhere': true,
  unknown: true,
};
const PROBLEM_CODES: Readonly<Record<ReadingProblem['code'], true>> = {
  'cut-short': true,
  'wrong-encoding': true,
  'not-text': true,
  'not-readable': true,
  'too-large': true,
  'too-much': true,
  'no-zone': true,
};

const isText: Check = (value) => typeof value === 'string';
const isMeasure: Check = (value) => typeof value === 'number' && value >= 0;
const isCount: Check = (value) => Number.isSafeInteger(value) && isMeasure(value);
const isValue: Check = (value) => ['boolean', 'number', 'string'].includes(typeof value);
const oneOf =
  (names: readonly string[]): Check =>
  (value) =>
    names.includes(value as string);
const listOf =
  (check: Check): Check =>
  (value) =>
    Array.isArray(value) && value.every(check);

/** An object whose fields pass; those of `optional` may be absent. Further fields are let through. */
const shape =
  (required: Readonly<Record<string, Check>>, optional: Readonly<Record<string, Check>> = {}): Check =>
  (value) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
    const fields = value as Readonly<Record<string, unknown>>;
    const passes = ([name, check]: readonly [string, Check]): boolean => check(fields[name]);
    return (
      Object.entries(required).every(passes) &&
      Object.entries(optional).every((field) => !Object.hasOwn(fields, field[0]) || passes(field))
    );
  };

/** ISO 8601 in UTC, and a day that there is: the thirtieth of February is read in two ways. */
function isTime(value: unknown): boolean {
  if (typeof value !== 'string' || !value.endsWith('Z')) return false;
  const moment = Date.parse(value);
  const toSecond = (iso: string): string => iso.replace(/(?:\.\d{1,9})?Z$/, '');
  return !Number.isNaN(moment) && toSecond(new Date(moment).toISOString()) === toSecond(value);
}

function isIdentifiers(value: unknown): boolean {
  return shape({})(value) && Object.entries(value as object).every(([kind, ids]) => isKind(kind) && isTexts(ids));
}

const isKind = oneOf(IDENTIFIER_KINDS);
const isTexts = listOf(isText);
const sight = { line: isCount, at: isTime };

/**
 * Whether this is a reading, as a reader makes one: what stands in a file that anybody could have written to is held against it
 * before it is believed.
 */
export const isReading: (value: unknown) => value is Reading = shape(
  {
    format: oneOf(EVIDENCE_FORMATS),
    facts: listOf(
      shape({ fact: isText, value: isValue, first: shape({}, sight), last: shape({}, sight), times: isCount }),
    ),
    gaps: listOf(
      shape(
        { cause: oneOf(Object.keys(GAP_CAUSES)) },
        { from: isTime, to: isTime, milliseconds: isMeasure, line: isCount },
      ),
    ),
    quality: listOf(
      shape(
        { leg: oneOf(QUALITY_LEGS) },
        { ...sight, side: isText, loss: isMeasure, roundTrip: isMeasure, jitter: isMeasure },
      ),
    ),
    ids: isIdentifiers,
    problems: listOf(shape({ code: oneOf(Object.keys(PROBLEM_CODES)), message: isText }, sight)),
  },
  { firstAt: isTime, lastAt: isTime },
) as (value: unknown) => value is Reading;
