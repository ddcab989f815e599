import type { Catalogue, FactValue, KnownFact } from '../facts/fact.ts';
import { parseFactValue } from '../facts/parse-value.ts';
import { hintFor } from './did-you-mean.ts';
import type { OutcomeKind } from './pack.ts';
import type { Problem } from './problem.ts';
import type { RuleCase } from './rule-case.ts';
import type { Truth } from './verdict.ts';
import type { YamlFile } from './yaml-file.ts';

interface RawCase {
  symptom?: string;
  policy?: string;
  name: string;
  facts: Record<string, FactValue>;
  expect: { verdict?: Truth; outcome?: OutcomeKind | 'ask'; severity?: string };
}

/** What the cases of a file may name; what is doubtful is reported where it is declared. */
export interface CaseVocabulary {
  readonly facts: Catalogue;
  readonly doubtful: (factId: string) => boolean;
  /** `null` when a table or policy could not be read, and nobody knows what is in it. */
  readonly symptoms: readonly string[] | null;
  readonly policies: readonly string[] | null;
}

/** Reads one file of `tests/`, whose structure is checked already. A case with a mistake is reported and left out. */
export function compileCases(file: YamlFile, words: CaseVocabulary, report: (problem: Problem) => void): RuleCase[] {
  return (file.data as { cases: RawCase[] }).cases.flatMap((raw, index): RuleCase[] => {
    const path = ['cases', index];
    const facts = new Map<string, KnownFact>();
    for (const [id, value] of Object.entries(raw.facts)) {
      const fact = words.facts.get(id);
      if (fact === undefined) {
        if (words.doubtful(id)) continue;
        report(
          file.problem('unknown-fact', [...path, 'facts', id], `the fact "${id}" is not in facts.yaml`, {
            hint: hintFor(id, [...words.facts.keys()]),
            at: 'key',
          }),
        );
        continue;
      }
      const parsed = parseFactValue(fact, value);
      if (parsed.ok) facts.set(id, { value: parsed.value, by: 'incident' });
      else
        report(
          file.problem(
            'bad-operand',
            [...path, 'facts', id],
            `${JSON.stringify(value)} is no value of "${id}": it ${parsed.reason}`,
            { hint: 'correct it, or leave the fact out where it is unknown' },
          ),
        );
    }
    const place = { name: raw.name, facts, file: file.file, line: file.problem('bad-value', path, '').line };
    const { verdict, outcome, severity } = raw.expect;
    if (raw.symptom !== undefined) {
      if (words.symptoms !== null && !words.symptoms.includes(raw.symptom)) {
        report(
          file.problem('unknown-symptom', [...path, 'symptom'], `there is no symptom "${raw.symptom}"`, {
            hint: hintFor(raw.symptom, words.symptoms),
          }),
        );
      }
      if (verdict === undefined) {
        report(
          file.problem('missing-key', [...path, 'expect'], 'a case of a symptom expects a "verdict"', {
            hint: 'write expect: {verdict: "yes", outcome: workaround}',
          }),
        );
        return [];
      }
      return [
        { kind: 'symptom', ...place, symptom: raw.symptom, verdict, ...(outcome === undefined ? {} : { outcome }) },
      ];
    }
    // Neither symptom nor policy: the structure has said so.
    if (raw.policy === undefined) return [];
    if (severity === undefined) {
      report(
        file.problem('missing-key', [...path, 'expect'], 'a case of a policy expects a "severity"', {
          hint: 'write expect: {severity: S3}',
        }),
      );
      return [];
    }
    if (words.policies !== null && !words.policies.includes(raw.policy)) {
      report(
        file.problem('unknown-value', [...path, 'policy'], `there is no policy "${raw.policy}"`, {
          hint: hintFor(raw.policy, words.policies),
        }),
      );
    }
    return [{ kind: 'policy', ...place, policy: raw.policy, severity }];
  });
}
