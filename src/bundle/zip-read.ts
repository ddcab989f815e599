import { Readable } from 'node:stream';
import { crc32 } from 'node:zlib';
import { fromRandomAccessReaderPromise, RandomAccessReader, type Entry, type ZipFile } from 'yauzl';
import { UserError } from '../errors.ts';
import type { Files } from '../io/io.ts';
import { escapeText } from '../report/escape.ts';
import { nameKey } from './entry-name.ts';
import { readZipDirectory } from './zip-directory.ts';
import { entryName, entryProblem, hasSizesBehind, headerProblem } from './zip-entry.ts';
import { badZip } from './zip-error.ts';
import { ZIP_LIMITS, type ZipLimits } from './zip-limits.ts';

const CHUNK = 256 * 1024;

/** One file in an archive. */
export interface ZipEntry {
  /** Safe on every system; the names of folders are left out. */
  readonly name: string;
  /** Unpacked. */
  readonly bytes: number;
}

/** An archive whose every entry has been checked; only its content has not been read yet. */
export interface ZipArchive {
  readonly entries: readonly ZipEntry[];
  /** The unpacked content of an entry; throws `bad-zip` when it is not what the archive says of it. */
  content(entry: ZipEntry): AsyncIterable<Uint8Array>;
}

/**
 * Opens a zip that may come from anybody. Nothing is ever unpacked to disk. Throws a UserError, `bad-zip`, that names
 * the entry, for everything that could fool a reader or a later unpacker, and for what is larger than `limits`.
 */
export async function openZip(path: string, files: Files, limits: ZipLimits = ZIP_LIMITS): Promise<ZipArchive> {
  return translating(path, async () => {
    const size = (await files.facts(path))?.size ?? 0;
    const directory = await readZipDirectory(path, size, limits.entries, files);
    const zip = await fromRandomAccessReaderPromise(new FileReader(path, files), size, {
      autoClose: false,
      decodeStrings: false,
      validateEntrySizes: true,
    });
    const found = await checkedEntries(path, zip, limits);
    await checkLayout(path, zip, found, directory.offset, files);
    const sources = new Map(found.map(({ name, source }) => [{ name, bytes: source.uncompressedSize }, source]));
    return {
      entries: [...sources.keys()].filter(({ name }) => !name.endsWith('/')),
      content: (entry) => unpack(path, zip, entry, sources.get(entry)),
    };
  });
}

interface Checked {
  readonly name: string;
  readonly source: Entry;
}

async function checkedEntries(path: string, zip: ZipFile, limits: ZipLimits): Promise<readonly Checked[]> {
  const found: Checked[] = [];
  const taken = new Set<string>();
  let total = 0;
  for await (const source of entriesOf(path, zip)) {
    const name = entryName(source);
    if (name === undefined) throw badZip(path, 'has a name that is not text', source.fileNameRaw.toString('latin1'));
    const problem = entryProblem(source, name, limits);
    if (problem !== undefined) throw badZip(path, problem, name);
    const key = nameKey(name.replace(/\/$/, ''));
    if (taken.has(key)) throw badZip(path, 'is there twice, or differs from another by case or accents alone', name);
    taken.add(key);
    total += source.uncompressedSize;
    if (total > limits.totalBytes) throw badZip(path, `it would unpack to more than ${limits.totalBytes} bytes`);
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
    if (error instanceof UserError) throw error;
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
  files: Files,
): Promise<void> {
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
    if (hasSizesBehind(source)) next += await descriptorLength(path, name, source, next, files);
  }
  if (next !== end) throw badZip(path, 'there is something between its entries and their list');
}

/** Length of the record behind the data of an entry: 16 bytes, or 12 without a signature (APPNOTE.TXT 4.3.9). */
async function descriptorLength(path: string, name: string, entry: Entry, at: number, files: Files): Promise<number> {
  const bytes = Buffer.from(await files.readAt(path, at, 16));
  const start = bytes.length === 16 && bytes.readUInt32LE(0) === 0x08074b50 ? 4 : 0;
  const expected = [entry.crc32, entry.compressedSize, entry.uncompressedSize];
  const agrees =
    bytes.length >= start + 12 && expected.every((value, index) => bytes.readUInt32LE(start + index * 4) === value);
  if (!agrees) throw badZip(path, 'is described in two different ways', name);
  return start + 12;
}

async function* unpack(
  path: string,
  zip: ZipFile,
  entry: ZipEntry,
  source: Entry | undefined,
): AsyncGenerator<Uint8Array> {
  if (source === undefined) throw new TypeError('the entry belongs to another archive');
  let checksum = 0;
  const stream = await translating(path, () => zip.openReadStreamPromise(source), entry.name);
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      checksum = crc32(chunk, checksum);
      yield chunk;
    }
  } catch (error) {
    throw asBadZip(path, error, entry.name);
  }
  if (checksum !== source.crc32) throw badZip(path, 'has a wrong checksum', entry.name);
}

/** Reads through the `Io` instead of opening the file again. */
class FileReader extends RandomAccessReader {
  readonly #path: string;
  readonly #files: Files;

  constructor(path: string, files: Files) {
    super();
    this.#path = path;
    this.#files = files;
  }

  override _readStreamForRange(start: number, end: number): Readable {
    return Readable.from(this.#chunks(start, end), { objectMode: false });
  }

  async *#chunks(start: number, end: number): AsyncGenerator<Uint8Array> {
    for (let at = start; at < end; at += CHUNK)
      yield await this.#files.readAt(this.#path, at, Math.min(CHUNK, end - at));
  }
}

async function translating<T>(path: string, work: () => Promise<T>, entry?: string): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw asBadZip(path, error, entry);
  }
}

/** What the library or zlib throws says something about the archive; what we throw is in order already. */
function asBadZip(path: string, error: unknown, entry?: string): unknown {
  if (error instanceof UserError || !(error instanceof Error)) return error;
  return entry === undefined
    ? badZip(path, escapeText(error.message))
    : badZip(path, `cannot be unpacked: ${escapeText(error.message)}`, entry);
}
