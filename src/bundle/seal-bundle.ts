import { pathsByRole, type CaseRecord, type RecordedEvidence } from '../case/case-record.ts';
import { Cancelled } from '../errors.ts';
import type { Io, Spool } from '../io/io.ts';
import { NotText } from '../evidence/decode-stream.ts';
import {
  openDoor,
  readSealed,
  readSealedLines,
  textContent,
  type Door,
  type RawEntry,
  type Removal,
  type TakenEntry,
} from '../redact/door.ts';
import { ImageRefused } from '../redact/image/image-refused.ts';
import { findKnown, type KnownFinder } from '../redact/known/find-known.ts';
import type { KnownSecret } from '../redact/known/known-secret.ts';
import { casePage } from '../report/case-page.ts';
import { caseMarkdown } from '../report/case-markdown.ts';
import { jsonText } from '../report/escape.ts';
import { kindsIn, requiredValues } from './asked-for.ts';
import { topFolder, type BagInfo } from './bag.ts';
import type { BundleInput } from './create.ts';
import { copyOf, listEvidence, nameOf, notText, type EvidenceInput } from './evidence-input.ts';
import { filesTold } from './files-told.ts';
import { namesOfMachine } from './machine-names.ts';
import { makeThumbnails, type CopiedImage } from './thumbnails.ts';
import { writeBag } from './write-bag.ts';

/** Images that are copied; others cannot be cleaned. */
const IMAGES = ['png', 'jpeg'] as const;

/** What went into a bundle, and what was kept out of it. */
export interface SealedBundle extends ReturnType<typeof filesTold> {
  readonly id: string;
  readonly files: number;
  readonly removed: readonly Removal[];
  /** Finds what must not be in the finished archive. */
  readonly secrets: KnownFinder<KnownSecret>;
  /** What the placeholders of personal data stand for. */
  readonly personal: readonly KnownSecret[];
}

/** A file on its way through the door, or listed only. */
type Collected =
  | { readonly entry: TakenEntry; readonly input: EvidenceInput; readonly media: string }
  | { readonly listed: RecordedEvidence };

/**
 * Takes everything through the door and writes it as a bag into `sink`: first the evidence, then the record that lists it,
 * then what shows the record. `entries` holds what was taken until all secrets are known.
 */
export async function sealBundle(
  input: BundleInput,
  entries: Spool,
  sink: (bytes: Uint8Array) => Promise<void>,
  io: Io,
): Promise<SealedBundle> {
  const journal = document('journal.jsonl', 'ndjson', input.journal.map((event) => `${jsonText(event)}\n`).join(''));
  const results = document('results.json', 'json', `${jsonText(input.results, 2)}\n`);
  const door = openDoor({
    spool: entries,
    required: requiredValues(input.record),
    machine: namesOfMachine(io.system),
    earlier: [jsonText(input.record), jsonText(input.journal), jsonText(input.results)],
  });
  const collected = await collectEvidence(input.evidence, door, io);
  // Taken now for the secrets in it; once more when it is known what became of the evidence.
  await door.take(recordDocument(input.record));
  const takenJournal = await door.take(journal);
  const takenResults = await door.take(results);
  const bag = writeBag(topFolder(bagInfo(input.record)), sink);
  const evidence: RecordedEvidence[] = [...input.record.evidence];
  const images: CopiedImage[] = [];
  for (const found of collected) {
    if ('listed' in found) {
      evidence.push(found.listed);
      continue;
    }
    const sealed = door.seal(found.entry);
    const file = copied(found, await bag.add(sealed), io);
    io.system.letGo();
    evidence.push(file);
    const type = IMAGES.find((each) => file.media === `image/${each}`);
    if (type !== undefined) images.push({ path: file.path, type, content: () => sealed.content(true) });
  }
  const shown = await sealRecord({ ...input.record, evidence, ...pathsByRole(evidence) }, input.record, door, bag.add);
  const sealedJournal = door.seal(takenJournal);
  await bag.add(sealedJournal);
  await bag.add(door.seal(takenResults));
  await bag.add(door.sealPage('case.md', caseMarkdown(shown)));
  const { removed } = door.report();
  const secrets = findKnown(door.secrets());
  const thumbnails = await makeThumbnails(images, secrets, io);
  const extras = { thumbnails, removed, journal: await readSealedLines(sealedJournal) };
  await bag.add(door.sealPage('report.html', [...casePage(shown, extras)]));
  await bag.add(door.sealPage('redaction.json', `${jsonText(door.report(), 2)}\n`));
  const { id, files } = await bag.end(bagInfo(shown));
  return { id, files, removed, ...filesTold(shown.evidence), secrets, personal: door.personal() };
}

/** What the tag files say of a bundle. */
export function bagInfo(record: CaseRecord): BagInfo {
  const { case: id, tool, createdAt, parent } = record;
  return { case: id, tool, createdAt: createdAt.utc, ...(parent === undefined ? {} : { parent }) };
}

async function collectEvidence(inputs: readonly EvidenceInput[], door: Door, io: Io): Promise<readonly Collected[]> {
  const collected: Collected[] = [];
  let copies = 0;
  for (const input of inputs) {
    if (io.interrupted.aborted) throw new Cancelled('interrupted while the evidence was read');
    const found = await collect(input, copies + 1, door, io);
    if ('entry' in found) copies += 1;
    collected.push(found);
    io.system.letGo();
  }
  return collected;
}

/** What cannot be searched is listed only; what the disk refuses ends it all. */
async function collect(input: EvidenceInput, number: number, door: Door, io: Io): Promise<Collected> {
  const found = await copyOf(input, number, io);
  if ('why' in found) return { listed: await listEvidence(input, found, io) };
  try {
    return { entry: await door.take(found.raw), input, media: found.media };
  } catch (error) {
    if (error instanceof NotText) return { listed: await listEvidence(input, notText(error), io) };
    if (error instanceof ImageRefused)
      return { listed: await listEvidence(input, { why: error.why, media: found.media }, io) };
    throw error;
  }
}

/** The record of a copied file: its digest is that of the copy. */
function copied(
  { input, media }: Exclude<Collected, { listed: unknown }>,
  { path, bytes, sha256 }: { path: string; bytes: number; sha256: string },
  io: Io,
): RecordedEvidence {
  return { path, name: nameOf(input, io), role: input.role, bytes, sha256, media, copied: true };
}

/**
 * Seals the record and gives it back as it was sealed. Pages and tag files show what is in it: a secret cannot reach them
 * through a spelling that the door does not know, nor past it.
 */
async function sealRecord(
  record: CaseRecord,
  original: CaseRecord,
  door: Door,
  add: (entry: ReturnType<Door['seal']>) => Promise<unknown>,
): Promise<CaseRecord> {
  const sealed = door.seal(await door.take(recordDocument(record)));
  const value = (await readSealed(sealed)) as CaseRecord;
  if (value.case !== original.case || value.createdAt.utc !== original.createdAt.utc)
    throw new TypeError('the id and the time of a case name the archive, so they cannot hold a secret');
  await add(door.sealPage('case.json', `${jsonText(value, 2)}\n`));
  return value;
}

function recordDocument(record: CaseRecord): RawEntry {
  return { ...document('case.json', 'json', `${jsonText(record, 2)}\n`), kindsIn };
}

function document(
  name: string,
  kind: 'json' | 'ndjson',
  text: string,
): RawEntry & { kind: 'json' | 'ndjson' | 'text' } {
  return { name, kind, content: textContent(text) };
}
