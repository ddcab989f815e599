import { formatDuration } from '../facts/duration.ts';
import { compileEngine, type Decisions, type Engine } from '../match/engine/engine.ts';
import { includes, type RowSet } from '../match/engine/row-set.ts';
import { rowScale, type RowScale } from '../match/engine/weigh-rows.ts';
import { matchSymptoms } from '../match/match.ts';
import type { Decision } from '../match/outcome.ts';
import type { WordEvidence, WordReason } from '../match/word-evidence.ts';
import type { ConditionWords } from '../report/condition-words.ts';
import type { RecordProblem, Result, ResultSymptom } from '../report/result.ts';
import type { Context } from '../rules/evaluate.ts';
import type { Rules } from '../rules/pack.ts';
import type { Incident } from './incident.ts';
import { missingFacts } from './missing-facts.ts';
import { rememberRecurring, type Recurring } from './recurring.ts';
import { resultSteps } from './result-steps.ts';
import { rowViews, type RowView, type RowViews, type Standing } from './row-view.ts';

/** From here on the words of a record alone make a row matched. */
const SURE_BY_TEXT = 0.9;
/** From here on a row is possible, whatever the evidence was. */
const POSSIBLE = 0.35;
/** Words in common that are shown. */
const MAX_WORDS = 8;

/** The rules in force, and how they are used. Made once for a batch. */
export interface Checker {
  readonly rules: Rules;
  readonly context: Context;
  readonly words: ConditionWords;
  readonly withSteps: boolean;
}

/** What the rules say of one record, before it has its place in the batch. */
export type Finding = Omit<Result, 'schema' | 'id' | 'file' | 'line' | 'index' | 'observedAt' | 'escalation' | 'packs'>;

/** What the rules say of facts, whichever record they are of; `problems` are those of the rules. */
type Judgement = Finding;

/** A row that goes into the result. */
interface Listed {
  readonly place: number;
  readonly view: RowView;
  readonly probability: number;
}

/** The rules of a checker, ready to be held against incidents. */
interface Compiled {
  readonly engine: Engine;
  readonly scale: RowScale;
  readonly views: RowViews;
  /** For each row its place when they are sorted by id. */
  readonly byId: Int32Array;
  readonly recurring: Recurring<Judgement>;
}

const COMPILED = new WeakMap<Checker, Compiled>();

/** Done at the first incident of a batch. */
function compiled(checker: Checker): Compiled {
  const known = COMPILED.get(checker);
  if (known !== undefined) return known;
  const { rules, context, words } = checker;
  const ids = rules.symptoms.map((row, place) => ({ id: row.id, place })).sort((a, b) => (a.id < b.id ? -1 : 1));
  const byId = new Int32Array(ids.length);
  for (const [nth, { place }] of ids.entries()) byId[place] = nth;
  const made = {
    engine: compileEngine(rules, context),
    scale: rowScale(rules),
    views: rowViews(rules, context, words.catalogue),
    byId,
    recurring: rememberRecurring<Judgement>(),
  };
  COMPILED.set(checker, made);
  return made;
}

/**
 * Holds one incident against all rows at once, and looks at those one by one that it may be about. Same incident, same
 * rules, same finding: what is kept depends on the rules and on facts alone.
 *
 * @param evidence what the text of the record says; null when it has none or is not looked at
 */
export function checkIncident(incident: Incident, checker: Checker, evidence: WordEvidence | null): Finding {
  const ready = compiled(checker);
  const { area, facts, problems } = incident;
  const judged =
    evidence === null
      ? ready.recurring.of(area, facts, () => judge(incident, checker, ready, null), frozen)
      : judge(incident, checker, ready, evidence);
  if (problems.length === 0) return judged;
  return { ...judged, problems: judged.problems.length === 0 ? problems : [...problems, ...judged.problems] };
}

