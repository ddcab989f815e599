import type { Entry, LocalFileHeader } from 'yauzl';
import { decodeUtf8 } from '../facts/utf8.ts';
import { nameProblem } from './entry-name.ts';
import { extraProblem, isSaturated, parseExtraFields, zip64Values, type ExtraField } from './zip-extra.ts';
import { HIGHEST_RATIO, RATIO_MATTERS_FROM, type ZipLimits } from './zip-limits.ts';
import { isKnownMaker, ZIP64_VERSION } from './zip-version.ts';

const ENCRYPTED = 0x2041;
const SIZES_FOLLOW = 0x0008;
const UTF8 = 0x0800;
/** Deflate's own two bits, sizes behind the data, names in UTF-8. */
const KNOWN_FLAGS = 0x0006 | SIZES_FOLLOW | UTF8;
const ZIP64 = 0x0001;

/** Whether the sizes and the checksum of an entry stand behind its data. */
export function hasSizesBehind(entry: Entry): boolean {
  return (entry.generalPurposeBitFlag & SIZES_FOLLOW) !== 0;
}

/** The name of an entry as text; `undefined` when it is neither ASCII nor declared, correct UTF-8. */
export function entryName(entry: Entry): string | undefined {
  const isUtf8 = (entry.generalPurposeBitFlag & UTF8) !== 0;
  if (!isUtf8 && entry.fileNameRaw.some((byte) => byte > 0x7f)) return undefined;
  return decodeUtf8(entry.fileNameRaw, { keepMark: true });
}

/** What is wrong with an entry as the archive's directory describes it, in words. */
export function entryProblem(entry: Entry, name: string, limits: ZipLimits): string | undefined {
  return nameProblem(name) ?? flagProblem(entry) ?? attributeProblem(entry, name) ?? sizeProblem(entry, name, limits);
}

/** Whether an entry has sizes of 64 bits in the archive's directory or in front of its data. */
export function isZip64(entry: Entry, header: LocalFileHeader): boolean {
  const fields = [...entry.extraFields, ...(parseExtraFields(header.extraField) ?? [])];
  return fields.some(({ id }) => id === ZIP64);
}

/** What is wrong when the header before the data does not say what the directory says. */
export function headerProblem(entry: Entry, header: LocalFileHeader): string | undefined {
  if (!header.fileName.equals(entry.fileNameRaw)) return 'has two different names';
  const fields = parseExtraFields(header.extraField);
  const problem = extraProblem(fields);
  if (fields === undefined || problem !== undefined) return problem;
  const sizes = localSizes(header, fields);
  // yazl asks for version 4.5 in the directory alone.
  const sameVersion =
    header.versionNeededToExtract === entry.versionNeededToExtract ||
    (entry.versionNeededToExtract === ZIP64_VERSION && [10, 20].includes(header.versionNeededToExtract));
  const same =
    sameVersion &&
    header.generalPurposeBitFlag === entry.generalPurposeBitFlag &&
    header.compressionMethod === entry.compressionMethod &&
    header.lastModFileTime === entry.lastModFileTime &&
    header.lastModFileDate === entry.lastModFileDate;
  const agree = (here: number | undefined, there: number): boolean =>
    here === there || (hasSizesBehind(entry) && here === 0);
  const sameSizes =
    agree(header.crc32, entry.crc32) &&
    agree(sizes?.packed, entry.compressedSize) &&
    agree(sizes?.unpacked, entry.uncompressedSize);
  return same && sameSizes ? undefined : 'is described in two different ways';
}

/** The sizes in front of the data; `undefined` when those of 64 bits are not as many as are announced. */
function localSizes(
  { compressedSize, uncompressedSize }: LocalFileHeader,
  fields: readonly ExtraField[],
): { readonly packed: number; readonly unpacked: number } | undefined {
  const short = [uncompressedSize, compressedSize];
  const long = zip64Values(fields, short.filter(isSaturated).length);
  if (long === undefined) return undefined;
  const rest = [...long];
  const [unpacked, packed] = short.map((value) => (isSaturated(value) ? rest.shift()! : value)) as [number, number];
  return { packed, unpacked };
}

function flagProblem(entry: Entry): string | undefined {
  if ((entry.generalPurposeBitFlag & ENCRYPTED) !== 0) return 'is encrypted';
  if ((entry.generalPurposeBitFlag & ~KNOWN_FLAGS) !== 0) return 'uses a feature that is not known';
  if (entry.compressionMethod !== 0 && entry.compressionMethod !== 8) return 'is compressed in a way that is not known';
  return isKnownMaker(entry.versionMadeBy) && entry.internalFileAttributes <= 1 ? undefined : 'is damaged';
}

function attributeProblem(entry: Entry, name: string): string | undefined {
  const isFolder = name.endsWith('/');
  const dos = entry.externalFileAttributes & 0xffff;
  const mode = entry.externalFileAttributes >>> 16;
  const type = mode & 0xf000;
  if (type === 0xa000) return 'is a link';
  if (type !== 0 && type !== (isFolder ? 0x4000 : 0x8000)) return 'is neither a file nor a folder';
  // 0x8000 is how 7-Zip says that there is a mode; of the others, 0x10 means a folder.
  const isDosFolder = (dos & 0x10) !== 0;
  if ((dos & ~0x8037) !== 0 || (isDosFolder && !isFolder)) return 'has attributes that no file has';
  return (mode & 0x0e00) === 0 && isNested(mode) ? undefined : 'has permissions that no file has';
}

/** Whether the owner may all that the group may, and the group all that others may. */
function isNested(mode: number): boolean {
  const [owner, group, other] = [(mode >> 6) & 7, (mode >> 3) & 7, mode & 7];
  return (group & ~owner) === 0 && (other & ~group) === 0;
}

function sizeProblem(entry: Entry, name: string, limits: ZipLimits): string | undefined {
  const { compressedSize, uncompressedSize } = entry;
  // Nothing, deflated, takes two bytes.
  if (name.endsWith('/') && (uncompressedSize !== 0 || compressedSize > 2)) return 'is a folder with content';
  if (uncompressedSize > limits.entryBytes) return `is larger than ${limits.entryBytes} bytes`;
  const isBomb = uncompressedSize >= RATIO_MATTERS_FROM && uncompressedSize > compressedSize * HIGHEST_RATIO;
  return isBomb ? `would grow to more than ${HIGHEST_RATIO} times its size` : undefined;
}
