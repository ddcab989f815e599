import { areaOf, readCaseFacts, type CaseFacts } from '../case/case-facts.ts';
import { answerTo, type CaseView } from '../case/fold.ts';
import { PROMPT } from '../case/prompts.ts';
import type { Fact } from '../facts/fact.ts';
import { rankSymptoms, type Ranking } from '../match/rank.ts';
import type { WordIndex } from '../match/word-evidence.ts';
import { findPolicy } from '../policy/severity.ts';
import type { Context } from '../rules/evaluate.ts';
import type { Rules } from '../rules/pack.ts';
import type { Policy } from '../rules/policy.ts';

/** The desk as the dialogue sees it: a case so far, and the rules. Made anew after each answer; pure data. */
export interface Desk extends CaseFacts {
  readonly view: CaseView;
  readonly rules: Rules;
  readonly context: Context;
  readonly policy: Policy;
  /** What is seen, in the person's words; undefined until asked. */
  readonly text: string | undefined;
  /** Ranks the rows, all of them or some, by words and facts, as if one of the facts were not known. */
  rank(scope?: { readonly rows?: ReadonlySet<string> | undefined; readonly without?: string }): Ranking;
  fact(id: string): Fact;
}

/** Ids of the rows that come into question: once an area is chosen, its own; undefined for all. */
export function rowsInQuestion({ view, rules }: Desk): ReadonlySet<string> | undefined {
  const area = areaOf(view);
  if (area === undefined) return undefined;
  return new Set(rules.symptoms.filter((row) => row.area === area).map((row) => row.id));
}

/** The desk as a case tells it so far. Throws `unknown-policy` when the case names one that no pack has. */
export function seeDesk(view: CaseView, rules: Rules, context: Context, index: WordIndex): Desk {
  const found = readCaseFacts(view, rules);
  const typed = answerTo(view, PROMPT.text);
  const text = typeof typed === 'string' ? typed : undefined;
  const words = text === undefined || text === '' ? null : index(text);
  return {
    ...found,
    view,
    rules,
    context,
    text,
    policy: findPolicy(rules, view.policy),
    rank({ rows, without } = {}) {
      const facts = new Map([...found.answered].filter(([id]) => id !== without));
      return rankSymptoms(rules, words, facts, context, rows === undefined ? {} : { rows });
    },
    fact(id) {
      const fact = rules.facts.find((known) => known.id === id);
      if (fact === undefined) throw new Error(`the rules name a fact that no catalogue has: ${id}`);
      return fact;
    },
  };
}
