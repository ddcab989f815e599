import { isZone } from '../facts/zone.ts';
import type { ConfigType } from './config-keys.ts';

/** A checked value. */
export type ConfigValue = string | number | readonly string[];

/** The checked value; `null` when there is none (empty); else what it should have been. */
export type CheckedValue =
  { readonly ok: true; readonly value: ConfigValue | null } | { readonly ok: false; readonly wanted: string };

const MAX_TEXT = 500;
const MAX_COUNT = 10_000_000;

/** Checks a raw value from a file, a flag or the environment; numbers may come as text, and text as a number. */
export function checkValue(type: ConfigType, raw: unknown): CheckedValue {
  if (raw === null || raw === undefined || raw === '') return { ok: true, value: null };
  switch (type) {
    case 'text':
      return checkText(raw);
    case 'count':
      return checkCount(raw);
    case 'zone':
      return typeof raw === 'string' && isZone(raw.trim())
        ? { ok: true, value: raw.trim() }
        : { ok: false, wanted: 'a time zone such as America/Chicago' };
    case 'folders':
      return checkFolders(raw);
    default:
      return type satisfies never;
  }
}

/** YAML reads an unquoted contract number as a number, which people may be excused for. */
function checkText(raw: unknown): CheckedValue {
  const text = typeof raw === 'string' ? raw.trim() : Number.isSafeInteger(raw) ? String(raw) : null;
  if (text === null) return { ok: false, wanted: 'a text; put it in quotes' };
  if (text.length > MAX_TEXT) return { ok: false, wanted: `a text of at most ${MAX_TEXT} characters` };
  return { ok: true, value: text === '' ? null : text };
}

function checkCount(raw: unknown): CheckedValue {
  const count = typeof raw === 'string' && /^\d{1,8}$/.test(raw.trim()) ? Number(raw) : raw;
  return Number.isSafeInteger(count) && (count as number) >= 1 && (count as number) <= MAX_COUNT
    ? { ok: true, value: count as number }
    : { ok: false, wanted: 'a whole number from 1' };
}

function checkFolders(raw: unknown): CheckedValue {
  const list: readonly unknown[] = Array.isArray(raw) ? raw : [raw];
  const folders = list.filter((item): item is string => typeof item === 'string' && item.trim() !== '');
  return folders.length === list.length ? { ok: true, value: folders } : { ok: false, wanted: 'a list of folders' };
}
