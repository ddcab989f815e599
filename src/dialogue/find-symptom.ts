import { areaOf } from '../case/case-facts.ts';
import { answerTo } from '../case/fold.ts';
import { factOfPrompt, NONE, PROMPT } from '../case/prompts.ts';
import { nextQuestion } from '../diagnose/next-question.ts';
import type { Candidate } from '../match/rank.ts';
import type { Line } from '../report/text.ts';
import type { Symptom } from '../rules/pack.ts';
import type { Desk } from './desk.ts';
import { askFact } from './fact-prompt.ts';
import type { Prompt, PromptChoice } from './prompt.ts';

/** Rows offered after words were typed: as many as are read at a glance. */
const MOST_CANDIDATES = 6;
/** Less likely rows are not worth a line. */
const LEAST_LIKELY = 0.02;
/** Questions on an area before its rows are shown to choose from. */
const MOST_QUESTIONS = 4;
/** A row this likely needs no further question. */
const SURE = 0.9;

/** The prompt that brings the case nearer to one row; undefined once it is settled, or that no row fits. */
export function findSymptom(desk: Desk): Prompt | undefined {
  if (desk.symptom !== undefined) return undefined;
  if (desk.text === undefined) return askWords();
  const picked = answerTo(desk.view, PROMPT.pick);
  if (desk.text !== '' && picked === undefined) {
    const { candidates, abstained } = desk.rank();
    const likely = candidates.filter((candidate) => candidate.probability >= LEAST_LIKELY).slice(0, MOST_CANDIDATES);
    const lines = abstained ? ['No documented row fits these words well; these come nearest.'] : [];
    if (likely.length > 0) return askRow(PROMPT.pick, likely, lines);
  }
  if (answerTo(desk.view, PROMPT.area) === undefined) return askArea(desk, picked === undefined && desk.text !== '');
  const area = areaOf(desk.view);
  if (area === undefined || answerTo(desk.view, PROMPT.pickInArea) !== undefined) return undefined;
  return narrowDown(desk, area);
}

function askWords(): Prompt {
  return {
    id: PROMPT.text,
    kind: 'words',
    lines: [],
    question: 'What do you see?',
    hint: 'in your own words, or as it stands on the screen; Enter to choose from a list',
    choices: [],
    initial: '',
  };
}

function askArea(desk: Desk, wordsDidNotFit: boolean): Prompt {
  const lines: Line[] = wordsDidNotFit ? ['None of the documented rows fits these words.'] : [];
  const areas = desk.rules.areas.map((area) => ({ value: area.id, words: area.title }));
  return {
    id: PROMPT.area,
    kind: 'choice',
    lines,
    question: 'What is it about?',
    choices: [...areas, { value: NONE, words: 'None of these' }],
  };
}

/** Asks what splits the area's rows best, then shows them all, the likeliest first. */
function narrowDown(desk: Desk, area: string): Prompt {
  const rows = desk.rules.symptoms.filter((row) => row.area === area);
  const { candidates } = desk.rank(new Set(rows.map((row) => row.id)));
  const sinceArea = desk.view.answers.slice(desk.view.answers.findLastIndex((answer) => answer.prompt === PROMPT.area));
  const asked = sinceArea.filter(
    (answer) => factOfPrompt(answer.prompt) !== undefined && answer.by === 'person',
  ).length;
  if (asked < MOST_QUESTIONS && (candidates[0]?.probability ?? 0) < SURE) {
    const fact = nextQuestion(desk.rules, candidates, desk.answered, desk.declined, desk.context);
    if (fact !== undefined) return askFact(fact);
  }
  const unranked = rows.filter((row) => !candidates.some((candidate) => candidate.symptom.id === row.id));
  // More than a small window shows at once; people do not look for what they do not know is there.
  return {
    ...askRow(PROMPT.pickInArea, [...candidates, ...unranked.map(unlikely)]),
    hint: `${rows.length} rows, the likeliest first`,
  };
}

function unlikely(symptom: Symptom): Candidate {
  return { symptom, probability: 0, wordBits: 0, facts: [], words: () => [] };
}

function askRow(id: string, candidates: readonly Candidate[], lines: readonly Line[] = []): Prompt {
  const rows = candidates.map(({ symptom }): PromptChoice => ({
    value: symptom.id,
    words: symptom.symptom,
    hint: symptom.id,
  }));
  return {
    id,
    kind: 'choice',
    lines,
    question: 'Which of these is it?',
    choices: [...rows, { value: NONE, words: 'None of these' }],
  };
}
