import type { Screenshot } from '../case/case-escalation.ts';
import type { CaseRecord, Gap } from '../case/case-record.ts';
import { isGapField, withField, withoutGap, type GapField } from '../case/record-gaps.ts';
import type { Io } from '../io/io.ts';
import { parseSettableValue, type SettableValue } from '../policy/settable-fields.ts';
import type { Asker, Tell } from './asker.ts';
import { parseAnswer } from './parse-answer.ts';
import type { AnswerKind, Prompt } from './prompt.ts';

/** A record with what a person added to it, and the screenshots that are to go with it. */
export interface FilledRecord {
  readonly record: CaseRecord;
  readonly screenshots: readonly Screenshot[];
}

/** What is asked with and about. */
interface Asking {
  readonly asker: Asker;
  readonly tell: Tell;
  readonly io: Pick<Io, 'files' | 'clock' | 'system'>;
  readonly record: CaseRecord;
}

type FieldGap = Gap & { readonly field: GapField };
type Value = SettableValue | readonly Screenshot[];

/** What a question about a gap came to. */
type GapReply =
  | { readonly kind: 'filled'; readonly value: Value }
  | { readonly kind: 'open' }
  | { readonly kind: 'back' }
  | { readonly kind: 'nobody' };

/**
 * Asks a person for each thing that is missing; Enter leaves it open, and "back" takes the answer before back. A field
 * that this version does not know stays named and is not asked for. Nobody there: the rest stays as it was.
 */
export async function fillGaps(
  record: CaseRecord,
  asker: Asker,
  tell: Tell,
  io: Pick<Io, 'files' | 'clock' | 'system'>,
): Promise<FilledRecord> {
  const gaps = [...record.missing, ...record.gaps].filter((gap): gap is FieldGap => isGapField(gap.field));
  const answers = new Map<GapField, Value>();
  for (let at = 0; at < gaps.length;) {
    const gap = gaps[at]!;
    const reply = await askFor(gap, { asker, tell, io, record });
    if (reply.kind === 'nobody') break;
    if (reply.kind !== 'back') {
      if (reply.kind === 'filled') answers.set(gap.field, reply.value);
      at += 1;
    } else if (at === 0) {
      await tell(['This is the first question.']);
    } else {
      at -= 1;
      answers.delete(gaps[at]!.field);
    }
  }
  return withAnswers(record, answers);
}

function withAnswers(record: CaseRecord, answers: ReadonlyMap<GapField, Value>): FilledRecord {
  let filled = record;
  let screenshots: readonly Screenshot[] = [];
  for (const [field, value] of answers) {
    if (field === 'screenshots') {
      screenshots = value as readonly Screenshot[];
      filled = withoutGap(filled, field);
    } else {
      filled = withField(filled, field, value as SettableValue);
    }
  }
  return { record: filled, screenshots };
}

async function askFor(gap: FieldGap, asking: Asking): Promise<GapReply> {
  const { asker, tell, record } = asking;
  const prompt: Prompt = {
    id: `field:${gap.field}`,
    kind: kindOf(gap.field),
    lines: [],
    question: `${gap.label}?`,
    hint: 'Enter leaves it open',
    choices: [],
    initial: '',
  };
  for (;;) {
    const reply = await asker.ask(prompt);
    if (reply.kind === 'nobody' || reply.kind === 'back') return reply;
    if (reply.kind === 'value') throw new TypeError('only an answers file gives values, and none is read here');
    if (reply.kind === 'why') {
      await tell([`The vendor asks for it (policy ${record.policy}), and the bundle was made without it.`]);
      continue;
    }
    const understood = await understand(gap.field, prompt, reply.words, asking);
    if (understood !== undefined) return understood;
  }
}

/** What the words come to; undefined once it was said why they are no answer. */
async function understand(
  field: GapField,
  prompt: Prompt,
  words: string,
  { tell, io, record }: Asking,
): Promise<GapReply | undefined> {
  const answer = await parseAnswer(prompt, words, { io, zone: record.createdAt.zone, fact: undefined });
  await tell(answer.lines);
  if (!answer.ok) return undefined;
  const { value } = answer;
  if (value === null || value === '' || (Array.isArray(value) && value.length === 0)) return { kind: 'open' };
  if (typeof value !== 'string') return { kind: 'filled', value: value as unknown as readonly Screenshot[] };
  const parsed = parseSettableValue(field, value);
  if (parsed.ok) return { kind: 'filled', value: parsed.value };
  await tell([`${parsed.reason}; write ${parsed.example}.`]);
  return undefined;
}

function kindOf(field: GapField): AnswerKind {
  if (field === 'firstObservedAt') return 'time';
  return field === 'screenshots' ? 'screenshots' : 'words';
}
