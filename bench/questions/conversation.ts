import { nextQuestion } from '../../src/diagnose/next-question.ts';
import type { Facts, FactValue } from '../../src/facts/fact.ts';
import { rankSymptoms } from '../../src/match/rank.ts';
import { factsOf, type Context } from '../../src/rules/evaluate.ts';
import type { Rules } from '../../src/rules/pack.ts';

/** How questions are chosen: as the tool does it, or as they stand in the catalogue. */
export type Order = 'chosen' | 'menu';

/** The rows of which one is looked for; all of them, or those of one area. */
export type Rows = ReadonlySet<string>;

/** A row as the ranking has it at the end. */
export interface Ranked {
  readonly id: string;
  readonly probability: number;
}

/** How one conversation went. */
export interface Talk {
  /** Facts that were asked for, in order. */
  readonly asked: readonly string[];
  /** Most probable first. */
  readonly ranking: readonly Ranked[];
}

/** Answers to the question for a fact; undefined for "don't know". */
export type Answer = (fact: string) => FactValue | undefined;

/** Stops when a row is this probable … */
export const SURE = 0.9;
/** … or after this many questions, of which the choice of an area is one. */
export const MOST_QUESTIONS = 12;

/** States that are kept; more would fill the memory. */
const MOST_STATES = 20_000;

interface State {
  readonly ranking: readonly Ranked[];
  /** The fact to ask for, undefined when nothing would tell any more; found when it is needed. */
  next(order: Order): string | undefined;
}

/**
 * Holds conversations over the rules. What is known does not depend on the order in which it was said, so each state is
 * worked out once for all conversations.
 */
export function talker(
  rules: Rules,
  context: Context,
): (rows: Rows, order: Order, answer: Answer, most: number) => Talk {
  const states = new Map<string, State>();
  const stateOf = (rows: Rows, known: ReadonlyMap<string, FactValue | undefined>): State => {
    const key = `${rows.size} ${[...rows][0]} ${[...known]
      .map(([id, value]) => `${id}=${value}`)
      .sort()
      .join(' ')}`;
    const found = states.get(key);
    if (found !== undefined) return found;
    if (states.size >= MOST_STATES) states.clear();
    // A copy: the conversation goes on, and the state may be asked for its next question later.
    const state = look(rules, context, rows, new Map(known));
    states.set(key, state);
    return state;
  };
  return (rows, order, answer, most) => {
    const known = new Map<string, FactValue | undefined>();
    for (;;) {
      const state = stateOf(rows, known);
      const isSure = (state.ranking[0]?.probability ?? 0) >= SURE;
      const fact = isSure || known.size >= most ? undefined : state.next(order);
      if (fact === undefined) return { asked: [...known.keys()], ranking: state.ranking };
      known.set(fact, answer(fact));
    }
  };
}

function look(rules: Rules, context: Context, rows: Rows, known: ReadonlyMap<string, FactValue | undefined>): State {
  const facts: Facts = new Map(
    [...known].flatMap(([id, value]) => (value === undefined ? [] : [[id, { value, by: 'person' as const }]])),
  );
  const declined = new Set([...known].flatMap(([id, value]) => (value === undefined ? [id] : [])));
  const { candidates } = rankSymptoms(rules, null, facts, context, { rows });
  const found = new Map<Order, string | undefined>();
  const choose = (order: Order): string | undefined => {
    if (order === 'chosen') return nextQuestion(rules, candidates, facts, declined, context)?.id;
    const named = new Set(candidates.flatMap(({ symptom }) => factsOf(symptom.when)));
    return rules.facts.find(({ id }) => named.has(id) && !known.has(id))?.id;
  };
  return {
    ranking: candidates.map(({ symptom, probability }) => ({ id: symptom.id, probability })),
    next(order) {
      if (!found.has(order)) found.set(order, choose(order));
      return found.get(order);
    },
  };
}
