import type { Place } from '../../errors.ts';
import type { Fact } from '../../facts/fact.ts';
import { isObject } from '../../facts/plain-data.ts';
import type { RecordProblem } from '../../report/result.ts';
import { columnKey } from '../csv-header.ts';
import { typeCell } from '../type-cell.ts';
import type { WallTime } from '../local-time.ts';
import type { ReadDate } from './date-format.ts';

/** An incident in JSON's terms, not checked yet, and what the map could not make of the record. */
export interface Mapped {
  readonly value: unknown;
  readonly problems: readonly RecordProblem[];
}

/** What the columns or fields of another system mean. */
export interface IncidentMap {
  /** Each column that it names, and where in its file. */
  readonly columns: readonly { readonly name: string; readonly where: Place }[];
  /** The incident of a row. `get` gives what stands in a column. */
  read(get: (column: string) => unknown): Mapped;
  /** The incident of a JSON record; what is no object comes back as it is. */
  apply(record: unknown): Mapped;
}

/** One entry of a map, checked. */
export interface MapEntry {
  /** A field of the incident, or a fact. */
  readonly target: { readonly field: string } | { readonly fact: Fact };
  readonly from: readonly string[];
  readonly constant?: Scalar;
  /** By {@link columnKey}; null where nothing is known. */
  readonly values?: ReadonlyMap<string, Scalar | null>;
  readonly default?: Scalar | null;
  readonly unit?: string;
}
export type Scalar = string | number | boolean;

/** How dates are read. */
export interface MapDates {
  readonly read?: ReadDate;
  /** As it is written in the map. */
  readonly format?: string;
  /** When the wall clock of the map's zone shows a time. */
  readonly wallClock?: (wall: string) => WallTime;
  readonly zone?: string;
}

/** Lengths at which a value is cut where it is shown. */
const MAX_SHOWN = 60;

/** A map of checked entries. */
export function incidentMap(
  entries: readonly MapEntry[],
  dates: MapDates,
  columns: IncidentMap['columns'],
): IncidentMap {
  const read: IncidentMap['read'] = (get) => {
    const value: Record<string, unknown> = {};
    const facts: Record<string, unknown> = {};
    const problems: RecordProblem[] = [];
    for (const entry of entries) {
      const found = readEntry(entry, get, problems);
      if (found === undefined) continue;
      const { target } = entry;
      if ('fact' in target) facts[target.fact.id] = found;
      else if (target.field !== 'observedAt' || typeof found !== 'string') value[target.field] = found;
      else {
        const time = readDate(found, dates, problems);
        if (time !== undefined) value['observedAt'] = time;
      }
    }
    return { value: { ...value, facts }, problems };
  };
  return {
    columns,
    read,
    apply: (record) => (isObject(record) ? read((path) => valueAt(record, path)) : { value: record, problems: [] }),
  };
}

function readEntry(entry: MapEntry, get: (column: string) => unknown, problems: RecordProblem[]): unknown {
  if (entry.constant !== undefined) return entry.constant;
  const { target, values } = entry;
  const found = entry.from.map((column) => ({ column, raw: get(column) })).filter(({ raw }) => !isEmpty(raw));
  const [first] = found;
  if (first === undefined) return entry.default ?? undefined;
  if ('field' in target && target.field === 'text' && values === undefined)
    return found.map(({ raw }) => textOf(raw)).join('\n');
  const text = textOf(first.raw);
  if (values !== undefined) {
    const meant = values.get(columnKey(text));
    if (meant !== undefined) return meant ?? undefined;
    if (entry.default !== undefined) return entry.default ?? undefined;
    const shown = text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN - 1)}…` : text;
    const field = 'fact' in target ? `facts.${target.fact.id}` : target.field;
    const message = `"${shown}" in the column "${first.column}" is none of the values that the map has`;
    problems.push({ code: 'unmapped-value', field, message });
    return undefined;
  }
  if ('field' in target) return typeof first.raw === 'string' ? text : typeof first.raw === 'object' ? first.raw : text;
  if (entry.unit !== undefined && /^\d+$/.test(text)) return `${text}${entry.unit}`;
  return typeof first.raw === 'string' ? typeCell(target.fact, text) : first.raw;
}

function isEmpty(raw: unknown): boolean {
  return raw === undefined || raw === null || (typeof raw === 'string' && raw.trim() === '');
}

function textOf(raw: unknown): string {
  return typeof raw === 'string' ? raw.trim() : JSON.stringify(raw);
}

/** The moment in ISO 8601. What is written otherwise than the map says is a problem, and no time. */
function readDate(
  text: string,
  { read, format, wallClock, zone }: MapDates,
  problems: RecordProblem[],
): string | undefined {
  const field = 'observedAt';
  const iso = read === undefined ? text : read(text);
  if (iso === undefined) {
    problems.push({ code: 'bad-date', field, message: `"observedAt" is not written as the map says: ${format ?? ''}` });
    return undefined;
  }
  const wall = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?$/.exec(iso)?.[0].replace(' ', 'T');
  // What is no date at all is told where incidents are checked.
  if (wall === undefined || wallClock === undefined || Number.isNaN(Date.parse(`${wall}Z`))) return iso;
  if (!new Date(`${wall}Z`).toISOString().startsWith(wall.slice(0, 10))) return iso;
  const time = wallClock(wall);
  if (time.shown === 'never') {
    const message = `"observedAt" never was in ${zone ?? ''}: the clocks went forward`;
    problems.push({ code: 'bad-date', field, message });
    return undefined;
  }
  if (time.shown === 'twice') {
    const message = `"observedAt" was twice in ${zone ?? ''}: the clocks went back; read as the first`;
    problems.push({ code: 'ambiguous-date', field, message });
  }
  return time.utc;
}

/** What stands in a record under a name, or a path that dots lead along. */
function valueAt(record: Readonly<Record<string, unknown>>, path: string): unknown {
  if (Object.hasOwn(record, path)) return record[path];
  let value: unknown = record;
  for (const key of path.split('.')) {
    if (!isObject(value) || !Object.hasOwn(value, key)) return undefined;
    value = value[key];
  }
  return value;
}
