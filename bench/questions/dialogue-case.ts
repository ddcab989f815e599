import type { CaseEvent, JournalEntry, Json } from '../../src/case/events.ts';
import { foldCase } from '../../src/case/fold.ts';
import { nextEntry } from '../../src/case/open-case.ts';
import { seeDesk, type Desk } from '../../src/dialogue/desk.ts';
import { nextMove } from '../../src/dialogue/next-move.ts';
import type { Prompt } from '../../src/dialogue/prompt.ts';
import type { WordIndex } from '../../src/match/word-evidence.ts';
import type { Context } from '../../src/rules/evaluate.ts';
import type { Rules } from '../../src/rules/pack.ts';

/** An answer to a prompt. */
export interface Said {
  /** Id of the prompt. */
  readonly prompt: string;
  readonly value: Json;
}

/** Where a case stands after what was said. */
export interface Scene {
  readonly desk: Desk;
  /** What is asked now; undefined at the end. */
  readonly prompt: Prompt | undefined;
}

/** Looks where a case stands; the same answers lead to the same scene. */
export type Look = (said: readonly Said[]) => Scene;

/** How the next prompt is chosen; undefined at the end. */
export type Choose = (desk: Desk) => Prompt | undefined;

/** As the tool chooses it. */
export const asTheTool: Choose = (desk) => {
  const move = nextMove(desk);
  return move.kind === 'ask' ? move.prompt : undefined;
};

/** Scenes that are kept; more would fill the memory. */
const MOST_SCENES = 20_000;

/** Cases in memory over these rules, under their first policy; each scene is worked out once. */
export function looker(rules: Rules, context: Context, index: WordIndex, choose: Choose): Look {
  const scenes = new Map<string, Scene>();
  const words = rememberingLast(index);
  return (said) => {
    const key = JSON.stringify(said.map(({ prompt, value }) => [prompt, value]));
    const known = scenes.get(key);
    if (known !== undefined) return known;
    if (scenes.size >= MOST_SCENES) scenes.clear();
    const desk = seeDesk(foldCase('bench', journalOf(rules, said)), rules, context, words);
    const scene = { desk, prompt: choose(desk) };
    scenes.set(key, scene);
    return scene;
  };
}

function journalOf({ packs, policies }: Rules, said: readonly Said[]): JournalEntry[] {
  const policy = policies[0]?.id ?? '';
  const opened: CaseEvent = { type: 'opened', format: 1, tool: 'bench', packs, policy, zone: 'UTC' };
  const events: readonly CaseEvent[] = [
    opened,
    ...said.map((answer): CaseEvent => ({ type: 'answered', ...answer, by: 'person' })),
  ];
  return events.reduce<JournalEntry[]>((entries, event) => [...entries, nextEntry(event, entries, 0)], []);
}

/** A case asks for its own text again after each answer. */
function rememberingLast(index: WordIndex): WordIndex {
  let last: { readonly text: string; readonly found: ReturnType<WordIndex> } | undefined;
  return (text) => {
    if (last?.text !== text) last = { text, found: index(text) };
    return last.found;
  };
}
