import { UserError } from '../../errors.ts';
import type { Fact } from '../../facts/fact.ts';
import { parseFactValue } from '../../facts/parse-value.ts';
import { isZone } from '../../facts/zone.ts';
import type { Files } from '../../io/io.ts';
import { hintFor } from '../../rules/did-you-mean.ts';
import { readDocument } from '../../rules/read-document.ts';
import type { YamlFile } from '../../rules/yaml-file.ts';
import { columnKey } from '../csv-header.ts';
import type { Known } from '../incident.ts';
import { compileDate } from './date-format.ts';
import { incidentMap, type IncidentMap, type MapDates, type MapEntry, type Scalar } from './incident-map.ts';
import { mapSchema } from './map-schema.ts';

interface RawEntry {
  from?: string | string[];
  constant?: Scalar;
  values?: Record<string, Scalar>;
  default?: Scalar;
  date?: string;
  unit?: string;
}

interface RawMap {
  zone?: string;
  fields?: Record<string, RawEntry>;
  facts?: Record<string, RawEntry>;
}

/** Notes a mistake at a place of the file. */
type Complain = (path: readonly string[], message: string, hint: string, at?: 'key') => void;

/** How a map says that nothing is known. */
const UNKNOWN = 'unknown';

/**
 * Reads and checks `deskmedic/map/v1`. Throws `bad-document` or `bad-map` with the place of the first mistake, and all
 * of them named.
 *
 * @param zone of dates that name none; without it, the map's own
 */
export async function readMap(
  path: string,
  known: Known,
  disk: Pick<Files, 'read'>,
  zone?: string,
): Promise<IncidentMap> {
  const file = await readDocument(path, mapSchema, disk);
  const raw = file.data as RawMap;
  const mistakes: { line: number; column: number; message: string; hint: string }[] = [];
  const complain: Complain = (place, message, hint, at) => {
    const { line, column } = file.problem('bad-value', place, message, at === undefined ? {} : { at });
    mistakes.push({ line, column, message, hint });
  };
  const entries = [
    ...Object.entries(raw.fields ?? {}).map(([field, entry]) => checkField(field, entry, known, complain)),
    ...Object.entries(raw.facts ?? {}).flatMap(([id, entry]) => {
      const fact = known.catalogue.get(id);
      if (fact !== undefined) return [checkFact(fact, entry, complain)];
      complain(['facts', id], `there is no fact "${id}"`, hintFor(id, [...known.catalogue.keys()]), 'key');
      return [];
    }),
  ];
  if (entries.length === 0 && mistakes.length === 0)
    complain([], 'the map says nothing', 'name fields or facts, each with from or constant');
  if (raw.zone !== undefined && !isZone(raw.zone))
    complain(['zone'], `"${raw.zone}" is no time zone`, 'write one as America/Chicago');
  const dates = await readDates(raw, zone ?? raw.zone, complain);
  refuse(path, mistakes);
  return incidentMap(entries, dates, columnsOf(path, raw, file));
}

function refuse(
  path: string,
  mistakes: readonly { line: number; column: number; message: string; hint: string }[],
): void {
  const [first, ...more] = mistakes;
  if (first === undefined) return;
  const others = more.map(({ line, message, hint }) => `; line ${line}: ${message} (${hint})`).join('');
  const where = { file: path, line: first.line, column: first.column };
  throw new UserError('bad-map', `${first.message}${others}`, { where, hint: first.hint });
}

function checkField(field: string, raw: RawEntry, { areas }: Known, complain: Complain): MapEntry {
  const place = ['fields', field];
  checkForm(place, raw, complain);
  if (raw.date !== undefined && field !== 'observedAt')
    complain([...place, 'date'], 'only observedAt is a date', 'remove it', 'key');
  if (raw.unit !== undefined) complain([...place, 'unit'], 'only a duration has a unit', 'remove it', 'key');
  return toEntry({ field }, raw, place, (value, at) => {
    if (typeof value !== 'string' && field !== 'id') complain(at, `"${field}" is a text`, 'write it in quotes');
    else if (field === 'area' && !areas.includes(String(value)))
      complain(at, `there is no area "${value}"`, hintFor(String(value), areas));
  });
}

