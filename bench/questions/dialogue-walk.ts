import { consentPrompt, factOfPrompt, PROMPT } from '../../src/case/prompts.ts';
import type { Prompt } from '../../src/dialogue/prompt.ts';
import { workThrough } from '../../src/dialogue/work-through.ts';
import type { Look, Said, Scene } from './dialogue-case.ts';
import type { Reply } from './dialogue-person.ts';

/** A stretch of a dialogue. */
export interface Walk {
  /** Everything that was said, from the beginning. */
  readonly said: readonly Said[];
  /** The prompts of this stretch that were answered, in order. */
  readonly prompts: readonly Prompt[];
  /** Where it ended. */
  readonly scene: Scene;
}

/** More prompts than any dialogue has. */
const MOST_PROMPTS = 100;

/** Answers prompts until this holds of the scene, or nothing is asked any more. */
export function walk(look: Look, from: readonly Said[], reply: Reply, until: (scene: Scene) => boolean): Walk {
  const said = [...from];
  const prompts: Prompt[] = [];
  for (let scene = look(said); ; scene = look(said)) {
    const { prompt } = scene;
    if (prompt === undefined || until(scene)) return { said, prompts, scene };
    if (prompts.length >= MOST_PROMPTS) throw new Error(`the dialogue does not end: ${prompt.id} is asked`);
    said.push({ prompt: prompt.id, value: reply(prompt, said) });
    prompts.push(prompt);
  }
}

/** A row was chosen, or there is none left to choose from. */
export function isChosen({ desk, prompt }: Scene): boolean {
  return desk.symptom !== undefined || prompt?.id === PROMPT.escalate;
}

/** Something to do is shown, or what the chosen row comes to: neither one of its facts nor a consent is asked for. */
export function isShown({ desk, prompt }: Scene): boolean {
  if (!isChosen({ desk, prompt })) return false;
  const { symptom } = desk;
  // On its way to the vendor it is asked for facts as well.
  if (prompt === undefined || symptom === undefined || workThrough(desk, symptom).kind !== 'ask') return true;
  const isConsent = symptom.steps.some(({ id }) => prompt.id === consentPrompt(symptom.id, id));
  return !isConsent && factOfPrompt(prompt.id) === undefined;
}
