import type { FoundId } from '../identifiers.ts';
import { identifierNamed } from '../identifiers.ts';
import { plainName } from '../json-fields.ts';
import type { MomentReader } from '../times/moment-reader.ts';
import { byName } from './by-name.ts';
import { wordsOf } from './words.ts';

/** An object of a report, or a row of a table, with what it stands in. */
export interface ReportObject {
  /** The name under which it stands; empty for the outermost and for a row. */
  readonly name: string;
  readonly entries: readonly (readonly [name: string, value: unknown])[];
  readonly parent: ReportObject | undefined;
  /** Milliseconds since 1970, its own or that of what it stands in. */
  readonly at: number | undefined;
  readonly ids: readonly FoundId[];
  /** What its own fields say of side, kind and place: `caller`, `Media relay, Frankfurt`. */
  readonly said: readonly string[];
  /** From 1, of a row. */
  readonly line: number | undefined;
}

const plainOf = byName(plainName);

const TIMES =
  /^(?:(?:call)?(?:start|begin|connect|answer)(?:ed)?(?:time|at|date)?|timestamp|time|at|date(?:time)?|calltime)(?:utc)?$/;
const SAID_IN =
  /^(?:side|direction|role|leg|legtype|legkind|hop|hoptype|segment|point|kind|type|media|mediatype|name|label|node|location)$/;

/** Whether a field of this plain name holds when it was. */
export function isTimeName(plain: string): boolean {
  return TIMES.test(plain);
}

/** Whether a field of this plain name says whose side, which kind or which place it is of. */
export function isSaidName(plain: string): boolean {
  return SAID_IN.test(plain);
}

/** The object with what follows from its fields. */
export function reportObject(
  name: string,
  entries: ReportObject['entries'],
  times: MomentReader,
  { parent, line }: { readonly parent?: ReportObject | undefined; readonly line?: number } = {},
): ReportObject {
  let at: number | undefined;
  const ids: FoundId[] = [];
  const said: string[] = [];
  for (const [key, value] of entries) {
    if (typeof value !== 'string' && typeof value !== 'number') continue;
    // `Start time (UTC)` and `callIds` are as their plain names.
    const plain = plainOf(key);
    if (at === undefined && isTimeName(plain)) at = times.read(value, plain.endsWith('utc'));
    ids.push(...identifierNamed(plain === 'sessionid' ? 'sipsessionid' : plain, value));
    if (typeof value === 'string' && value !== '' && isSaidName(plain)) said.push(value.slice(0, 80));
  }
  return { name, entries, parent, at: at ?? parent?.at, ids, said, line: line ?? parent?.line };
}

/** What is said of the object, the nearest first: by its own fields, its name, and what it stands in. */
export function saidOf(object: ReportObject): readonly string[] {
  const all: string[] = [];
  let next: ReportObject | undefined = object;
  for (let level = 0; next !== undefined && level < 8; level++, next = next.parent) all.push(...next.said, next.name);
  return all;
}

/** Identifiers of the object and of what it stands in. */
export function idsOf(object: ReportObject): readonly FoundId[] {
  const all: FoundId[] = [];
  let next: ReportObject | undefined = object;
  for (let level = 0; next !== undefined && level < 64; level++, next = next.parent) all.push(...next.ids);
  return all;
}

const SIDE_IN = /^(?:side|direction|role|leg|hop|segment|point)$/;
const PLACE_IN = /^(?:name|label|node|location)$/;

/**
 * What the object and what it stands in say of the side, the outermost first: `caller`, `Media relay, Dallas`. The name of
 * a hop is one of the vendor's machines; that of anything else may be a person's and is left out.
 */
export function sidesSaid(object: ReportObject, leg: 'endpoint' | 'relay'): readonly string[] {
  const parts: string[] = [];
  let next: ReportObject | undefined = object;
  for (let level = 0; next !== undefined && level < 4; level++, next = next.parent) {
    const isNamed = leg === 'relay' && level === 0;
    const own = next.entries.flatMap(([key, value]) => {
      const plain = plainOf(key);
      return typeof value === 'string' && (SIDE_IN.test(plain) || (isNamed && PLACE_IN.test(plain)))
        ? [value.slice(0, 200).trim()]
        : [];
    });
    parts.unshift(...own.filter((text) => text !== ''));
  }
  return parts;
}

/** Words of a field's name that says whether, or how often, something happened. */
const WHETHER = /^(?:detected|present|active|occurred|triggered|applies|count|counts|occurrences|times|total)$/;

/** Whether the object says of itself that what it tells did not happen: `{"insight": "…", "detected": false}`, `"count": 0`. */
export function isDenied(object: ReportObject): boolean {
  return object.entries.some(
    ([key, value]) =>
      wordsOf(key).some((word) => WHETHER.test(word)) &&
      (value === false || value === 0 || /^(?:false|no|0)$/i.test(typeof value === 'string' ? value.trim() : '')),
  );
}
