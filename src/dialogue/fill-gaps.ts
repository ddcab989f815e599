import type { CaseRecord, Gap, RecordedEvidence } from '../case/case-record.ts';
import { listScreenshot } from '../bundle/escalation-bundle.ts';
import { showTime } from '../facts/time.ts';
import type { Io } from '../io/io.ts';
import type { ConfigValues } from '../case/config.ts';
import type { Asker, Tell } from './asker.ts';
import { parseAnswer } from './parse-answer.ts';
import type { AnswerKind, Prompt } from './prompt.ts';
import type { Screenshot } from '../case/case-escalation.ts';

/** A record with what a partner added, and what still stands empty. */
type Filled = CaseRecord;

/** Fills what the configuration knows (identity, contact), without a question. */
export function fillFromConfig(record: CaseRecord, values: ConfigValues): Filled {
  const identity = { ...values.identity, ...record.identity };
  const contact = { ...values.contact, ...record.contact };
  const filled = {
    ...record,
    ...(Object.keys(identity).length === 0 ? {} : { identity }),
    ...(Object.keys(contact).length === 0 ? {} : { contact }),
  };
  return { ...filled, gaps: record.gaps.filter((gap) => isEmpty(filled, gap.field)) };
}

/** Asks a person for each thing that is missing; Enter leaves it as it is. Nobody there: the record as it was. */
export async function fillGaps(
  record: CaseRecord,
  asker: Asker,
  tell: Tell,
  io: Pick<Io, 'files' | 'clock' | 'system'>,
): Promise<Filled> {
  let filled = record;
  for (const gap of [...record.missing, ...record.gaps]) {
    const answer = await askFor(gap, record.createdAt.zone, asker, tell, io);
    if (answer === 'nobody') break;
    if (answer !== null) filled = withField(filled, gap.field, answer, io.system.platform);
  }
  const isOpen = (gap: Gap): boolean => isEmpty(filled, gap.field);
  return { ...filled, missing: filled.missing.filter(isOpen), gaps: filled.gaps.filter(isOpen) };
}

async function askFor(
  gap: Gap,
  zone: string,
  asker: Asker,
  tell: Tell,
  io: Pick<Io, 'files' | 'clock' | 'system'>,
): Promise<unknown> {
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
    if (reply.kind === 'nobody') return 'nobody';
    if (reply.kind !== 'words') {
      await tell(['The bundle was made without this; the vendor asks for it.']);
      continue;
    }
    const parsed = await parseAnswer(prompt, reply.words, { io, zone, fact: undefined });
    await tell(parsed.lines);
    if (parsed.ok)
      return parsed.value === '' || (Array.isArray(parsed.value) && parsed.value.length === 0) ? null : parsed.value;
  }
}

function kindOf(field: string): AnswerKind {
  if (field === 'firstObservedAt') return 'time';
  return field === 'screenshots' ? 'screenshots' : 'words';
}

function withField(record: CaseRecord, field: string, value: unknown, platform: NodeJS.Platform): CaseRecord {
  if (field === 'firstObservedAt')
    return { ...record, firstObservedAt: showTime(String(value), record.createdAt.zone) };
  if (field === 'agentsAffected') return { ...record, agentsAffected: Number(value) };
  if (field === 'screenshots') {
    const listed = (value as readonly Screenshot[]).map((image): RecordedEvidence => listScreenshot(image, platform));
    return { ...record, evidence: [...record.evidence, ...listed] };
  }
  const [head, tail] = field.split('.') as [keyof CaseRecord, string | undefined];
  return tail === undefined
    ? { ...record, [head]: value }
    : { ...record, [head]: { ...(record[head] as object | undefined), [tail]: value } };
}

function isEmpty(record: CaseRecord, field: string): boolean {
  if (field === 'screenshots') return !record.evidence.some((file) => file.role === 'screenshot');
  const [head, tail] = field.split('.') as [keyof CaseRecord, string | undefined];
  const value = record[head];
  return (tail === undefined ? value : (value as Record<string, unknown> | undefined)?.[tail]) === undefined;
}
