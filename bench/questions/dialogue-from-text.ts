import { PROMPT } from '../../src/case/prompts.ts';
import { answersByFact } from '../../src/diagnose/evidence-table.ts';
import type { WordIndex } from '../../src/match/word-evidence.ts';
import type { Context } from '../../src/rules/evaluate.ts';
import type { Rules } from '../../src/rules/pack.ts';
import type { WordCase } from '../words/word-case.ts';
import { asTheTool, looker } from './dialogue-case.ts';
import { isList, replier } from './dialogue-person.ts';
import { isChosen, isShown, walk } from './dialogue-walk.ts';
import { MANNERS, situationsOf } from './person.ts';
import { oneOf, type Random } from './random.ts';

/** How the dialogue about one text went. */
export interface FromText {
  /** Prompts after the text up to the choice of the row, which is one of them. */
  readonly toRow: number;
  /** The same until something to do, or what the row comes to, is shown. */
  readonly toStep: number;
  /** Place of the first right row on the list that the words led to, from 1; undefined when there was no such list or row. */
  readonly place: number | undefined;
}

const TRUTHFUL = MANNERS[0]!;

/**
 * Plays the dialogue about a text that somebody typed who sees one of the rows that it fits, answers truthfully, and
 * takes any of these rows.
 */
export function fromText(
  rules: Rules,
  context: Context,
  index: WordIndex,
): (typed: WordCase, random: Random) => FromText {
  const answers = answersByFact(rules, context);
  const rowOf = new Map(rules.symptoms.map((row) => [row.id, row]));
  const look = looker(rules, context, index, asTheTool);
  return ({ text, expect }, random) => {
    const row = rowOf.get(oneOf(expect, random))!;
    const situation = oneOf(situationsOf(row, answers, context), random);
    const reply = replier({ rows: new Set(expect), area: row.area, situation }, answers, TRUTHFUL, random);
    const found = walk(look, [{ prompt: PROMPT.text, value: text }], reply, isChosen);
    const shown = walk(look, found.said, reply, isShown);
    const list = found.prompts.find(isList);
    const place = list?.id === PROMPT.pick ? list.choices.findIndex(({ value }) => expect.includes(value)) : -1;
    return {
      toRow: found.prompts.length,
      toStep: found.prompts.length + shown.prompts.length,
      place: place < 0 ? undefined : place + 1,
    };
  };
}