/** Marks what is shared by records: it never changes, and what is made of it can be kept too. */
function frozen(judged: Judgement): Judgement {
  Object.freeze(judged.symptoms);
  Object.freeze(judged.rules);
  Object.freeze(judged.missingFacts);
  Object.freeze(judged.problems);
  return judged;
}

function judge(incident: Incident, checker: Checker, ready: Compiled, evidence: WordEvidence | null): Judgement {
  const { rules, context } = checker;
  const decisions = ready.engine.decide(incident.facts);
  const { yes, no, unknown, failed } = decisions.counts;
  const listed = listRows(incident, ready, decisions, evidence);
  const [first] = listed;
  const decision = first?.view.decision;
  let isMatched = false;
  const symptoms: ResultSymptom[] = [];
  let isAnyLacking = decision?.kind === 'ask';
  for (const item of listed) {
    if (item.view.standing !== 'possible') isMatched = true;
    if (item.view.missing.length > 0) isAnyLacking = true;
    symptoms.push(describe(item, incident, checker, evidence));
  }
  return {
    status: isMatched ? 'matched' : first === undefined ? 'unmatched' : 'possible',
    symptoms,
    action: first === undefined ? 'none' : decision?.kind === 'outcome' ? decision.outcome.kind : 'ask',
    missingFacts: isAnyLacking ? lackedBy(listed, decision, checker) : NOTHING,
    problems: failed === 0 ? NONE : failedRules(incident, rules, context, decisions.failed),
    rules: { loaded: rules.symptoms.length, matched: yes, notMatched: no, notEvaluated: unknown, failed },
  };
}

/** Shared by results, so that whoever adds to one of them is told. */
const NONE: readonly RecordProblem[] = Object.freeze([]);
const NOTHING: readonly string[] = Object.freeze([]);

function lackedBy(listed: readonly Listed[], decision: Decision | undefined, { words }: Checker): string[] {
  const lacks = listed.map(({ view, probability }) => ({ probability, missing: view.missing }));
  return missingFacts(decision?.kind === 'ask' ? decision.missing : NOTHING, lacks, words.catalogue);
}

/** Matched and possible rows: those that are *yes*, then the others, most probable first, then by id. */
function listRows(
  { facts, area }: Incident,
  { scale, views, byId }: Compiled,
  { yes, unknown, holding, failing, evidence }: Decisions,
  words: WordEvidence | null,
): Listed[] {
  const weighing = scale.weigh(evidence(), words, area);
  const sure = words === null ? [] : scale.sureByWords(words, SURE_BY_TEXT);
  const standingOf = (place: number): Standing | undefined => {
    if (includes(yes, place)) return 'yes';
    const isHeld = includes(holding, place);
    if (!includes(failing, place)) {
      if (sure.includes(place)) return 'by-text';
      if (isHeld) return 'possible';
    }
    // In a small pack rows are probable beforehand; without any word or fact for them they are no finding.
    const hasEvidence = isHeld || (words?.bits[place] ?? 0) > 0;
    return hasEvidence && weighing.probabilityOf(place) >= POSSIBLE ? 'possible' : undefined;
  };
  const { candidates } = weighing;
  const listed: Listed[] = [];
  for (let at = 0; at < candidates.length; at++) {
    // Without a word for it or a leaf that holds, a row does not come into question.
    const told = words === null ? holding[at]! : -1;
    for (let left = candidates[at]! & (yes[at]! | (unknown[at]! & told)); left !== 0; left &= left - 1) {
      const place = at * 32 + 31 - Math.clz32(left & -left);
      const standing = standingOf(place);
      if (standing === undefined) continue;
      const view = views.viewOf(place, standing, facts);
      // What its facts make *yes*, and what lacks nothing, is weighed against no other row.
      const isWeighed = standing !== 'yes' || view.missing.length > 0;
      listed.push({ place, view, probability: isWeighed ? weighing.probabilityOf(place) : 1 });
    }
  }
  if (listed.length < 2) return listed;
  const order = (a: Listed, b: Listed): number =>
    doubtOf(a.view) - doubtOf(b.view) ||
    weighing.scoreOf(b.place) - weighing.scoreOf(a.place) ||
    byId[a.place]! - byId[b.place]!;
  // Most lists have two rows or three, for which a sort takes longer than all comparisons.
  return listed.length > FEW ? listed.sort(order) : insertionSorted(listed, order);
}

