import type { CaseRecord } from '../case/case-record.ts';
import type { Catalogue, Facts, KnownFact } from '../facts/fact.ts';
import { parseFactValue, type ToldFact } from '../facts/parse-value.ts';
import { isObject } from '../facts/plain-data.ts';
import type { Conclusion, LostFact } from '../report/analysis.ts';
import type { Truth } from '../rules/verdict.ts';

/** What a bundle says of its case: what was known, and what every row came to. */
export interface Earlier {
  readonly facts: readonly ToldFact[];
  /** By id. A row that neither matched nor was chosen has a verdict only. */
  readonly rows: ReadonlyMap<string, Conclusion>;
  /** Rows of which the bundle says what they came to; of these, without an outcome, it hung on a fact. */
  readonly withOutcome: ReadonlySet<string>;
  /** Whether `rows` are all that there were: a bundle without results tells of the matched ones only. */
  readonly hasAllRows: boolean;
  /** The row that the case ended on. */
  readonly chosen: string | undefined;
}

/**
 * Reads what a bundle concluded from its `results.json`, as far as that is ours, and its record. A matched row's outcome
 * stands in the record alone. Pure.
 */
export function earlierConclusions(record: CaseRecord, results: unknown): Earlier {
  const verdicts = isObject(results) ? verdictsIn(results['symptoms']) : undefined;
  const facts = isObject(results) ? factsIn(results['facts']) : undefined;
  const rows = new Map<string, Conclusion>(verdicts);
  for (const { id, verdict, outcome } of record.symptoms)
    rows.set(id, { verdict: verdicts?.get(id)?.verdict ?? verdict, ...(outcome === undefined ? {} : { outcome }) });
  return {
    facts: facts ?? record.facts,
    rows,
    withOutcome: new Set(record.symptoms.map(({ id }) => id)),
    hasAllRows: verdicts !== undefined,
    chosen: record.symptom,
  };
}

/** Facts as today's catalogue has them; what it cannot take is lost, with the reason. Pure. */
export function recallFacts(
  told: readonly ToldFact[],
  catalogue: Catalogue,
): { readonly facts: Facts; readonly lost: readonly LostFact[] } {
  const facts = new Map<string, KnownFact>();
  const lost: LostFact[] = [];
  for (const { id, value, by, file, line, at } of told) {
    const fact = catalogue.get(id);
    const where = {
      ...(file === undefined ? {} : { file }),
      ...(line === undefined ? {} : { line }),
      ...(at === undefined ? {} : { at }),
    };
    const parsed = fact === undefined ? undefined : parseFactValue(fact, value);
    if (parsed?.ok !== true) {
      const why = parsed === undefined ? 'no pack has this fact any more' : `it ${parsed.reason} now`;
      lost.push({ id, value, by, ...where, why });
    } else facts.set(id, { value: parsed.value, by, ...(file === undefined ? {} : { seen: { ...where, file } }) });
  }
  return { facts, lost };
}

function verdictsIn(symptoms: unknown): Map<string, Conclusion> | undefined {
  if (!Array.isArray(symptoms)) return undefined;
  const rows = new Map<string, Conclusion>();
  for (const row of symptoms) {
    if (!isObject(row) || typeof row['id'] !== 'string' || !isTruth(row['verdict'])) return undefined;
    rows.set(row['id'], { verdict: row['verdict'] });
  }
  return rows;
}

function isTruth(value: unknown): value is Truth {
  return value === 'yes' || value === 'no' || value === 'unknown';
}

function factsIn(facts: unknown): readonly ToldFact[] | undefined {
  return Array.isArray(facts) && facts.every(isToldFact) ? facts : undefined;
}

/** `by` is shown only: a later version may know other sources. */
function isToldFact(value: unknown): value is ToldFact {
  if (!isObject(value) || typeof value['id'] !== 'string' || typeof value['by'] !== 'string') return false;
  const isScalar = ['boolean', 'string'].includes(typeof value['value']) || Number.isFinite(value['value']);
  const isTextOrAbsent = (key: string): boolean => value[key] === undefined || typeof value[key] === 'string';
  const isLine = value['line'] === undefined || (Number.isSafeInteger(value['line']) && Number(value['line']) >= 1);
  return isScalar && isTextOrAbsent('file') && isLine && isTextOrAbsent('at');
}
