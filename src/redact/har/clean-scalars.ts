import { fieldOf, numberOf, textOf } from '../../evidence/har/shape.ts';
import type { Cleaner } from './cleaner.ts';
import { isPlainValue, withoutPlaceholders } from './plain-text.ts';

/** Times in milliseconds and sizes in bytes are below; a longer number is somebody's. */
const LARGEST = 1e11;

/** The number, as precise as anybody needs it (microseconds); `undefined` when it is none or too large to be one of ours. */
export function numberIn(value: unknown, name: string): number | undefined {
  const number = numberOf(value, name);
  if (number === undefined || Math.abs(number) >= LARGEST) return undefined;
  return Math.round(number * 1e6) / 1e6;
}

/** A number, or -1, which is a HAR's word for "not known" where a number must stand. */
export function numberOrUnknown(value: unknown, name: string): number {
  return numberIn(value, name) ?? -1;
}

/** ISO 8601, as `startedDateTime` is written; with a zone or without. */
export function timeIn(value: unknown, name: string): string | undefined {
  const text = textOf(value, name);
  return text !== undefined && isTime(text) ? text : undefined;
}

function isTime(text: string): boolean {
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:?\d\d)?$/.test(text);
}

/** A name, a version, the words of a status: short, and made of words. */
export function wordsIn(value: unknown, name: string, cleaner: Cleaner): string | undefined {
  const text = textOf(value, name);
  if (text === undefined) return undefined;
  if (withoutPlaceholders(text).length <= 100 && isPlainValue(text)) return cleaner.text(text);
  cleaner.count('field');
  return undefined;
}

/** Text that `pattern` matches as a whole; anything else is nothing. */
export function matchIn(value: unknown, name: string, pattern: RegExp): string | undefined {
  const field = fieldOf(value, name);
  const text = typeof field === 'number' ? String(field) : field;
  return typeof text === 'string' && pattern.test(text) ? text : undefined;
}

/** The object without the fields that are `undefined`. */
export function defined<T extends object>(fields: T): Partial<T> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Partial<T>;
}