/** So few rows are put in order by hand. */
const FEW = 6;

/** Sorts a list in place, each item into those before it. */
function insertionSorted<T>(items: T[], order: (a: T, b: T) => number): T[] {
  for (let at = 1; at < items.length; at++) {
    const item = items[at]!;
    let to = at;
    for (; to > 0 && order(items[to - 1]!, item) > 0; to--) items[to] = items[to - 1]!;
    items[to] = item;
  }
  return items;
}

/** Likely is less than *yes*, and *yes* while a fact that the row names is unknown less than *yes* for good. */
function doubtOf({ standing, isWhole }: RowView): number {
  return standing !== 'yes' ? 2 : isWhole ? 0 : 1;
}

/** A row as a result lists it, key after key in the order in which it shows them. */
function describe(
  { place, view, probability }: Listed,
  incident: Incident,
  checker: Checker,
  words: WordEvidence | null,
): ResultSymptom {
  const { symptom, standing, decision } = view;
  const because = view.because(incident.facts);
  for (const reason of words === null ? [] : wordReason(words.because(place)))
    if (!because.includes(reason)) because.push(reason);
  const outcome = decision?.kind === 'outcome' ? decision.outcome : undefined;
  // What most rows have, at once: an object that grows key by key takes twice the room and time.
  if (standing === 'yes' && outcome !== undefined && outcome.kind !== 'escalate' && !checker.withSteps)
    return { id: symptom.id, symptom: symptom.symptom, verdict: 'yes', outcome: outcome.kind, because };
  const described: Writable<Omit<ResultSymptom, 'because'>> = {
    id: symptom.id,
    symptom: symptom.symptom,
    verdict: standing === 'yes' ? 'yes' : 'unknown',
  };
  if (standing === 'by-text') described.by = 'text';
  // What its facts make *yes* needs no guess.
  if (standing !== 'yes') described.probability = Math.round(probability * 1000) / 1000;
  if (outcome !== undefined) described.outcome = outcome.kind;
  if (outcome?.kind === 'escalate') described.to = outcome.to ?? 'vendor';
  const whole = described as Writable<ResultSymptom>;
  const isAnswer = checker.withSteps && standing !== 'possible';
  if (isAnswer && outcome?.say !== undefined) whole.say = outcome.say;
  if (isAnswer && outcome?.waitFor !== undefined) whole.for = formatDuration(outcome.waitFor);
  whole.because = because;
  if (isAnswer) whole.steps = resultSteps(symptom, incident.facts, checker.context, checker.words);
  return whole;
}

type Writable<T> = { -readonly [K in keyof T]: T[K] };

/** The words as the record has them. */
function wordReason(words: readonly WordReason[]): string[] {
  const quoted = words.find((word) => word.isScreenText);
  if (quoted !== undefined) return [`the text quotes "${quoted.text}"`];
  const common = words.slice(0, MAX_WORDS).map((word) => word.text);
  return common.length === 0 ? [] : [`words in common: ${common.join(', ')}`];
}

/** Why rules could not be evaluated, by id: they are evaluated once more, by themselves. */
function failedRules({ facts }: Incident, rules: Rules, context: Context, rows: RowSet): RecordProblem[] {
  const symptoms = rules.symptoms.filter((_, place) => includes(rows, place)).sort((a, b) => (a.id < b.id ? -1 : 1));
  return matchSymptoms({ ...rules, symptoms }, facts, context).flatMap(({ symptom, failed }): RecordProblem[] =>
    failed === undefined
      ? []
      : [{ code: 'rule-failed', field: symptom.id, message: `the rule ${symptom.id} failed: ${failed}` }],
  );
}
