import type { Ending } from '../../evidence/har/cut-har.ts';
import { harParts } from '../../evidence/har/har-parts.ts';
import { mapOf } from '../../evidence/har/shape.ts';
import type { Chunks } from '../../evidence/har/utf8-bytes.ts';
import type { Placeholders } from '../placeholders.ts';
import { newCleaner } from './cleaner.ts';
import { newHarvest } from './harvest.ts';
import { harvestEntry } from './harvest-entry.ts';
import { rebuildEntry } from './rebuild-entry.ts';
import { rebuildField, rebuildPage, sanitizedBy, sourceNoteIn } from './rebuild-log.ts';

/** What became of a HAR. */
export interface HarReport {
  /** How the original ended; of one that was cut off or broken, what is whole is kept. `not-har`: nothing is. */
  readonly ending: Ending;
  /** How many entries were rebuilt. */
  readonly entries: number;
  /** How many pages, entries and fields are missing because they were no JSON, no objects, or too large. */
  readonly refused: number;
  /** What was left out or replaced, and how often, in the order of the kinds' names. */
  readonly removed: readonly { readonly kind: string; readonly count: number }[];
  /** Every secret that was seen, with its kind: to be removed everywhere else, and to be looked for at the end. Never to be written. */
  readonly harvest: ReadonlyMap<string, string>;
  /** The ids that were kept because support needs them: what equals one is nowhere to be taken for a secret. */
  readonly ids: ReadonlySet<string>;
}

/** A HAR that is being rebuilt. */
export interface SanitizedHar {
  /** The new HAR, in UTF-8: one entry on a line. To be read once, to its end. */
  readonly bytes: AsyncGenerator<Uint8Array>;
  /** To be asked when `bytes` have been read to their end; throws before. */
  report(): HarReport;
}

/** What the bundle gives to the rebuilding of a HAR. */
export interface HarChoices {
  readonly placeholders: Placeholders;
  /** What is removed from every text that is kept, beside the kinds: the secrets that were harvested elsewhere. */
  readonly redact?: (text: string) => string;
}

/** Pages are held to the end, being few; a HAR with more of them is no recording of anybody's. */
const MOST_PAGES = 10_000;

/**
 * Builds a new HAR out of what is allowed of one of any size; never edits one. Nothing is kept because it was not
 * recognised: fields, headers and values that are not on a list are left out. Memory does not grow with the entries,
 * but for the distinct secrets and placeholders in them.
 */
export function sanitizeHar(chunks: Chunks, { placeholders, redact }: HarChoices): SanitizedHar {
  let report: HarReport | undefined;

  async function* rebuild(): AsyncGenerator<Uint8Array> {
    const cleaner = newCleaner(placeholders, redact);
    const harvest = newHarvest();
    const encoder = new TextEncoder();
    const fields = new Map<string, unknown>();
    const pages: unknown[] = [];
    let entries = 0;
    let refused = 0;
    let ending: Ending = 'not-har';
    let note: ReturnType<typeof sourceNoteIn> = { refused: 0 };
    yield encoder.encode(`{"log":{"version":"1.2","_sanitizedBy":${JSON.stringify(sanitizedBy())},"entries":[`);
    for await (const part of harParts(chunks)) {
      switch (part.kind) {
        case 'entry': {
          harvestEntry(part.value, harvest);
          const entry = rebuildEntry(part.value, cleaner);
          if (entry === undefined) refused++;
          else yield encoder.encode(`${entries++ === 0 ? '\n' : ',\n'}${JSON.stringify(entry)}`);
          break;
        }
        case 'page': {
          harvestEntry(part.value, harvest);
          const page = pages.length < MOST_PAGES ? rebuildPage(part.value, cleaner) : undefined;
          if (page === undefined) refused++;
          else pages.push(page);
          break;
        }
        case 'field': {
          if (part.name === '_source') note = sourceNoteIn(part.value);
          else if (part.name === 'comment' && part.value !== '') cleaner.count('comment');
          else if (mapOf(part.value) !== undefined && part.name !== '_sanitizedBy') {
            harvestEntry(part.value, harvest);
            const field = rebuildField(part.name, part.value, cleaner);
            if (field === undefined) cleaner.count('field');
            else fields.set(part.name, field);
          }
          break;
        }
        case 'refused':
          refused++;
          break;
        case 'end':
          ending = part.ending;
      }
    }
    const ended = ending === 'cut' || ending === 'broken' ? ending : note.ended;
    const missing = refused + note.refused;
    const source = ended === undefined && missing === 0 ? undefined : { ended, refusedParts: missing };
    const rest = { ...Object.fromEntries(fields), pages, ...(source === undefined ? {} : { _source: source }) };
    yield encoder.encode(`\n],${JSON.stringify(rest).slice(1, -1)}}}\n`);
    report = {
      ending,
      entries,
      refused,
      removed: Array.from(cleaner.tally, ([kind, count]) => ({ kind, count })).toSorted((a, b) =>
        a.kind < b.kind ? -1 : 1,
      ),
      harvest: harvest.without(cleaner.ids),
      ids: cleaner.ids,
    };
  }

  return {
    bytes: rebuild(),
    report() {
      if (report === undefined) throw new TypeError('the HAR has not been read to its end');
      return report;
    },
  };
}
