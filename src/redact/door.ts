import { EXIT } from '../exit-codes.ts';
import { UserError } from '../errors.ts';
import { newPlaceholders, type Placeholders } from './placeholders.ts';
import { redactJson } from './redact-json.ts';
import { redactText, type Tally } from './redact-text.ts';

declare const sealed: unique symbol;

/** What is to go into a bundle; `name` is its path under `data/`. What is painted on an image needs a person's consent. */
export type RawEntry =
  | { readonly name: string; readonly kind: 'text' | 'json' | 'ndjson'; readonly text: string }
  | { readonly name: string; readonly kind: 'image'; readonly consent: true; readonly bytes: Uint8Array };

/** What has been through the door. Nothing else can make one, and the archive takes nothing else. */
export interface SealedEntry {
  /** Path under `data/`. */
  readonly name: string;
  readonly bytes: Uint8Array;
  /** Compressed already (an image). */
  readonly compressed: boolean;
  readonly [sealed]: true;
}

/** How many secrets of a kind were removed from a file. */
export interface Removal {
  readonly kind: string;
  readonly count: number;
  /** Path in the bag. */
  readonly where: string;
}

/** `data/redaction.json`: what was removed where, never a value. */
export interface RedactionReport {
  readonly schema: 'deskmedic/redaction/v1';
  readonly removed: readonly Removal[];
  readonly note: string;
}

const NOTE =
  'Redaction is best effort: card numbers, bearer tokens and authorization values, cookies and passwords are removed where they are recognised. What is painted in an image is not, nor is its metadata (such as place, time and device). Look at the files before you send them.';

/**
 * The one door: every entry of a bundle passes here, and comes out without its secrets. Placeholders are the same
 * for the same secret as long as `placeholders` is. Throws a UserError (`cannot-redact`, exit 6) when an entry
 * cannot be handled; the caller then writes nothing.
 */
export function redactEntries(
  entries: readonly RawEntry[],
  placeholders: Placeholders = newPlaceholders(),
): { readonly entries: readonly SealedEntry[]; readonly report: RedactionReport } {
  for (const entry of entries) if (entry.kind !== 'image') placeholders.reserve(entry.text);
  const passed = entries.map((entry) => pass(entry, placeholders));
  return { entries: passed.map(({ entry }) => entry), report: reportOf(passed.flatMap(({ removed }) => removed)) };
}

/**
 * A page that shows what is in a sealed JSON entry: `render` gets the sealed value and nothing else. What it writes is
 * not searched again, since its labels and its escaping could make a secret of what is none.
 */
export function sealPage(name: string, of: SealedEntry, render: (value: unknown) => string): SealedEntry {
  return { name, bytes: encode(render(readSealed(of))), compressed: false } as Omit<
    SealedEntry,
    typeof sealed
  > as SealedEntry;
}

/** The value in a sealed JSON entry, without its secrets. */
export function readSealed(entry: SealedEntry): unknown {
  return JSON.parse(new TextDecoder().decode(entry.bytes));
}

/** One report out of several, for entries that had to pass one after the other. */
export function joinReports(...reports: readonly RedactionReport[]): RedactionReport {
  return reportOf(reports.flatMap(({ removed }) => removed));
}

function reportOf(removed: readonly Removal[]): RedactionReport {
  return { schema: 'deskmedic/redaction/v1', removed, note: NOTE };
}

function pass(raw: RawEntry, placeholders: Placeholders): { entry: SealedEntry; removed: readonly Removal[] } {
  const tally: Tally = new Map();
  // A file name is typed in shells, to which the braces of a placeholder mean something.
  const name = redactText(raw.name, placeholders, tally).replace(/[{}]/g, '');
  try {
    const content =
      raw.kind === 'image'
        ? { bytes: raw.bytes, compressed: true }
        : { bytes: encode(redactContent(raw, placeholders, tally)), compressed: false };
    const removed = Array.from(tally, ([kind, count]) => ({ kind, count, where: `data/${name}` }));
    return { entry: { name, ...content } as SealedEntry, removed };
  } catch {
    // The cause is left out on purpose: a SyntaxError quotes what it could not parse.
    throw new UserError('cannot-redact', `"${name}" could not be searched for secrets, so nothing was written.`, {
      exit: EXIT.unreachable,
      hint: 'Leave this file out, or mend it, and make the bundle again.',
    });
  }
}

function redactContent(raw: Exclude<RawEntry, { kind: 'image' }>, placeholders: Placeholders, tally: Tally): string {
  switch (raw.kind) {
    case 'text':
      return redactText(raw.text, placeholders, tally);
    case 'json':
      return redactJson(raw.text, placeholders, tally);
    case 'ndjson':
      return raw.text
        .split('\n')
        .map((line) => redactLine(line, placeholders, tally))
        .join('\n');
  }
}

function redactLine(line: string, placeholders: Placeholders, tally: Tally): string {
  return line.trim() === '' ? line : redactJson(line, placeholders, tally);
}

/** UTF-8. A lone half of a character would silently become another one; it is refused. */
function encode(text: string): Uint8Array {
  if (/[\uD800-\uDFFF]/u.test(text)) throw new TypeError('lone surrogate');
  return new TextEncoder().encode(text);
}
