import type { Reading } from '../evidence/reading.ts';
import type { PackIdentity } from '../rules/pack.ts';
import type { AnswerSource, CaseState, JournalEntry, Json, SentFile, UploadResult } from './events.ts';
import { PROMPT } from './prompts.ts';

/** An answer that still stands. `at` is ISO 8601 in UTC. */
export interface Answer {
  readonly prompt: string;
  readonly value: Json;
  readonly by: AnswerSource;
  readonly at: string;
}

/** One file that belongs to the case. */
export interface Attachment {
  readonly name: string;
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
}

/** What a reader got out of an attached file. */
export interface AttachedReading {
  /** The file's name among the attachments. */
  readonly name: string;
  readonly reading: Reading;
}

/** One bundle that was made of the case. */
export interface MadeBundle {
  readonly path: string;
  readonly bundle: string;
  readonly sha256: string;
  readonly at: string;
}

/** One upload of a bundle, the receipt of it when it came through. */
export interface Upload extends SentFile {
  /** When it ended, else when it began. */
  readonly at: string;
  /** `started` when nobody knows how it ended. */
  readonly result: UploadResult | 'started';
  readonly status?: number;
  readonly confirmed?: boolean;
  readonly code?: string;
}

/** Events that change nothing of what a bundle would say. */
const BESIDE_THE_RECORD: ReadonlySet<JournalEntry['type']> = new Set(['bundled', 'upload-started', 'upload-finished']);

/** Whether an entry belongs to what a bundle tells of its case. */
export function isToldInBundle(entry: JournalEntry): boolean {
  return !BESIDE_THE_RECORD.has(entry.type);
}

/** A case as its journal tells it. */
export interface CaseView {
  readonly id: string;
  readonly tool: string;
  readonly packs: readonly PackIdentity[];
  readonly policy: string;
  readonly zone: string;
  readonly openedAt: string;
  readonly updatedAt: string;
  /** Time of the last thing that changed what a bundle would say; making a bundle does not. */
  readonly changedAt: string;
  /** Standing answers, oldest first; what was taken back is not among them. */
  readonly answers: readonly Answer[];
  /** Fields set outside the dialogue, by their path in `deskmedic/escalation/v1`; the newest value. */
  readonly fields: ReadonlyMap<string, Json>;
  /** Where these come from. */
  readonly fieldSources: ReadonlyMap<string, AnswerSource>;
  readonly notes: readonly { readonly at: string; readonly text: string }[];
  readonly attachments: readonly Attachment[];
  /** What files show, in the order in which they were attached. */
  readonly readings: readonly AttachedReading[];
  /** Somebody took back what was concluded from files alone: it is not concluded again. */
  readonly isReadingRefused: boolean;
  readonly bundles: readonly MadeBundle[];
  readonly uploads: readonly Upload[];
  readonly state: CaseState;
  /** The row that the dialogue ended on. */
  readonly symptom: string | undefined;
}

/** Folds a journal into the case it tells of: the only way in which the state of a case is known. Pure. */
export function foldCase(id: string, entries: readonly JournalEntry[]): CaseView {
  const first = entries[0];
  if (first?.type !== 'opened') throw new Error(`the journal of case ${id} does not begin with its opening`);
  const answers: Answer[] = [];
  const fields = new Map<string, Json>();
  const fieldSources = new Map<string, AnswerSource>();
  const notes: CaseView['notes'][number][] = [];
  const attachments: Attachment[] = [];
  const readings = new Map<string, AttachedReading>();
  let isReadingRefused = false;
  const bundles: MadeBundle[] = [];
  const uploads: Upload[] = [];
  let state: CaseState = 'open';
  let symptom: string | undefined;
  let changedAt = first.at;
  for (const entry of entries) {
    if (isToldInBundle(entry)) changedAt = entry.at;
    switch (entry.type) {
      case 'opened':
        break;
      case 'answered':
        answers.push({ prompt: entry.prompt, value: entry.value, by: entry.by, at: entry.at });
        state = 'open';
        break;
      case 'back':
        if (isOfReading(answers.pop())) isReadingRefused = true;
        state = 'open';
        break;
      case 'set':
        fields.set(entry.field, entry.value);
        fieldSources.set(entry.field, entry.by ?? 'person');
        break;
      case 'noted':
        notes.push({ at: entry.at, text: entry.text });
        break;
      case 'attached':
        attachments.push({ name: entry.name, path: entry.path, bytes: entry.bytes, sha256: entry.sha256 });
        break;
      case 'read':
        readings.set(entry.name, { name: entry.name, reading: entry.reading });
        break;
      case 'bundled':
        bundles.push({ path: entry.path, bundle: entry.bundle, sha256: entry.sha256, at: entry.at });
        break;
      case 'upload-started':
        uploads.push({ ...sentFile(entry), at: entry.at, result: 'started' });
        break;
      case 'upload-finished':
        endUpload(uploads, finishedUpload(entry));
        break;
      case 'ended':
        state = entry.state;
        symptom = entry.symptom;
        break;
      default:
        entry satisfies never;
    }
  }
  const { tool, packs, policy, zone, at: openedAt } = first;
  const updatedAt = entries.at(-1)!.at;
  return {
    id,
    tool,
    packs,
    policy,
    zone,
    openedAt,
    updatedAt,
    changedAt,
    answers,
    fields,
    fieldSources,
    notes,
    attachments,
    readings: [...readings.values()],
    isReadingRefused,
    bundles,
    uploads,
    state,
    symptom,
  };
}

/** Puts the end of an upload in the place of its beginning; another one may have begun in between. */
function endUpload(uploads: Upload[], ended: Upload): void {
  const begun = uploads.findLastIndex(
    ({ result, to, name }) => result === 'started' && to === ended.to && name === ended.name,
  );
  if (begun >= 0) uploads.splice(begun, 1);
  uploads.push(ended);
}

function sentFile({ bundle, sha256, to, name, sr }: SentFile): SentFile {
  return { bundle, sha256, to, name, sr };
}

function finishedUpload(entry: Extract<JournalEntry, { type: 'upload-finished' }>): Upload {
  const { result, status, confirmed, code, at } = entry;
  return {
    ...sentFile(entry),
    at,
    result,
    ...(status === undefined ? {} : { status }),
    ...(confirmed === undefined ? {} : { confirmed }),
    ...(code === undefined ? {} : { code }),
  };
}

/** What is taken back was concluded from files, or typed before they were looked at: from now on the person is asked. */
function isOfReading(answer: Answer | undefined): boolean {
  return answer?.by === 'evidence' || answer?.prompt === PROMPT.text;
}

/** Whether these entries tell of a case at all: a journal that is damaged at its start, or of a newer format, may not. */
export function isFoldable(entries: readonly JournalEntry[]): boolean {
  return entries[0]?.type === 'opened';
}

/** The standing answer to a prompt; undefined when it was not asked, or taken back. */
export function answerTo(view: CaseView, prompt: string): Json | undefined {
  return view.answers.findLast((answer) => answer.prompt === prompt)?.value;
}
