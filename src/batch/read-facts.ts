import type { Catalogue, Fact, Facts, KnownFact } from '../facts/fact.ts';
import { parseFactValue } from '../facts/parse-value.ts';
import { nearAmong } from '../rules/did-you-mean.ts';
import { isForbidden, unknownWord, type ProblemList } from './problems.ts';
import { RecordFacts } from './record-facts.ts';

/** Reads the facts of a record: those that the catalogue knows, with the values it wants; of the others it says what is wrong. */
export type ReadFacts = (raw: Readonly<Record<string, unknown>>, problems: ProblemList) => Facts;

/** A reader for one record after the other, by the facts there are. */
export function factReader(catalogue: Catalogue): ReadFacts {
  const readers = new Map([...catalogue].map(([id, fact]) => [id, valueReader(fact)]));
  const near = nearAmong(catalogue.keys());
  const addProblem = (id: string, raw: unknown, problems: ProblemList): void => {
    const path = `facts.${id}`;
    if (isForbidden(id, path, problems)) return;
    const fact = catalogue.get(id);
    if (fact === undefined) {
      problems.add('unknown-fact', path, () => unknownWord(id, 'fact', near(id)[0]));
      return;
    }
    const parsed = parseFactValue(fact, raw);
    const code = jsonTypeOf(fact.type) === typeof raw ? 'bad-value' : 'wrong-type';
    if (!parsed.ok) problems.add(code, path, () => `${id} ${parsed.reason}`);
  };
  return (raw, problems) => {
    const facts = new RecordFacts();
    for (const id in raw) {
      const known = readers.get(id)?.(raw[id]);
      if (known !== undefined) facts.add(id, known);
      else addProblem(id, raw[id], problems);
    }
    return facts;
  };
}

/** Reads a value as the catalogue wants it; `undefined` when it is none. */
type ReadValue = (raw: unknown) => KnownFact | undefined;

/** Values of one fact that are kept: most come again. */
const MOST_READ = 1024;

function valueReader(fact: Fact): ReadValue {
  const parse: ReadValue = (raw) => {
    const parsed = parseFactValue(fact, raw);
    return parsed.ok ? { value: parsed.value, by: 'incident' } : undefined;
  };
  // Texts differ, and can be long.
  if (fact.type === 'text') return parse;
  const read = new Map<unknown, KnownFact>();
  return (raw) => {
    const earlier = read.get(raw);
    if (earlier !== undefined) return earlier;
    const known = parse(raw);
    if (known === undefined) return undefined;
    if (read.size >= MOST_READ) read.clear();
    read.set(raw, known);
    return known;
  };
}

/** What a value of this type is in JSON. */
function jsonTypeOf(type: string): string {
  return type === 'boolean' ? 'boolean' : type === 'count' ? 'number' : 'string';
}
