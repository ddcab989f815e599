import { createHash } from 'node:crypto';
import { posix, win32 } from 'node:path';
import { Cancelled, UserError } from '../errors.ts';
import { EXIT } from '../exit-codes.ts';
import { pathsByRole, type CaseRecord } from '../case/case-record.ts';
import type { Io } from '../io/io.ts';
import {
  joinReports,
  readSealed,
  redactEntries,
  sealPage,
  type RawEntry,
  type RedactionReport,
  type Removal,
  type SealedEntry,
} from '../redact/door.ts';
import { newPlaceholders } from '../redact/placeholders.ts';
import { caseHtml } from '../report/case-html.ts';
import { caseMarkdown } from '../report/case-markdown.ts';
import { jsonText } from '../report/escape.ts';
import { buildBag, topFolder, type Bag } from './bag.ts';
import { collectEvidence, recordCopy, type EvidenceInput } from './evidence-input.ts';
import { bundlePath, refuseOwnInput } from './output-path.ts';
import { writeZip } from './zip-write.ts';

/** Everything that a bundle is made from. */
export interface BundleInput {
  /** `evidence` in it are files of an earlier bundle that were not copied then; the new ones are added. */
  readonly record: CaseRecord;
  /** The exported journal, one value a line. */
  readonly journal: readonly unknown[];
  /** What becomes `data/results.json`. */
  readonly results: unknown;
  readonly evidence: readonly EvidenceInput[];
  /** A file, or a folder (one that is there, or a path that ends in `/`). */
  readonly output: string;
  readonly overwrite?: boolean;
}

/** What `bundle create` reports. */
export interface CreatedBundle {
  readonly schema: 'deskmedic/bundle/v1';
  /** Absolute. */
  readonly path: string;
  /** SHA-256 of the tag manifest: it stands for everything in the bundle. */
  readonly id: string;
  /** Of the zip. */
  readonly sha256: string;
  /** Of the zip. */
  readonly bytes: number;
  /** Files under `data/`. */
  readonly files: number;
  /** Fields that the policy requires and nobody gave. */
  readonly missing: readonly string[];
  readonly removed: readonly Removal[];
  /** Files that were given and are listed only, such as a HAR; `why` goes behind the path. */
  readonly notCopied: readonly { readonly path: string; readonly why: string }[];
}

/**
 * Makes a bundle. The same input gives the same bytes, in every time zone. On any failure, `cannot-redact` included,
 * no file is there afterwards. An existing file is refused (`exists`, exit 6) unless `overwrite`.
 */
export async function createBundle(input: BundleInput, io: Io): Promise<CreatedBundle> {
  const target = await bundlePath(input.output, topFolder(bagInfo(input.record)), io);
  await refuseTarget(target, input, io);
  const { entries, removed, notCopied, shown } = await sealEverything(input, io);
  const bag = buildBag(entries, bagInfo(shown));
  const written = await writeBundle(bag, target, input.overwrite ?? false, io);
  return {
    schema: 'deskmedic/bundle/v1',
    path: await io.files.resolve(target),
    id: bag.id,
    ...written,
    files: entries.length,
    missing: input.record.missing.map(({ field }) => field),
    removed,
    notCopied,
  };
}

function bagInfo(record: CaseRecord): { case: string; tool: string; createdAt: string } {
  return { case: record.case, tool: record.tool, createdAt: record.createdAt.utc };
}

/** Says at once what the write would refuse at the end, after all the work. */
async function refuseTarget(target: string, input: BundleInput, io: Io): Promise<void> {
  await refuseOwnInput(
    target,
    input.evidence.filter(({ bytes }) => bytes === undefined).map(({ path }) => path),
    io,
  );
  if (input.overwrite === true || (await io.files.facts(target)) === null) return;
  throw new UserError('exists', `${target} is there already, and was not touched.`, {
    exit: EXIT.unreachable,
    where: { file: target },
    hint: 'Choose another name, or move the file away first.',
  });
}

/** Takes every entry through the door: first the evidence, then the record that lists it, then what shows the record. */
async function sealEverything(
  input: BundleInput,
  io: Io,
): Promise<Pick<CreatedBundle, 'removed' | 'notCopied'> & { entries: readonly SealedEntry[]; shown: CaseRecord }> {
  const documents: readonly RawEntry[] = [
    { name: 'journal.jsonl', kind: 'ndjson', text: input.journal.map((event) => `${jsonText(event)}\n`).join('') },
    json('results.json', input.results),
  ];
  const placeholders = newPlaceholders([jsonText(input.record), ...documents.map(textOf)]);
  const collected = await collectEvidence(input.evidence, io);
  const copies = redactEntries(
    collected.flatMap(({ raw }) => raw ?? []),
    placeholders,
  );
  const sealedCopies = [...copies.entries];
  const evidence = collected.map(({ listed, raw }) =>
    raw === undefined ? listed : recordCopy(listed, sealedCopies.shift() as SealedEntry),
  );
  const all = [...input.record.evidence, ...evidence];
  const record: CaseRecord = { ...input.record, evidence: all, ...pathsByRole(all) };
  const data = redactEntries([json('case.json', record), ...documents], placeholders);
  // Shown, on the pages and in the tag files, is what is in the sealed record: a secret cannot reach them through a
  // spelling that the door does not know, nor past it.
  const sealedRecord = data.entries[0] as SealedEntry;
  const shown = readSealed(sealedRecord) as CaseRecord;
  if (shown.case !== input.record.case || shown.createdAt.utc !== input.record.createdAt.utc)
    throw new TypeError('the id and the time of a case name the archive, so they cannot hold a secret');
  const pages = [
    sealPage('case.md', sealedRecord, (value) => caseMarkdown(value as CaseRecord)),
    sealPage('report.html', sealedRecord, (value) => caseHtml(value as CaseRecord)),
  ];
  const report: RedactionReport = joinReports(copies.report, data.report);
  const last = redactEntries([json('redaction.json', report)], placeholders);
  return {
    entries: [...data.entries, ...pages, ...last.entries, ...copies.entries],
    removed: report.removed,
    notCopied: shown.evidence
      .slice(input.record.evidence.length)
      .flatMap(({ path, copied, why }) => (copied ? [] : [{ path, why: why ?? '' }])),
    shown,
  };
}

function json(name: string, value: unknown): RawEntry {
  return { name, kind: 'json', text: `${jsonText(value, 2)}\n` };
}

function textOf(entry: RawEntry): string {
  return entry.kind === 'image' ? '' : entry.text;
}

async function writeBundle(
  bag: Bag,
  target: string,
  overwrite: boolean,
  io: Io,
): Promise<{ sha256: string; bytes: number }> {
  const hash = createHash('sha256');
  let bytes = 0;
  async function* counted(): AsyncGenerator<Uint8Array> {
    for await (const chunk of writeZip(bag)) {
      if (io.interrupted.aborted) throw new Cancelled('interrupted while the bundle was written');
      hash.update(chunk);
      bytes += chunk.length;
      yield chunk;
    }
  }
  const folder = (io.system.platform === 'win32' ? win32 : posix).dirname(target);
  await io.files.makeDirectory(folder);
  await io.files.write(target, counted(), { overwrite });
  return { sha256: hash.digest('hex'), bytes };
}
