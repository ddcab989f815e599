import type { Catalogue, Facts, KnownFact } from '../facts/fact.ts';
import { parseFactValue } from '../facts/parse-value.ts';
import { isObject } from '../facts/plain-data.ts';
import { nearest } from '../rules/did-you-mean.ts';
import type { RecordProblemCode, RecordProblem } from '../report/result.ts';
import { readObservedAt, type ObservedAt } from './observed-at.ts';
import { isForbidden, problemList, unknownWord, type ProblemList } from './problems.ts';

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

const FIELDS = ['id', 'agent', 'observedAt', 'site', 'area', 'text', 'facts'] as const;
type Field = (typeof FIELDS)[number];

type JsonObject = Readonly<Record<string, unknown>>;

/** Checks one JSON value. Fields that an incident does not have are left alone: other systems add their own. */
export function parseIncident(value: unknown, known: Known): ParsedIncident {
  if (!isObject(value)) return refused('not-an-object', `the record must be an object, this is ${kindOf(value)}`);
  const problems = problemList();
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
  const optional = {
    ...id,
    ...readText('agent', field('agent'), problems),
    ...readTime(field('observedAt'), problems),
    ...readText('site', field('site'), problems),
    ...readArea(field('area'), known.areas, problems),
    ...(text === undefined || text.trim() === '' ? {} : { text }),
  };
  const readable = facts === undefined ? new Map<string, KnownFact>() : readFacts(facts, known.catalogue, problems);
  return { ok: true, incident: { ...optional, facts: readable, problems: problems.all() } };
}

function readFacts(raw: JsonObject, catalogue: Catalogue, problems: ProblemList): Facts {
  const facts = new Map<string, KnownFact>();
  for (const [id, value] of Object.entries(raw)) {
    const path = `facts.${id}`;
    if (isForbidden(id, path, problems)) continue;
    const fact = catalogue.get(id);
    if (fact === undefined) {
      problems.add('unknown-fact', path, () => unknownWord(id, 'fact', catalogue.keys()));
      continue;
    }
    const parsed = parseFactValue(fact, value);
    if (parsed.ok) facts.set(id, { value: parsed.value, by: 'incident' });
    else
      problems.add(
        jsonTypeOf(fact.type) === typeof value ? 'bad-value' : 'wrong-type',
        path,
        () => `${id} ${parsed.reason}`,
      );
  }
  return facts;
}

/** What a value of this type is in JSON. */
function jsonTypeOf(type: string): string {
  return type === 'boolean' ? 'boolean' : type === 'count' ? 'number' : 'string';
}

/** A number is what many systems call their records by; it is taken, and said, because a long one has lost digits. */
function readId(raw: unknown, problems: ProblemList): { id?: string } {
  if (typeof raw === 'string') return { id: raw };
  if (raw === undefined) return {};
  problems.add('wrong-type', 'id', () => `"id" must be a text, this is ${kindOf(raw)}`);
  return typeof raw === 'number' && Number.isSafeInteger(raw) ? { id: String(raw) } : {};
}

function readText(name: 'agent' | 'site', raw: unknown, problems: ProblemList): { [K in typeof name]?: string } {
  if (typeof raw === 'string') return raw.trim() === '' ? {} : { [name]: raw };
  if (raw !== undefined) problems.add('wrong-type', name, () => `"${name}" must be a text, this is ${kindOf(raw)}`);
  return {};
}

function readArea(raw: unknown, areas: readonly string[], problems: ProblemList): { area?: string } {
  if (raw === undefined) return {};
  if (typeof raw !== 'string') {
    problems.add('wrong-type', 'area', () => `"area" must be a text, this is ${kindOf(raw)}`);
    return {};
  }
  if (areas.includes(raw)) return { area: raw };
  problems.add('unknown-area', 'area', () => unknownWord(raw, 'area', areas));
  return {};
}

function readTime(raw: unknown, problems: ProblemList): { observedAt?: ObservedAt } {
  if (raw === undefined) return {};
  const read = readObservedAt(raw);
  if (read.ok) return { observedAt: read.at };
  problems.add(typeof raw === 'string' ? 'bad-date' : 'wrong-type', 'observedAt', () => `"observedAt" ${read.reason}`);
  return {};
}

/** Names what was probably meant to be a field of an incident and is not there. */
function checkFields(value: JsonObject, problems: ProblemList): void {
  for (const key of Object.keys(value)) {
    if (isForbidden(key, key, problems) || FIELDS.includes(key as Field)) continue;
    // Far longer than any field: not worth a comparison.
    const meant =
      key.length > 20
        ? undefined
        : nearest(
            key,
            FIELDS.filter((name) => !Object.hasOwn(value, name)),
          );
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
