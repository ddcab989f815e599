import { fromRandomAccessReaderPromise, type Entry, type ZipFile } from 'yauzl';
import { Cancelled, UserError } from '../errors.ts';
import { escapeText } from '../report/escape.ts';
import { NamesTaken } from './names-taken.ts';
import { readZipDirectory } from './zip-directory.ts';
import { entryName, entryProblem, hasSizesBehind, headerProblem, isZip64 } from './zip-entry.ts';
import { ContentError, unpackContent, type PackedContent } from './zip-content.ts';
import { badZip } from './zip-error.ts';
import { HIGHEST_RATIO, TOTAL_MATTERS_FROM, ZIP_LIMITS, type ZipLimits } from './zip-limits.ts';
import { ZipSource, type ZipFiles } from './zip-source.ts';

/** One file in an archive. */
export interface ZipEntry {
  /** Safe on every system; the names of folders are left out. */
  readonly name: string;
  /** Unpacked. */
  readonly bytes: number;
  /** Its content stands in the archive as it is. */
  readonly isStored: boolean;
}

/** An archive whose every entry has been checked; only its content has not been read yet. */
export interface ZipArchive {
  readonly entries: readonly ZipEntry[];
  /** The unpacked content of an entry; throws `bad-zip` when it is not what the archive says of it. `reuse` as in the `Io`. */
  content(entry: ZipEntry, reuse?: boolean): AsyncIterable<Uint8Array>;
  /** The entry whose content stands at a place in the archive, packed or not. */
  entryAt(offset: number): ZipEntry | undefined;
}

/**
 * Opens a zip that may come from anybody. Nothing is ever unpacked to disk. Throws a UserError, `bad-zip`, that names
 * the entry, for everything that could fool a reader or a later unpacker, and for what is larger than `limits`.
 */
export async function openZip(path: string, files: ZipFiles, limits: ZipLimits = ZIP_LIMITS): Promise<ZipArchive> {
  return translating(path, async () => {
    const size = (await files.facts(path))?.size ?? 0;
    const directory = await readZipDirectory(path, size, limits.entries, files);
    const source = new ZipSource(path, files);
    const zip = await fromRandomAccessReaderPromise(source, size, {
      autoClose: false,
      decodeStrings: false,
      validateEntrySizes: true,
    });
    const found = await checkedEntries(path, size, zip, limits);
    const contents = await checkLayout(path, zip, found, directory.offset, source);
    const sources = new Map(
      contents.map(({ name, content }): [ZipEntry, PackedContent] => [
        { name, bytes: content.bytes, isStored: !content.isDeflated },
        content,
      ]),
    );
    return {
      entries: [...sources.keys()].filter(({ name }) => !name.endsWith('/')),
      entryAt: (offset) =>
        Array.from(sources).find(([, { start, packedBytes }]) => offset >= start && offset < start + packedBytes)?.[0],
      content: (entry, reuse = false) => unpack(path, source, entry, sources.get(entry), reuse),
    };
  });
}

interface Checked {
  readonly name: string;
  readonly source: Entry;
}

async function checkedEntries(
  path: string,
  size: number,
  zip: ZipFile,
  limits: ZipLimits,
): Promise<readonly Checked[]> {
  const found: Checked[] = [];
  const taken = new NamesTaken();
  let total = 0;
  for await (const source of entriesOf(path, zip)) {
    const name = entryName(source);
    if (name === undefined) throw badZip(path, 'has a name that is not text', source.fileNameRaw.toString('latin1'));
    const problem = entryProblem(source, name, limits) ?? taken.add(name);
    if (problem !== undefined) throw badZip(path, problem, name);
    total += source.uncompressedSize;
    if (total > limits.totalBytes) throw badZip(path, `it would unpack to more than ${limits.totalBytes} bytes`);
    if (total > TOTAL_MATTERS_FROM && total > size * HIGHEST_RATIO)
      throw badZip(path, `it would grow to more than ${HIGHEST_RATIO} times its size`);
    found.push({ name, source });
  }
  return found;
}

