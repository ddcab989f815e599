import { CALL_ACTIVE } from '../diagnose/step-plan.ts';
import { knownFrom, shownValues, type FileFact } from '../evidence/shown-facts.ts';
import type { Facts, FactValue, KnownFact } from '../facts/fact.ts';
import { isValueOf } from '../facts/parse-value.ts';
import { impliedFacts } from '../match/implied-facts.ts';
import { catalogueOf } from '../rules/catalogue.ts';
import type { Rules, Symptom } from '../rules/pack.ts';
import type { StepResult } from '../rules/step-result.ts';
import { answerTo, type CaseView } from './fold.ts';
import {
  consentPrompt,
  decidePrompt,
  factOfPrompt,
  factToConfirm,
  nextRowPrompt,
  NONE,
  PROMPT,
  rowPrompt,
  stepPrompt,
} from './prompts.ts';

/** What a case has found out so far, read off its answers. */
export interface CaseFacts {
  /** What was answered, and what files of the case show; a row's own say is not among it. */
  readonly answered: Facts;
  /** Where a file shows something else than was answered, and nobody has decided between the two. */
  readonly disagreements: readonly Disagreement[];
  /** Asked, and the person does not know. */
  readonly declined: ReadonlySet<string>;
  /** The row that the person settled on; after others were tried in vain, the newest. */
  readonly symptom: Symptom | undefined;
  /** Rows that were tried before it, in that order. */
  readonly tried: readonly Symptom[];
  /** What was answered, and what follows from the row for facts that were not. */
  readonly facts: Facts;
  /** The row's area, else the one that was chosen; `other` for what no table lists. */
  readonly area: string;
}

/** An answer that a file contradicts. */
export interface Disagreement {
  readonly fact: string;
  readonly said: FactValue;
  readonly shown: FileFact;
}

/** Area of what no table lists. */
const OTHER_AREA = 'other';

/** Reads the facts of a case; pure. Facts and rows that the rules no longer know are left out. */
export function readCaseFacts(view: CaseView, rules: Rules): CaseFacts {
  const answered = new Map<string, KnownFact>();
  const declined = new Set<string>();
  for (const answer of view.answers) {
    const withdrawn = answer.value === false ? factToConfirm(answer.prompt) : undefined;
    if (withdrawn !== undefined) answered.delete(withdrawn);
    const id = factOfPrompt(answer.prompt);
    const fact = rules.facts.find((known) => known.id === id);
    if (fact === undefined) continue;
    answered.delete(fact.id);
    declined.delete(fact.id);
    if (answer.value === null) declined.add(fact.id);
    else if (isValueOf(fact, answer.value)) {
      answered.set(fact.id, { value: answer.value, by: answer.by === 'file' ? 'file' : 'person' });
    }
  }
  const disagreements = addShown(view, rules, answered, declined);
  // Without a word for it nobody can be asked, and a step that would end a call stays withheld.
  if (!rules.facts.some((fact) => fact.id === CALL_ACTIVE)) declined.add(CALL_ACTIVE);
  const chosen = chosenSymptoms(view, rules);
  const symptom = chosen.at(-1);
  const facts = new Map([...(symptom === undefined ? [] : impliedFacts(symptom)), ...answered]);
  const area = symptom?.area ?? areaOf(view) ?? OTHER_AREA;
  return { answered, disagreements, declined, symptom, tried: chosen.slice(0, -1), facts, area };
}

/**
 * Adds what the files of the case show. Against an answer it counts until a person has decided: a file errs more rarely
 * than somebody who is asked in a hurry.
 */
function addShown(
  view: CaseView,
  rules: Rules,
  answered: Map<string, KnownFact>,
  declined: Set<string>,
): Disagreement[] {
  const disagreements: Disagreement[] = [];
  const files = view.readings.map(({ name, reading }) => ({ file: name, reading }));
  for (const [
    id,
    {
      counts: [shown],
    },
  ] of files.length === 0 ? [] : shownValues(files, catalogueOf(rules))) {
    declined.delete(id);
    const said = answered.get(id)?.value;
    const decided = answerTo(view, decidePrompt(id));
    if (said !== undefined && said !== shown.value) {
      if (decided === 'said') continue;
      if (decided === undefined) disagreements.push({ fact: id, said, shown });
    }
    answered.set(id, knownFrom(shown));
  }
  return disagreements;
}

/** The area that was chosen, if any and if it is one of the tables'. */
export function areaOf(view: CaseView): string | undefined {
  const area = answerTo(view, PROMPT.area);
  return typeof area === 'string' && area !== NONE ? area : undefined;
}

/** The rows that were chosen, one after the other. */
function chosenSymptoms(view: CaseView, rules: Rules): Symptom[] {
  const picks = [PROMPT.pickInArea, PROMPT.pick, PROMPT.shown].map((prompt) => answerTo(view, prompt));
  let id = picks.find((pick) => typeof pick === 'string' && pick !== NONE);
  const chosen: Symptom[] = [];
  for (;;) {
    const row = rules.symptoms.find((known) => known.id === id);
    // A journal that was tampered with may go round in a circle.
    if (row === undefined || chosen.includes(row)) return chosen;
    chosen.push(row);
    id = answerTo(view, nextRowPrompt(row.id));
  }
}

/** The prompt at which this was asked of a row: the first row that a case came to has the plain one. */
export function promptOfRow(
  { tried, symptom }: Pick<CaseFacts, 'tried' | 'symptom'>,
  prompt: 'explained' | 'waited',
  row: Symptom,
): string {
  return row === (tried[0] ?? symptom) ? PROMPT[prompt] : rowPrompt(prompt, row.id);
}

/** What was answered about the steps of a row. A step that was declined when it was announced is skipped. */
export function readStepAnswers(
  view: CaseView,
  symptom: Symptom,
): { results: Map<string, StepResult>; consents: Set<string> } {
  const results = new Map<string, StepResult>();
  const consents = new Set<string>();
  for (const step of symptom.steps) {
    const consent = answerTo(view, consentPrompt(symptom.id, step.id));
    if (consent === true) consents.add(step.id);
    else if (consent === false) results.set(step.id, 'skip');
    const result = answerTo(view, stepPrompt(symptom.id, step.id));
    if (typeof result === 'string') results.set(step.id, result as StepResult);
  }
  return { results, consents };
}
