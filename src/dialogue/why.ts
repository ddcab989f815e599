import { factOfPrompt } from '../case/prompts.ts';
import { formatFactValue } from '../facts/parse-value.ts';
import { tokensOf } from '../match/tokens.ts';
import { factsOf } from '../rules/evaluate.ts';
import type { Source } from '../rules/pack.ts';
import { bold, dim, type Line } from '../report/text.ts';
import type { Desk } from './desk.ts';
import type { Prompt } from './prompt.ts';

/** How many rows of the ranking are worth showing. */
const SHOWN = 3;

/** What moved the ranking so far, which row it is about and where that was read, and what the question is for. */
export function explainPrompt(prompt: Prompt, desk: Desk): Line[] {
  return [...purpose(prompt, desk), ...standing(desk), ...known(desk)];
}

function purpose(prompt: Prompt, desk: Desk): Line[] {
  const id = factOfPrompt(prompt.id);
  if (id === undefined) return [];
  if (desk.symptom === undefined) {
    const rows = desk.rank().candidates.filter((candidate) => factsOf(candidate.symptom.when).includes(id));
    return [`This tells ${rows.length === 1 ? 'one row' : `${rows.length} rows`} from the others.`];
  }
  const decides = desk.symptom.outcomes.some(
    (outcome) => outcome.when !== undefined && factsOf(outcome.when).includes(id),
  );
  if (decides) return ['What this row comes to depends on it.'];
  const gates = desk.symptom.steps.some((step) => step.if !== undefined && factsOf(step.if).includes(id));
  if (gates) return ['Which steps apply depends on it.'];
  return [id === 'call.active' ? 'The next step would end a call that is on.' : 'The severity depends on it.'];
}

function standing(desk: Desk): Line[] {
  if (desk.symptom !== undefined) {
    const { id, symptom, source } = desk.symptom;
    return [[bold(id), ` ${symptom}`], [dim(`  ${sourceWords(source)}`)]];
  }
  if (desk.text === undefined || desk.text === '') return [];
  return desk
    .rank()
    .candidates.slice(0, SHOWN)
    .map(({ symptom, probability, words }): Line => {
      const because =
        words?.screenText === undefined
          ? wordsTyped(desk.text ?? '', words?.words ?? []).join(', ')
          : `"${words.screenText}" on the screen`;
      return [bold(symptom.id), ` ${Math.round(probability * 100)} %`, dim(because === '' ? '' : `  ${because}`)];
    });
}

/** The words as they were typed, for the stems that a row has in common with them. */
function wordsTyped(text: string, stems: readonly string[]): string[] {
  const words = text.split(/[\s,;.:!?"]+/);
  return words.filter((word) => tokensOf(word).some((token) => stems.includes(token)));
}

function known(desk: Desk): Line[] {
  const said: Readonly<Record<string, string>> = {
    person: 'you said so',
    file: 'from the answers file',
    symptom: 'follows from the row',
  };
  return [...desk.facts].map(([id, fact]): Line => {
    const value = String(formatFactValue(desk.fact(id), fact.value));
    return `  ${id} = ${value} (${said[fact.by] ?? fact.by})`;
  });
}

/** A source in one line. */
export function sourceWords(source: Source): string {
  return [source.document, source.section, source.year, source.url].filter((part) => part !== undefined).join(', ');
}