/** The entries as the library reads them; when it cannot read one, that one is told by its number. */
async function* entriesOf(path: string, zip: ZipFile): AsyncGenerator<Entry> {
  let number = 1;
  try {
    for await (const entry of zip.eachEntry()) {
      yield entry;
      number += 1;
    }
  } catch (error) {
    if (error instanceof UserError || error instanceof Cancelled) throw error;
    throw badZip(
      path,
      `its entry number ${number}: ${escapeText(error instanceof Error ? error.message : String(error))}`,
    );
  }
}

/** Every byte of the file must belong to exactly one entry: nothing overlaps, and nothing is hidden in between. */
async function checkLayout(
  path: string,
  zip: ZipFile,
  found: readonly Checked[],
  end: number,
  bytes: ZipSource,
): Promise<readonly { readonly name: string; readonly content: PackedContent }[]> {
  const contents: { readonly name: string; readonly content: PackedContent }[] = [];
  let next = 0;
  for (const { name, source } of found.toSorted(
    (a, b) => a.source.relativeOffsetOfLocalHeader - b.source.relativeOffsetOfLocalHeader,
  )) {
    const header = await zip.readLocalFileHeaderPromise(source);
    const problem = headerProblem(source, header);
    if (problem !== undefined) throw badZip(path, problem, name);
    if (source.relativeOffsetOfLocalHeader !== next)
      throw badZip(path, 'does not begin where the one before it ends', name);
    next = header.fileDataStart + source.compressedSize;
    contents.push({ name, content: contentOf(source, header.fileDataStart) });
    if (!hasSizesBehind(source)) continue;
    const length = descriptorLength(source, isZip64(source, header), Buffer.from(await bytes.part(next, 24)));
    if (length === undefined) throw badZip(path, 'is described in two different ways', name);
    next += length;
  }
  if (next !== end) throw badZip(path, 'there is something between its entries and their list');
  return contents;
}

function contentOf(entry: Entry, start: number): PackedContent {
  const { compressedSize: packedBytes, uncompressedSize: bytes, crc32 } = entry;
  return { start, packedBytes, bytes, crc32, isDeflated: entry.compressionMethod !== 0 };
}

/**
 * Length of the record behind the data of an entry, with or without a signature (APPNOTE.TXT 4.3.9); `undefined` when it
 * does not say what the directory says. Packers do not agree when its sizes have 64 bits.
 */
function descriptorLength(entry: Entry, mayBe64: boolean, bytes: Buffer): number | undefined {
  const start = bytes.length >= 4 && bytes.readUInt32LE(0) === 0x08074b50 ? 4 : 0;
  const { crc32: sum, compressedSize, uncompressedSize } = entry;
  const says = (read: (at: number) => number, size: number): boolean =>
    bytes.length >= start + 4 + 2 * size &&
    bytes.readUInt32LE(start) === sum &&
    read(start + 4) === compressedSize &&
    read(start + 4 + size) === uncompressedSize;
  if (mayBe64 && says((at) => Number(bytes.readBigUInt64LE(at)), 8)) return start + 20;
  return says((at) => bytes.readUInt32LE(at), 4) ? start + 12 : undefined;
}

async function* unpack(
  path: string,
  source: ZipSource,
  entry: ZipEntry,
  content: PackedContent | undefined,
  reuse: boolean,
): AsyncGenerator<Uint8Array> {
  if (content === undefined) throw new TypeError('the entry belongs to another archive');
  try {
    yield* unpackContent(content, source, reuse);
  } catch (error) {
    throw error instanceof ContentError ? badZip(path, error.message, entry.name) : asBadZip(path, error, entry.name);
  }
}

async function translating<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw asBadZip(path, error);
  }
}

/** What the library or zlib throws says something about the archive; what we throw is in order already. */
function asBadZip(path: string, error: unknown, entry?: string): unknown {
  if (error instanceof UserError || error instanceof Cancelled || !(error instanceof Error)) return error;
  return entry === undefined
    ? badZip(path, escapeText(error.message))
    : badZip(path, `cannot be unpacked: ${escapeText(error.message)}`, entry);
}
