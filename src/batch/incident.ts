import type { Catalogue, Facts } from '../facts/fact.ts';
import { isObject } from '../facts/plain-data.ts';
import { nearAmong } from '../rules/did-you-mean.ts';
import type { RecordProblemCode, RecordProblem } from '../report/result.ts';
import { readObservedAt, type ObservedAt } from './observed-at.ts';
import { isForbidden, ProblemList, unknownWord } from './problems.ts';
import { factReader, type ReadFacts } from './read-facts.ts';

/** One checked record of a batch: what can be used of it, and what is wrong with the rest. */
export interface Incident {
  readonly id?: string;
  /** Username of the agent. */
  readonly agent?: string;
  readonly observedAt?: ObservedAt;
  readonly site?: string;
  readonly area?: string;
  readonly text?: string;
  readonly facts: Facts;
  readonly problems: readonly RecordProblem[];
}

/** An incident, or the reason why the record is none; the id where one can be read all the same. */
export type ParsedIncident =
  | { readonly ok: true; readonly incident: Incident }
  | { readonly ok: false; readonly problem: RecordProblem; readonly id?: string };

/** What a record is checked against. */
export interface Known {
  readonly catalogue: Catalogue;
  readonly areas: readonly string[];
}

/** The fields of an incident, by their names in JSON. */
export const INCIDENT_FIELDS = ['id', 'agent', 'observedAt', 'site', 'area', 'text', 'facts'] as const;
type Field = (typeof INCIDENT_FIELDS)[number];
const IS_FIELD: ReadonlySet<string> = new Set(INCIDENT_FIELDS);

type JsonObject = Readonly<Record<string, unknown>>;

/** Checks JSON values, one record after the other. Fields that an incident does not have are left alone: other systems add their own. */
export function incidentParser({ catalogue, areas }: Known): (value: unknown) => ParsedIncident {
  const readFacts = factReader(catalogue);
  const readArea = areaReader(areas);
  return (value) => parseIncident(value, readFacts, readArea);
}

function parseIncident(value: unknown, readFacts: ReadFacts, readArea: ReadArea): ParsedIncident {
  if (!isObject(value)) return refused('not-an-object', `the record must be an object, this is ${kindOf(value)}`);
  const problems = new ProblemList();
  // Only own keys: `value.facts` of a record without one would look into the prototype.
  const field = (name: Field): unknown => (Object.hasOwn(value, name) ? value[name] : undefined);
  const id = readId(field('id'), problems);
  const facts = field('facts');
  if (facts !== undefined && !isObject(facts))
    return refused('facts-not-an-object', `"facts" must be an object, this is ${kindOf(facts)}`, 'facts', id);
  const text = field('text');
  if (text !== undefined && typeof text !== 'string')
    return refused('text-not-a-string', `"text" must be a text, this is ${kindOf(text)}`, 'text', id);
  checkFields(value, problems);
  const incident: Writable<Incident> = { facts: NO_FACTS, problems: NO_PROBLEMS };
  if (id.id !== undefined) incident.id = id.id;
  const agent = readText('agent', field('agent'), problems);
  if (agent !== undefined) incident.agent = agent;
  const observedAt = readTime(field('observedAt'), problems);
  if (observedAt !== undefined) incident.observedAt = observedAt;
  const site = readText('site', field('site'), problems);
  if (site !== undefined) incident.site = site;
  const area = readArea(field('area'), problems);
  if (area !== undefined) incident.area = area;
  if (text !== undefined && text.trim() !== '') incident.text = text;
  if (facts !== undefined) incident.facts = readFacts(facts, problems);
  incident.problems = problems.all();
  return { ok: true, incident };
}

type Writable<T> = { -readonly [K in keyof T]: T[K] };

const NO_FACTS: Facts = new Map();
const NO_PROBLEMS: readonly RecordProblem[] = [];

/** A number is what many systems call their records by; it is taken, and said, because a long one has lost digits. */
function readId(raw: unknown, problems: ProblemList): { id?: string } {
  if (typeof raw === 'string') return { id: raw };
  if (raw === undefined) return {};
  problems.add('wrong-type', 'id', () => `"id" must be a text, this is ${kindOf(raw)}`);
  return typeof raw === 'number' && Number.isSafeInteger(raw) ? { id: String(raw) } : {};
}

function readText(name: 'agent' | 'site', raw: unknown, problems: ProblemList): string | undefined {
  if (typeof raw === 'string') return raw.trim() === '' ? undefined : raw;
  if (raw !== undefined) problems.add('wrong-type', name, () => `"${name}" must be a text, this is ${kindOf(raw)}`);
  return undefined;
}

type ReadArea = (raw: unknown, problems: ProblemList) => string | undefined;

function areaReader(areas: readonly string[]): ReadArea {
  const near = nearAmong(areas);
  return (raw, problems) => {
    if (raw === undefined) return undefined;
    if (typeof raw !== 'string') {
      problems.add('wrong-type', 'area', () => `"area" must be a text, this is ${kindOf(raw)}`);
      return undefined;
    }
    if (areas.includes(raw)) return raw;
    problems.add('unknown-area', 'area', () => unknownWord(raw, 'area', near(raw)[0]));
    return undefined;
  };
}

function readTime(raw: unknown, problems: ProblemList): ObservedAt | undefined {
  if (raw === undefined) return undefined;
  const read = readObservedAt(raw);
  if (read.ok) return read.at;
  problems.add(typeof raw === 'string' ? 'bad-date' : 'wrong-type', 'observedAt', () => `"observedAt" ${read.reason}`);
  return undefined;
}

const nearFields = nearAmong(INCIDENT_FIELDS);

/** Names what was probably meant to be a field of an incident and is not there. */
function checkFields(value: JsonObject, problems: ProblemList): void {
  // A record of a program can inherit keys, which it does not have.
  for (const key of Object.keys(value)) {
    if (IS_FIELD.has(key) || isForbidden(key, key, problems)) continue;
    const meant = nearFields(key).find((name) => !Object.hasOwn(value, name));
    if (meant !== undefined) problems.add('unknown-field', key, () => `"${key}" is not read; did you mean "${meant}"?`);
  }
}

function refused(code: RecordProblemCode, message: string, field?: string, id: { id?: string } = {}): ParsedIncident {
  return { ok: false, problem: { code, ...(field === undefined ? {} : { field }), message }, ...id };
}

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  return (
    { object: 'an object', number: 'a number', boolean: 'true or false', string: 'a text' }[String(typeof value)] ??
    'nothing'
  );
}
