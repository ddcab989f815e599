import { escalationOf } from '../case/case-escalation.ts';
import { answerTo, foldCase, type CaseView } from '../case/fold.ts';
import type { OpenCase } from '../case/open-case.ts';
import { factOfPrompt, factToDecide, PROMPT } from '../case/prompts.ts';
import { Cancelled, UserError } from '../errors.ts';
import type { Io } from '../io/io.ts';
import type { WordIndex } from '../match/word-evidence.ts';
import { missingInformation } from '../policy/requirements.ts';
import { red } from '../report/text.ts';
import type { LoadedRules } from '../rules/load-rules.ts';
import type { Asker, Tell } from './asker.ts';
import { seeDesk, type Desk } from './desk.ts';
import { nextMove } from './next-move.ts';
import { parseAnswer } from './parse-answer.ts';
import type { Ending, Prompt } from './prompt.ts';
import { takeFiles } from './take-files.ts';
import { explainPrompt } from './why.ts';

/** What a dialogue needs. */
export interface DialogueWorld {
  readonly io: Pick<Io, 'files' | 'clock' | 'system' | 'interrupted'>;
  readonly loaded: LoadedRules;
  /** Ranking by words; asked for once words were typed. */
  readonly words: () => Promise<WordIndex>;
  readonly tell: Tell;
  /** Makes files part of the case, and says what they show. */
  readonly attach: (paths: readonly string[]) => Promise<void>;
  /** Made with a way to look at the desk as it stands when a prompt is asked. */
  readonly asker: (desk: () => Desk) => Asker;
}

/**
 * Runs a case from where it stands to its end: each answer is on disk before the next prompt is shown. Throws
 * `Cancelled` when the person leaves, and `missing-answer` when nobody is there to answer.
 */
export async function runDialogue(
  open: OpenCase,
  world: DialogueWorld,
): Promise<{ view: CaseView; desk: Desk; ending: Ending }> {
  const { rules, context } = world.loaded;
  const look = async (): Promise<Desk> => {
    const view = foldCase(open.id, open.entries);
    // Most of a start is over before words are typed: what was learned about them is loaded then, if any are.
    const index: WordIndex = (answerTo(view, PROMPT.text) ?? '') === '' ? () => null : await world.words();
    return seeDesk(view, rules, context, index);
  };
  let desk = await look();
  const asker = world.asker(() => desk);
  for (;;) {
    if (world.io.interrupted.aborted) throw new Cancelled('interrupted');
    const move = nextMove(desk);
    if (move.kind === 'end') return { view: desk.view, desk, ending: move.ending };
    if (move.kind === 'conclude') {
      await open.append({ type: 'answered', prompt: move.prompt, value: move.value, by: 'evidence' });
      await world.tell(move.lines);
    } else await takeAnswer(open, move.prompt, desk, asker, world);
    desk = await look();
  }
}

/** One prompt, one reply, at most one answer; files instead of words become part of the case. */
async function takeAnswer(
  open: OpenCase,
  prompt: Prompt,
  desk: Desk,
  asker: Asker,
  world: DialogueWorld,
): Promise<void> {
  const reply = await asker.ask(prompt);
  switch (reply.kind) {
    case 'value':
      await open.append({ type: 'answered', prompt: prompt.id, value: reply.value, by: reply.by });
      // Nobody sees the question, and somebody ought to know that there was one.
      if (factToDecide(prompt.id) !== undefined) await world.tell([...prompt.lines, decidedWords(prompt, reply.value)]);
      return;
    case 'back':
      // It stands there until it is decided, whatever was answered before.
      if (factToDecide(prompt.id) !== undefined) await world.tell(['Say first which of the two is right.']);
      else if (desk.view.answers.length === 0) await world.tell(['This is the first question.']);
      else await open.append({ type: 'back' });
      return;
    case 'why':
      await world.tell(explainPrompt(prompt, desk));
      return;
    case 'nobody':
      // What files show has an order of its own; it needs nobody.
      if (prompt.id !== PROMPT.shown) throw missingAnswer(prompt, desk);
      await open.append({ type: 'answered', prompt: prompt.id, value: prompt.choices[0]!.value, by: 'evidence' });
      return;
    case 'words': {
      const taken = await takeFiles(prompt, reply.words, world);
      if (taken.kind === 'nothing') return;
      const id = factOfPrompt(prompt.id);
      const answer = await parseAnswer(prompt, taken.words, {
        io: world.io,
        zone: desk.view.zone,
        fact: id === undefined ? undefined : desk.fact(id),
      });
      if (answer.ok) await open.append({ type: 'answered', prompt: prompt.id, value: answer.value, by: 'person' });
      await world.tell(
        answer.ok ? answer.lines : answer.lines.map((line) => (typeof line === 'string' ? [red(line)] : line)),
      );
      return;
    }
    default:
      reply satisfies never;
  }
}

/** Which of two values counts from here on. */
function decidedWords({ choices }: Prompt, value: unknown): string {
  return `${choices.find((choice) => choice.value === value)?.words ?? 'It'}; that counts.`;
}

/** Names everything that the vendor requires and nobody gave, or the one question that stands open. */
function missingAnswer(prompt: Prompt, desk: Desk): UserError {
  const isForVendor =
    prompt.id.startsWith('field:') || prompt.id === 'incomplete' || prompt.id === 'fact:affected.agents';
  const missing = isForVendor
    ? missingInformation(desk.policy, escalationOf(desk.view, desk.rules, desk.context), desk.facts, desk.context)
    : [];
  const what =
    missing.length > 0
      ? missing.map((item) => `${item.field} (${item.label})`).join(', ')
      : `${prompt.id} (${prompt.question})`;
  return new UserError('missing-answer', `nobody is there to answer; missing: ${what}`, {
    hint: 'run it in a terminal, or give the answers in a file with --answers (deskmedic schema answers)',
  });
}