function checkFact(fact: Fact, raw: RawEntry, complain: Complain): MapEntry {
  const place = ['facts', fact.id];
  checkForm(place, raw, complain);
  if (raw.date !== undefined) complain([...place, 'date'], 'only observedAt is a date', 'remove it', 'key');
  if (raw.unit !== undefined && fact.type !== 'duration')
    complain([...place, 'unit'], `"${fact.id}" is no duration`, 'remove it', 'key');
  return toEntry({ fact }, raw, place, (value, at) => {
    const parsed = parseFactValue(fact, value);
    if (!parsed.ok) complain(at, `${JSON.stringify(value)} is no value of "${fact.id}"`, `it ${parsed.reason}`);
  });
}

function checkForm(place: readonly string[], raw: RawEntry, complain: Complain): void {
  if ((raw.from === undefined) === (raw.constant === undefined))
    complain(place, 'this entry needs exactly one of its forms', 'write from, or constant', 'key');
  else if (raw.constant !== undefined && Object.keys(raw).length > 1)
    complain(place, 'a constant has nothing beside it', 'remove the rest', 'key');
}

function toEntry(
  target: MapEntry['target'],
  raw: RawEntry,
  place: readonly string[],
  check: (value: Scalar, at: readonly string[]) => void,
): MapEntry {
  const isOption = 'fact' in target && target.fact.options.some(({ value }) => value === UNKNOWN);
  const meant = (value: Scalar, at: readonly string[]): Scalar | null => {
    if (value === UNKNOWN && !isOption) return null;
    check(value, at);
    return value;
  };
  if (raw.constant !== undefined) check(raw.constant, [...place, 'constant']);
  const values = Object.entries(raw.values ?? {}).map(
    ([name, value]) => [columnKey(name), meant(value, [...place, 'values', name])] as const,
  );
  return {
    target,
    from: [raw.from ?? []].flat(),
    ...(raw.constant === undefined ? {} : { constant: raw.constant }),
    ...(raw.values === undefined ? {} : { values: new Map(values) }),
    ...(raw.default === undefined ? {} : { default: meant(raw.default, [...place, 'default']) }),
    ...(raw.unit === undefined ? {} : { unit: raw.unit }),
  };
}

async function readDates(raw: RawMap, zone: string | undefined, complain: Complain): Promise<MapDates> {
  const format = raw.fields?.['observedAt']?.date;
  const read = format === undefined ? undefined : compileDate(format);
  if (typeof read === 'object') {
    const hint = 'write it as MM/dd/yyyy hh:mm a, or epoch-seconds';
    complain(['fields', 'observedAt', 'date'], `this is no way to write a date: ${read.reason}`, hint);
  }
  const dates = { ...(typeof read === 'function' ? { read } : {}), ...(format === undefined ? {} : { format }) };
  if (zone === undefined || !isZone(zone)) return dates;
  // Temporal takes its time to load, which only a map with a zone waits for.
  const { readWallClock } = await import('../local-time.ts');
  return { ...dates, zone, wallClock: (wall) => readWallClock(wall, zone) };
}

function columnsOf(path: string, raw: RawMap, file: YamlFile): IncidentMap['columns'] {
  return (['fields', 'facts'] as const).flatMap((part) =>
    Object.entries(raw[part] ?? {}).flatMap(([name, { from }]) =>
      [from ?? []].flat().map((column, index) => {
        const place = Array.isArray(from) ? [part, name, 'from', index] : [part, name, 'from'];
        const { line, column: at } = file.problem('bad-value', place, '');
        return { name: column, where: { file: path, line, column: at } };
      }),
    ),
  );
}
