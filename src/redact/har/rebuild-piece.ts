import { fieldOf, listOf, mapOf } from '../../evidence/har/shape.ts';
import type { Placeholders } from '../placeholders.ts';
import type { Tally } from '../redact-text.ts';
import { newCleaner, type Cleaner } from './cleaner.ts';
import type { HarPiece } from './find-hars.ts';
import { harvestEntry } from './harvest-entry.ts';
import { newHarvest } from './harvest.ts';
import { rebuildEntry } from './rebuild-entry.ts';
import { rebuildField, rebuildPage, sanitizedBy } from './rebuild-log.ts';
import type { HarReport } from './sanitize-har.ts';

/** Rebuilds the pieces of HARs that stand in other JSON of one file. */
export interface HarPieces {
  /** The piece made anew out of what is allowed of it, as JSON. */
  rebuild(piece: HarPiece, json: string): string;
  /** What was seen in all of them: see {@link HarReport}. */
  seen(): Pick<HarReport, 'harvest' | 'ids'>;
}

/** None rebuilt yet; what is removed is counted in `tally`. */
export function newHarPieces(placeholders: Placeholders, tally: Tally): HarPieces {
  const cleaner = newCleaner(placeholders, undefined, tally);
  const harvest = newHarvest();
  return {
    rebuild(piece, json) {
      const value: unknown = JSON.parse(json);
      harvestEntry(value, harvest);
      return JSON.stringify(rebuildPiece(piece, value, cleaner));
    },
    seen: () => ({ harvest: harvest.without(cleaner.ids), ids: cleaner.ids }),
  };
}

function rebuildPiece(piece: HarPiece, value: unknown, cleaner: Cleaner): unknown {
  const within = (...path: readonly string[]): unknown => {
    const entry = path.toReversed().reduce<unknown>((inner, name) => ({ [name]: inner }), value);
    return path.reduce<unknown>(fieldOf, rebuildEntry(entry, cleaner));
  };
  switch (piece) {
    case 'log':
      return rebuildLog(value, cleaner);
    case 'entry':
      return within();
    case 'request':
    case 'response':
      return within(piece);
    case 'post-data':
      return within('request', 'postData');
    case 'content':
      return within('response', 'content');
    case 'message':
      return listOf(fieldOf(rebuildEntry({ _webSocketMessages: [value] }, cleaner), '_webSocketMessages'))[0];
  }
}

function rebuildLog(log: unknown, cleaner: Cleaner): unknown {
  const fields = Object.entries(mapOf(log) ?? {}).flatMap(([name, field]) => {
    if (name === 'entries') return [[name, listOf(field).flatMap((entry) => rebuildEntry(entry, cleaner) ?? [])]];
    if (name === 'pages') return [[name, listOf(field).flatMap((page) => rebuildPage(page, cleaner) ?? [])]];
    const rebuilt = rebuildField(name, field, cleaner);
    if (rebuilt !== undefined) return [[name, rebuilt]];
    if (name !== 'version' && name !== '_sanitizedBy') cleaner.count(name === 'comment' ? name : 'field');
    return [];
  });
  return { version: '1.2', _sanitizedBy: sanitizedBy(), ...Object.fromEntries(fields) };
}
