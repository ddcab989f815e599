import { factOfPrompt, factToConfirm, PROMPT } from '../../src/case/prompts.ts';
import { answersByFact } from '../../src/diagnose/evidence-table.ts';
import type { Prompt } from '../../src/dialogue/prompt.ts';
import type { FactValue } from '../../src/facts/fact.ts';
import type { Context } from '../../src/rules/evaluate.ts';
import type { Rules } from '../../src/rules/pack.ts';
import { asTheTool, looker, type Look, type Said } from './dialogue-case.ts';
import { inMenuOrder } from './dialogue-menu-order.ts';
import { isList, replier } from './dialogue-person.ts';
import { isChosen, walk, type Walk } from './dialogue-walk.ts';
import { priorOf } from './minutes.ts';
import { situationsOf, type Manner } from './person.ts';
import { oneOf, seeded } from './random.ts';
import { meanOf, percentileOf } from './weighted.ts';

/** What came of dialogues in which no words were typed; each row counts as much as it is likely beforehand. */
export interface FromNothing {
  /** Prompts after that for words, up to the choice of the row, which is one of them. */
  readonly mean: number;
  readonly percentile95: number;
  /** How many of these asked for a fact, or asked again whether an answer was right. */
  readonly facts: number;
  /** Share of dialogues in which the right row was chosen in the end, and in which it stood first on its list. */
  readonly chosen: number;
  readonly first: number;
  /** Mean place of the right row on the lists that it stood on, from 1. */
  readonly place: number;
  /** Mean of the logarithm to base 2 of the options of these prompts. */
  readonly bits: number;
  /** Entropy of the rows beforehand ÷ {@link bits}: nobody needs fewer such prompts on average. */
  readonly bound: number;
}

/** Plays every row `repetitions` times with nothing typed; the same `seed` gives the same dialogues. */
export type MeasureFromNothing = (
  manner: Manner,
  order: 'as the tool' | 'menu order',
  repetitions: number,
  seed: number,
) => FromNothing;

const ENTER: Said = { prompt: PROMPT.text, value: '' };

export function fromNothing(rules: Rules, context: Context): MeasureFromNothing {
  const answers = answersByFact(rules, context);
  const situations = new Map(rules.symptoms.map((row) => [row.id, situationsOf(row, answers, context)]));
  const prior = new Map(priorOf(rules).map(({ id, probability }) => [id, probability]));
  const entropy = [...prior.values()].reduce((sum, share) => sum - share * Math.log2(share), 0);
  const looks: Readonly<Record<'as the tool' | 'menu order', Look>> = {
    'as the tool': looker(rules, context, () => null, asTheTool),
    'menu order': looker(rules, context, () => null, inMenuOrder),
  };
  return (manner, order, repetitions, seed) => {
    const random = seeded(seed);
    const played: { row: string; weight: number; walked: Walk }[] = [];
    for (let round = 0; round < repetitions; round++) {
      for (const { id, area } of rules.symptoms) {
        const sight = { rows: new Set([id]), area, situation: oneOf(situations.get(id)!, random) };
        const walked = walk(looks[order], [ENTER], replier(sight, answers, manner, random), isChosen);
        played.push({ row: id, weight: prior.get(id)!, walked });
      }
    }
    const each = (value: (walked: Walk, row: string) => number) =>
      played.map(({ row, weight, walked }) => ({ value: value(walked, row), weight }));
    const prompts = each(({ prompts: { length } }) => length);
    const bits = played.flatMap(({ walked, weight }) =>
      walked.prompts.map((prompt) => ({ value: Math.log2(optionsOf(prompt, answers)), weight })),
    );
    return {
      mean: meanOf(prompts),
      percentile95: percentileOf(prompts, 0.95),
      facts: meanOf(each((walked) => walked.prompts.filter(isAboutFact).length)),
      chosen: meanOf(each(({ scene }, row) => Number(scene.desk.symptom?.id === row))),
      first: meanOf(each((walked, row) => Number(placeOf(row, walked) === 1))),
      place: meanOf(each((walked, row) => placeOf(row, walked)).filter(({ value }) => value > 0)),
      bits: meanOf(bits),
      bound: entropy / meanOf(bits),
    };
  };
}

/** Where a row stood on the list of a dialogue, from 1; 0 where it did not. */
function placeOf(row: string, { prompts }: Walk): number {
  return 1 + (prompts.find(isList)?.choices.findIndex(({ value }) => value === row) ?? -1);
}

function isAboutFact({ id }: Prompt): boolean {
  return factOfPrompt(id) !== undefined || factToConfirm(id) !== undefined;
}

/** All that can be chosen, "None of these" and "I don't know" included; of what is typed, the answers that differ. */
function optionsOf({ id, choices }: Prompt, answers: ReadonlyMap<string, readonly FactValue[]>): number {
  if (choices.length > 0) return choices.length;
  const fact = factOfPrompt(id);
  return 1 + (fact === undefined ? 0 : (answers.get(fact)?.length ?? 0));
}
