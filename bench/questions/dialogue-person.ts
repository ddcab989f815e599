import type { Json } from '../../src/case/events.ts';
import { factOfPrompt, factPrompt, factToConfirm, NONE, PROMPT } from '../../src/case/prompts.ts';
import { CALL_ACTIVE } from '../../src/diagnose/step-plan.ts';
import type { Prompt } from '../../src/dialogue/prompt.ts';
import type { FactValue } from '../../src/facts/fact.ts';
import type { Said } from './dialogue-case.ts';
import { answerOf, EVERYDAY, type Manner, type Situation } from './person.ts';
import type { Random } from './random.ts';

/** What somebody at the prompts has before their eyes. */
export interface Sight {
  /** Ids of the rows of which any is right, and the area to look for them in. */
  readonly rows: ReadonlySet<string>;
  readonly area: string;
  readonly situation: Situation;
}

/** What somebody says at a prompt, after what was said. */
export type Reply = (prompt: Prompt, said: readonly Said[]) => Json;

/**
 * Somebody who goes by what they see: takes the area and the right row where it is offered, answers facts in their
 * manner, and agrees to each step. Asked whether an answer is right they look again, and err as often as before.
 */
export function replier(
  { rows, area, situation }: Sight,
  answers: ReadonlyMap<string, readonly FactValue[]>,
  manner: Manner,
  random: Random,
): Reply {
  // Nobody who has a caller on the line is asked for the time that a session takes.
  const seen = new Map<string, FactValue>([[CALL_ACTIVE, false], ...situation]);
  return (prompt, said) => {
    if (prompt.id === PROMPT.area) return area;
    if (isList(prompt)) return prompt.choices.find(({ value }) => rows.has(value))?.value ?? NONE;
    const fact = factOfPrompt(prompt.id);
    if (fact !== undefined) return answerOf(seen, fact, answers.get(fact) ?? [], manner, random) ?? null;
    const doubted = factToConfirm(prompt.id);
    if (doubted !== undefined) {
      const given = said.findLast((answer) => answer.prompt === factPrompt(doubted))?.value;
      const isRight = given === (seen.get(doubted) ?? EVERYDAY[doubted]);
      return random() < manner.errs ? !isRight : isRight;
    }
    if (prompt.id.startsWith('consent:')) return true;
    throw new Error(`nobody in the bench can answer the prompt ${prompt.id}`);
  };
}

/** Whether a prompt is a list of rows to choose from. */
export function isList({ id }: Prompt): boolean {
  return id === PROMPT.pick || id === PROMPT.pickInArea;
}
