import { areaOf } from '../case/case-facts.ts';
import { answerTo } from '../case/fold.ts';
import { factOfPrompt, NONE, PROMPT } from '../case/prompts.ts';
import { questionsByWorth } from '../diagnose/next-question.ts';
import { questionBeforeList, type RowList } from '../diagnose/shorter-list.ts';
import type { Fact } from '../facts/fact.ts';
import { matchSymptoms } from '../match/match.ts';
import type { Candidate } from '../match/rank.ts';
import type { Symptom } from '../rules/pack.ts';
import type { Line } from '../report/text.ts';
import type { Desk } from './desk.ts';
import { askFact } from './fact-prompt.ts';
import type { Prompt } from './prompt.ts';
import { askRow } from './row-prompt.ts';
import { shownLines, shownRows } from './shown-rows.ts';

/** Rows offered after words were typed: as many as are read at a glance. */
const MOST_CANDIDATES = 6;
/** Less likely rows are not worth a line. */
const LEAST_LIKELY = 0.02;
/** Seconds that it takes by way of the areas to a row that is not offered: a menu, and half of a long list. */
const BY_AREA = 30;
/** Questions before the rows that fit the words are offered, and before those of an area are. */
const MOST_QUESTIONS = { [PROMPT.text]: 1, [PROMPT.area]: 4 } as const;

/** The prompt that brings the case nearer to one row; undefined once it is settled, or that no row fits. */
export function findSymptom(desk: Desk): Prompt | undefined {
  if (desk.symptom !== undefined) return undefined;
  const byFiles = answerTo(desk.view, PROMPT.shown) === undefined ? shownRows(desk) : [];
  if (byFiles.length > 0 && desk.text === undefined) return askShown(desk, byFiles);
  if (desk.text === undefined) return askWords();
  const picked = answerTo(desk.view, PROMPT.pick);
  if (desk.text !== '' && picked === undefined) {
    const prompt = offerRows(desk);
    if (prompt !== undefined) return prompt;
  }
  if (answerTo(desk.view, PROMPT.area) === undefined) return askArea(desk, picked === undefined && desk.text !== '');
  const area = areaOf(desk.view);
  if (area === undefined || answerTo(desk.view, PROMPT.pickInArea) !== undefined) return undefined;
  return narrowDown(desk, area);
}

/** Several rows at once, or one that was taken back. */
function askShown(desk: Desk, rows: readonly Symptom[]): Prompt {
  const lines = rows.length === 1 ? [] : ['The files show more than one thing. The likeliest cause stands first.'];
  return askRow(PROMPT.shown, rows, [...lines, ...shownLines(desk, rows)]);
}

function askWords(): Prompt {
  return {
    id: PROMPT.text,
    kind: 'words',
    lines: [],
    question: 'What do you see?',
    hint: 'in your own words, or as it stands on the screen; or drop a log or HAR file here; Enter for a list',
    choices: [],
    initial: '',
  };
}

/** The rows that fit the words best; before them a question, where that leads to the right one sooner. */
function offerRows(desk: Desk): Prompt | undefined {
  const { candidates, abstained } = desk.rank();
  const likely = offered(candidates);
  if (likely.length === 0) return undefined;
  const fact = questionFirst(desk, PROMPT.text, candidates, { shown: likely.length, otherwise: BY_AREA });
  if (fact !== undefined) return askFact(fact);
  const lines = abstained
    ? ['No documented row fits these words well; these come nearest.', '"None of these" goes on with what it is about.']
    : [];
  return askRow(
    PROMPT.pick,
    likely.map(({ symptom }) => symptom),
    lines,
  );
}

function offered(candidates: readonly Candidate[]): Candidate[] {
  return candidates.filter((candidate) => candidate.probability >= LEAST_LIKELY).slice(0, MOST_CANDIDATES);
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

/** Shows all rows of an area: those that the facts make *yes*, then the likeliest; before them what shortens the search. */
function narrowDown(desk: Desk, area: string): Prompt {
  const rows = desk.rules.symptoms.filter((row) => row.area === area);
  const { candidates } = desk.rank({ rows: new Set(rows.map((row) => row.id)) });
  const matches = matchSymptoms({ ...desk.rules, symptoms: rows }, desk.answered, desk.context);
  const isYes = new Set(matches.filter(({ verdict }) => verdict.truth === 'yes').map(({ symptom }) => symptom));
  const sure = candidates.filter(({ symptom }) => isYes.has(symptom));
  const list = { shown: rows.length, otherwise: 0 };
  const fact = sure.length === 0 ? questionFirst(desk, PROMPT.area, candidates, list) : undefined;
  if (fact !== undefined) return askFact(fact);
  const likeliest = [...sure, ...candidates.filter((candidate) => !sure.includes(candidate))];
  // Somebody has looked at these, and said that it is none of them.
  const refused = new Set(desk.text === '' ? [] : offered(desk.rank().candidates).map(({ symptom }) => symptom));
  for (const { symptom } of sure) refused.delete(symptom);
  const inOrder = [...likeliest.map(({ symptom }) => symptom), ...rows];
  const ranked = [...inOrder.filter((row) => !refused.has(row)), ...inOrder.filter((row) => refused.has(row))];
  // More than a small window shows at once; people do not look for what they do not know is there.
  return {
    ...askRow(PROMPT.pickInArea, [...new Set(ranked)]),
    hint: `${rows.length} rows, the likeliest first`,
  };
}

/** The fact to ask for before a list of rows is shown, unless enough was asked since the answer to this prompt. */
function questionFirst(
  { view, rules, answered, declined, context }: Desk,
  since: keyof typeof MOST_QUESTIONS,
  candidates: readonly Candidate[],
  list: RowList,
): Fact | undefined {
  const start = view.answers.findLastIndex((answer) => answer.prompt === since);
  const asked = view.answers
    .slice(start)
    .filter((answer) => factOfPrompt(answer.prompt) !== undefined && answer.by === 'person');
  if (asked.length >= MOST_QUESTIONS[since]) return undefined;
  const questions = questionsByWorth(rules, candidates, answered, declined, context);
  return questionBeforeList(questions, candidates, list, context);
}
