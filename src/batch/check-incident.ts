import { compileEngine, type Engine } from '../match/engine/engine.ts';
import { includes, type RowSet } from '../match/engine/row-set.ts';
import { rowScale, type RowScale, type Weighing } from '../match/engine/weigh-rows.ts';
import { matchSymptoms } from '../match/match.ts';
import type { WordEvidence, WordReason } from '../match/word-evidence.ts';
import type { ConditionWords } from '../report/condition-words.ts';
import type { Action, RecordProblem, Result, ResultSymptom } from '../report/result.ts';
import type { Context } from '../rules/evaluate.ts';
import type { Rules } from '../rules/pack.ts';
import type { Incident } from './incident.ts';
import { missingFacts } from './missing-facts.ts';
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

/** A row that goes into the result. */
interface Listed {
  readonly place: number;
  readonly view: RowView;
  readonly probability: number;
  readonly symptom: ResultSymptom;
}

/** The rules of a checker, ready to be held against incidents. */
interface Compiled {
  readonly engine: Engine;
  readonly scale: RowScale;
  readonly views: RowViews;
  /** For each row its place when they are sorted by id. */
  readonly byId: Int32Array;
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
  };
  COMPILED.set(checker, made);
  return made;
}

/**
 * Holds one incident against all rows at once, and looks at those one by one that it may be about. Same incident, same
 * rules, same finding: nothing is kept but what depends on a row and the values of its facts.
 *
 * @param evidence what the text of the record says; null when it has none or is not looked at
 */
export function checkIncident(incident: Incident, checker: Checker, evidence: WordEvidence | null): Finding {
  const { rules, context } = checker;
  const { engine } = compiled(checker);
  const decisions = engine.decide(incident.facts);
  const { yes, no, unknown, failed } = decisions.counts;
  const broken = failed === 0 ? [] : failedRules(incident, rules, context, decisions.failed);
  const listed = listRows(incident, checker, decisions, evidence);
  const [first] = listed;
  const decision = first?.view.decision;
  const isMatched = listed.some(({ view }) => view.standing !== 'possible');
  return {
    status: isMatched ? 'matched' : first === undefined ? 'unmatched' : 'possible',
    symptoms: listed.map((item) => item.symptom),
    action: actionOf(first),
    missingFacts: missingFacts(
      decision?.kind === 'ask' ? decision.missing : [],
      listed.map(({ view, probability }) => ({ probability, missing: view.missing })),
      checker.words.catalogue,
    ),
    problems: broken.length === 0 ? incident.problems : [...incident.problems, ...broken],
    rules: { loaded: rules.symptoms.length, matched: yes, notMatched: no, notEvaluated: unknown, failed },
  };
}

type Decisions = ReturnType<Engine['decide']>;

/** Matched and possible rows: those that are *yes*, then the others, most probable first, then by id. */
function listRows(
  incident: Incident,
  checker: Checker,
  { yes, unknown, holding, failing, evidence }: Decisions,
  words: WordEvidence | null,
): Listed[] {
  const { scale, views, byId } = compiled(checker);
  const weighing = scale.weigh(evidence(), words, incident.area);
  const sure = words === null ? [] : scale.sureByWords(words, SURE_BY_TEXT);
  const listed: Listed[] = [];
  views.begin(incident.facts);
  const look = (place: number): void => {
    const wordBits = words?.bits[place] ?? 0;
    const isContradicted = includes(failing, place);
    const standing = standingOf(
      includes(yes, place),
      includes(holding, place),
      isContradicted,
      sure.includes(place),
      () => (includes(holding, place) || wordBits > 0) && weighing.probabilityOf(place) >= POSSIBLE,
    );
    if (standing === undefined) return;
    const view = views.viewOf(place, standing);
    listed.push(list(place, view, weighing, words, incident, checker));
  };
  const { candidates } = weighing;
  for (let at = 0; at < candidates.length; at++) {
    // Without a word for it or a leaf that holds, a row does not come into question.
    const told = words === null ? holding[at]! : -1;
    for (let left = candidates[at]! & (yes[at]! | (unknown[at]! & told)); left !== 0; left &= left - 1)
      look(at * 32 + 31 - Math.clz32(left & -left));
  }
  if (listed.length < 2) return listed;
  return listed.sort(
    (a, b) =>
      doubtOf(a.view) - doubtOf(b.view) ||
      weighing.scoreOf(b.place) - weighing.scoreOf(a.place) ||
      byId[a.place]! - byId[b.place]!,
  );
}

/** Likely is less than *yes*, and *yes* while a fact that the row names is unknown less than *yes* for good. */
function doubtOf({ standing, isWhole }: RowView): number {
  return standing !== 'yes' ? 2 : isWhole ? 0 : 1;
}

/** How a row that is not *no* stands to the record; undefined when it does not come into question. */
function standingOf(
  isYes: boolean,
  isHeld: boolean,
  isContradicted: boolean,
  isSure: boolean,
  isProbable: () => boolean,
): Standing | undefined {
  if (isYes) return 'yes';
  if (isSure && !isContradicted) return 'by-text';
  if (isHeld && !isContradicted) return 'possible';
  // In a small pack rows are probable beforehand; without any word or fact for them they are no finding.
  return isProbable() ? 'possible' : undefined;
}

function list(
  place: number,
  view: RowView,
  weighing: Weighing,
  words: WordEvidence | null,
  incident: Incident,
  checker: Checker,
): Listed {
  // What its facts make *yes* and lacks nothing is weighed against no other row.
  const isWeighed = view.standing !== 'yes' || view.missing.length > 0;
  const probability = isWeighed ? weighing.probabilityOf(place) : 1;
  const because = view.because();
  for (const reason of words === null ? [] : wordReason(words.because(place)))
    if (!because.includes(reason)) because.push(reason);
  const symptom = describe(view, probability, because);
  if (!checker.withSteps || view.standing === 'possible') return { place, view, probability, symptom };
  const steps = resultSteps(view.symptom, incident.facts, checker.context, checker.words);
  return { place, view, probability, symptom: { ...symptom, steps } };
}

/** A row as a result lists it, key after key in the order in which it shows them. */
function describe({ symptom, standing, decision }: RowView, probability: number, because: string[]): ResultSymptom {
  const outcome = decision?.kind === 'outcome' ? decision.outcome : undefined;
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
  whole.because = because;
  return whole;
}

type Writable<T> = { -readonly [K in keyof T]: T[K] };

function actionOf(first: Listed | undefined): Action {
  if (first === undefined) return 'none';
  const { decision } = first.view;
  return decision?.kind === 'outcome' ? decision.outcome.kind : 'ask';
}

/** The words as the record has them. */
function wordReason(words: readonly WordReason[]): string[] {
  const quoted = words.find((word) => word.isScreenText);
  if (quoted !== undefined) return [`the text quotes "${quoted.text}"`];
  const common = words.slice(0, MAX_WORDS).map((word) => word.text);
  return common.length === 0 ? [] : [`words in common: ${common.join(', ')}`];
}

/** Why rules could not be evaluated: they are evaluated once more, by themselves. */
function failedRules({ facts }: Incident, rules: Rules, context: Context, rows: RowSet): RecordProblem[] {
  const symptoms = rules.symptoms.filter((_, place) => includes(rows, place));
  return matchSymptoms({ ...rules, symptoms }, facts, context).flatMap(({ symptom, failed }): RecordProblem[] =>
    failed === undefined
      ? []
      : [{ code: 'rule-failed', field: symptom.id, message: `the rule ${symptom.id} failed: ${failed}` }],
  );
}
