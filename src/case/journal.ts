import { createHash } from 'node:crypto';
import { isReading } from '../evidence/is-reading.ts';
import { compareTexts } from '../facts/text-order.ts';
import type { CaseEvent, JournalEntry } from './events.ts';

/** The version of the journal's format that this version writes, and the newest that it understands. */
const JOURNAL_FORMAT = 1;

/** What was read of a journal: its longest valid prefix, and what stands behind it. */
export interface JournalReading {
  readonly entries: readonly JournalEntry[];
  /** Bytes of the valid prefix; it ends with a line end. */
  readonly length: number;
  /** Checksum of the last valid line, which the next one continues; empty for an empty journal. */
  readonly lastSum: string;
  /** A last line that is cut off or broken: what a process leaves that is killed while it writes. */
  readonly torn: null | { readonly bytes: Uint8Array };
  /** A broken line with others behind it; `line` counts from 1. Nothing behind it is read. */
  readonly damaged: null | { readonly line: number; readonly reason: string };
  /** Written by a later version: events that are not known here are left out of `entries`. For reading only. */
  readonly newerFormat: boolean;
}

/** A valid line, before it is known whether this version understands it. */
interface RawEntry {
  readonly type: string;
  readonly seq: number;
  readonly at: string;
  readonly format?: unknown;
}

type CheckedLine =
  | { readonly ok: true; readonly entry: RawEntry; readonly sum: string }
  | { readonly ok: false; readonly reason: string };

const EVENT_TYPES = {
  opened: true,
  answered: true,
  back: true,
  set: true,
  noted: true,
  attached: true,
  read: true,
  bundled: true,
  'upload-started': true,
  'upload-finished': true,
  ended: true,
} as const satisfies Record<CaseEvent['type'], true>;

const SUM_PREFIX = ',"sum":"';
/** Length of `,"sum":"0123456789abcdef"}`. */
const SUFFIX = SUM_PREFIX.length + 16 + 2;
const LINE_END = 0x0a;

/**
 * One line of the journal, without its line end. Its last field `sum` is the first 16 hex digits of SHA-256 over the
 * previous line's sum and the rest of the object as JSON with sorted keys, so that no line can be changed, dropped
 * or moved unnoticed. `previousSum` is empty for the first line.
 */
export function encodeEntry(entry: JournalEntry, previousSum: string): { readonly line: string; readonly sum: string } {
  const body = JSON.stringify(sorted(entry));
  const sum = checksum(previousSum, body);
  return { line: `${body.slice(0, -1)}${SUM_PREFIX}${sum}"}`, sum };
}

/** Reads a journal as far as it is whole. Never throws for what is in it, and changes nothing. */
export function readJournal(bytes: Uint8Array): JournalReading {
  const entries: JournalEntry[] = [];
  let lastSum = '';
  let line = 0;
  let start = 0;
  let newerFormat = false;
  const result = (rest: Pick<JournalReading, 'torn' | 'damaged'>): JournalReading => {
    return { entries, length: start, lastSum, newerFormat, ...rest };
  };
  while (start < bytes.length) {
    line++;
    const end = bytes.indexOf(LINE_END, start);
    const checked: CheckedLine =
      end === -1 ? { ok: false, reason: 'it has no end' } : checkLine(bytes.subarray(start, end), lastSum, line);
    if (!checked.ok) {
      const isLast = end === -1 || end === bytes.length - 1;
      return isLast
        ? result({ torn: { bytes: new Uint8Array(bytes.subarray(start)) }, damaged: null })
        : result({ torn: null, damaged: { line, reason: checked.reason } });
    }
    if (!isUnderstood(checked.entry)) newerFormat = true;
    else if (isWhole(checked.entry)) entries.push(checked.entry);
    else return result({ torn: null, damaged: { line, reason: 'what it says of a file is no reading' } });
    lastSum = checked.sum;
    start = end + 1;
  }
  return result({ torn: null, damaged: null });
}

/** Checks the text as it stands in the file, byte by byte: other bytes with the same meaning are a change too. */
function checkLine(bytes: Uint8Array, previousSum: string, seq: number): CheckedLine {
  const text = decode(bytes);
  if (text === null) return { ok: false, reason: 'it is not UTF-8 text' };
  const sum = text.slice(-18, -2);
  if (text.length <= SUFFIX || !text.endsWith(`${SUM_PREFIX}${sum}"}`))
    return { ok: false, reason: 'it has no checksum' };
  const body = `${text.slice(0, -SUFFIX)}}`;
  if (checksum(previousSum, body) !== sum) return { ok: false, reason: 'its checksum does not fit' };
  const entry = parse(body);
  return entry?.seq === seq ? { ok: true, entry, sum } : { ok: false, reason: 'it is not a journal entry' };
}

function decode(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}

function parse(body: string): RawEntry | null {
  try {
    const raw = JSON.parse(body) as Partial<Record<keyof RawEntry, unknown>> | null;
    const whole = typeof raw?.type === 'string' && typeof raw.at === 'string' && Number.isSafeInteger(raw.seq);
    return whole ? (raw as RawEntry) : null;
  } catch {
    return null;
  }
}

/**
 * The checksum vouches for the shape of most events. A reading goes deep, and is worked with as it stands: one that does not
 * hold would end every look at the case as a fault of ours.
 */
function isWhole(entry: JournalEntry): boolean {
  return entry.type !== 'read' || (typeof entry.name === 'string' && isReading(entry.reading));
}

/** Whether this version knows what such an event means. */
function isUnderstood(entry: RawEntry): entry is RawEntry & JournalEntry {
  if (!Object.hasOwn(EVENT_TYPES, entry.type)) return false;
  return entry.type !== 'opened' || entry.format === JOURNAL_FORMAT;
}

function checksum(previousSum: string, body: string): string {
  return createHash('sha256').update(previousSum).update(body).digest('hex').slice(0, 16);
}

/** The same value with the keys of each object in order. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const pairs = Object.entries(value).sort(([a], [b]) => compareTexts(a, b));
  return Object.fromEntries(pairs.map(([key, item]) => [key, sorted(item)]));
}
