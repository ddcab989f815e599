import type { AnswerSource, Json } from '../case/events.ts';
import type { Line } from '../report/text.ts';
import type { Prompt } from './prompt.ts';

/** What comes back from a prompt: words to be understood, a value that needs no more checking, or a wish. */
export type Reply =
  | { readonly kind: 'words'; readonly words: string }
  | { readonly kind: 'value'; readonly value: Json; readonly by: AnswerSource }
  | { readonly kind: 'back' }
  | { readonly kind: 'why' }
  /** Nobody is there to answer. */
  | { readonly kind: 'nobody' };

/** Somebody, or something, that answers prompts. */
export interface Asker {
  ask(prompt: Prompt): Promise<Reply>;
}

/** Where a dialogue speaks: stderr, escaped. */
export type Tell = (lines: readonly Line[]) => Promise<void>;

/** Asks one after the other until somebody answers. */
export function askInTurn(askers: readonly Asker[]): Asker {
  return {
    async ask(prompt) {
      for (const asker of askers) {
        const reply = await asker.ask(prompt);
        if (reply.kind !== 'nobody') return reply;
      }
      return { kind: 'nobody' };
    },
  };
}
