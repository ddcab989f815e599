import type { Facts } from '../facts/fact.ts';
import { tellFacts, type ToldFact } from '../facts/parse-value.ts';
import { accountFor, matchSymptoms, type Accounting } from '../match/match.ts';
import { catalogueOf } from '../rules/catalogue.ts';
import type { Context } from '../rules/evaluate.ts';
import type { PackIdentity, Rules } from '../rules/pack.ts';
import { formatReason } from './reason-words.ts';

/** `data/results.json` of a bundle: every rule accounted for, and the facts with where they came from. */
export interface Results {
  readonly schema: 'deskmedic/rule-results/v1';
  readonly packs: readonly PackIdentity[];
  readonly rules: Accounting;
  readonly facts: readonly ToldFact[];
  readonly symptoms: readonly {
    readonly id: string;
    readonly verdict: string;
    readonly because: readonly string[];
    readonly missing: readonly string[];
    readonly failed?: string;
  }[];
}

/** What each rule comes to under the facts. Pure. */
export function resultsOf(rules: Rules, facts: Facts, context: Context): Results {
  const catalogue = catalogueOf(rules);
  const matches = matchSymptoms(rules, facts, context);
  return {
    schema: 'deskmedic/rule-results/v1',
    packs: rules.packs,
    rules: accountFor(matches),
    facts: tellFacts(facts, catalogue),
    symptoms: matches.map(({ symptom, verdict, failed }) => ({
      id: symptom.id,
      verdict: verdict.truth,
      because: verdict.because.map((reason) => formatReason(reason, catalogue)),
      missing: verdict.missing,
      ...(failed === undefined ? {} : { failed }),
    })),
  };
}
