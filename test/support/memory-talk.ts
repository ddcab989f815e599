import type { CaseEvent, JournalEntry, Json } from '../../src/case/events.ts';
import { foldCase } from '../../src/case/fold.ts';
import { nextEntry } from '../../src/case/open-case.ts';
import { seeDesk, type Desk } from '../../src/dialogue/desk.ts';
import { nextMove } from '../../src/dialogue/next-move.ts';
import type { Move, Prompt } from '../../src/dialogue/prompt.ts';
import type { WordIndex } from '../../src/match/word-evidence.ts';
import type { LoadedRules } from '../../src/rules/load-rules.ts';

const START = Date.parse('2026-11-20T14:00:00.000Z');

/** A case in memory, and what the dialogue does next. */
export class MemoryTalk {
  readonly entries: JournalEntry[] = [];
  readonly #loaded: Pick<LoadedRules, 'rules' | 'context'>;
  readonly #index: WordIndex;

  constructor(loaded: Pick<LoadedRules, 'rules' | 'context'>, index: WordIndex) {
    this.#loaded = loaded;
    this.#index = index;
    this.happen({
      type: 'opened',
      format: 1,
      tool: 'deskmedic 0.0.0',
      packs: loaded.rules.packs,
      policy: 'cisco-tac',
      zone: 'America/Chicago',
    });
  }

  happen(event: CaseEvent): void {
    this.entries.push(nextEntry(event, this.entries, START + this.entries.length * 1000));
  }

  get desk(): Desk {
    return seeDesk(foldCase('20261120-abcd', this.entries), this.#loaded.rules, this.#loaded.context, this.#index);
  }

  get move(): Move {
    return nextMove(this.desk);
  }

  get prompt(): Prompt | undefined {
    const { move } = this;
    return move.kind === 'ask' ? move.prompt : undefined;
  }

  /** Answers whatever is asked now; gives what is asked next. */
  say(value: Json): Prompt | undefined {
    const { prompt } = this;
    if (prompt === undefined) throw new Error('nothing is asked any more');
    this.answer(prompt, value);
    return this.prompt;
  }

  answer(prompt: Prompt, value: Json): void {
    this.happen({ type: 'answered', prompt: prompt.id, value, by: 'person' });
  }
}
