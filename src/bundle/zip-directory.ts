import { badZip } from './zip-error.ts';
import type { ZipFiles } from './zip-source.ts';
import { isKnownMaker, ZIP64_VERSION } from './zip-version.ts';
import { extraProblem, isSaturated, parseExtraFields, zip64Values } from './zip-extra.ts';

const END_LENGTH = 22;
const LOCATOR_LENGTH = 20;
const END64_LENGTH = 56;
const RECORD_LENGTH = 46;
/** A name of the length we allow and the extra fields that packers write take less than 2 KiB. */
const LONGEST_RECORD = 4096;

/** Where the central directory of a zip lies, and how many entries it lists. */
export interface ZipDirectory {
  readonly offset: number;
  readonly entries: number;
}

interface EndRecord extends ZipDirectory {
  readonly length: number;
}

/**
 * The end record and the shape of the central directory, read by ourselves: the library looks for the record
 * anywhere in the last 64 KiB and overlooks the fields it does not need, where something can hide. More than
 * `limit` entries are refused before they are read.
 */
export async function readZipDirectory(
  path: string,
  size: number,
  limit: number,
  files: ZipFiles,
): Promise<ZipDirectory> {
  const from = Math.max(0, size - END_LENGTH - LOCATOR_LENGTH - END64_LENGTH);
  const tail = Buffer.from(await files.readAt(path, from, size - from));
  const at = tail.length - END_LENGTH;
  if (at < 0 || tail.readUInt32LE(at) !== 0x06054b50) {
    throw badZip(path, 'it is no zip file, was cut short, or has something behind its end');
  }
  const end = tail.subarray(at);
  const [disk, directoryDisk, entriesHere] = [4, 6, 8].map((field) => end.readUInt16LE(field));
  const small = { entries: end.readUInt16LE(10), length: end.readUInt32LE(12), offset: end.readUInt32LE(16) };
  if (disk !== 0 || directoryDisk !== 0 || entriesHere !== small.entries)
    throw badZip(path, 'it is one part of several');
  const isZip64 = small.entries === 0xffff || small.length === 0xffffffff || small.offset === 0xffffffff;
  const { entries, length, offset } = isZip64 ? readEnd64(path, tail.subarray(0, at), from, small) : small;
  const behind = END_LENGTH + (isZip64 ? LOCATOR_LENGTH + END64_LENGTH : 0);
  if (end.readUInt16LE(20) !== 0 || offset + length + behind !== size) throw badZip(path, 'its parts do not add up');
  if (entries > limit) throw badZip(path, `it has more than ${limit} entries`);
  if (length > entries * LONGEST_RECORD) throw badZip(path, 'its list of entries is larger than they can need');
  const directory = Buffer.from(await files.readAt(path, offset, length));
  if (countRecords(path, directory) !== entries) throw badZip(path, 'its list of entries is damaged');
  return { offset, entries };
}

/**
 * The zip64 end record and its locator (APPNOTE.TXT 4.3.14), which stand right before the end record: each number of
 * that one has to be the same here, or say that it does not fit.
 */
function readEnd64(path: string, before: Buffer, from: number, small: EndRecord): EndRecord {
  const damaged = (): Error => badZip(path, 'its zip64 end records are damaged');
  if (before.length !== LOCATOR_LENGTH + END64_LENGTH) throw damaged();
  const end = before.subarray(0, END64_LENGTH);
  const locator = before.subarray(END64_LENGTH);
  const isSound =
    locator.readUInt32LE(0) === 0x07064b50 &&
    locator.readUInt32LE(4) === 0 &&
    locator.readBigUInt64LE(8) === BigInt(from) &&
    locator.readUInt32LE(16) === 1 &&
    end.readUInt32LE(0) === 0x06064b50 &&
    end.readBigUInt64LE(4) === BigInt(END64_LENGTH - 12) &&
    isKnownMaker(end.readUInt16LE(12)) &&
    end.readUInt16LE(14) === ZIP64_VERSION &&
    end.readUInt32LE(16) === 0 &&
    end.readUInt32LE(20) === 0 &&
    end.readBigUInt64LE(24) === end.readBigUInt64LE(32);
  const [entries, length, offset] = [32, 40, 48].map((at) => Number(end.readBigUInt64LE(at))) as [
    number,
    number,
    number,
  ];
  const agrees = (value: number, short: number, full: number): boolean => short === full || short === value;
  if (
    !isSound ||
    ![entries, length, offset].every(Number.isSafeInteger) ||
    !agrees(entries, small.entries, 0xffff) ||
    !agrees(length, small.length, 0xffffffff) ||
    !agrees(offset, small.offset, 0xffffffff)
  )
    throw damaged();
  return { entries, length, offset };
}

/** How many records the central directory holds; -1 when it does not consist of records alone. */
function countRecords(path: string, directory: Buffer): number {
  let count = 0;
  let at = 0;
  while (at < directory.length) {
    if (directory.length - at < RECORD_LENGTH || directory.readUInt32LE(at) !== 0x02014b50) return -1;
    const [name, extra, comment, disk] = [28, 30, 32, 34].map((field) => directory.readUInt16LE(at + field)) as [
      number,
      number,
      number,
      number,
    ];
    if (comment !== 0 || disk !== 0) return -1;
    const next = at + RECORD_LENGTH + name + extra;
    if (next > directory.length) return -1;
    const problem = recordProblem(directory.subarray(at, next), extra);
    if (problem !== undefined) {
      throw badZip(path, problem, directory.toString('utf8', at + RECORD_LENGTH, at + RECORD_LENGTH + name));
    }
    at = next;
    count += 1;
  }
  return count;
}

/** The library takes the sizes from the first zip64 field, and does not mind when there is more of it. */
function recordProblem(record: Buffer, extra: number): string | undefined {
  const fields = parseExtraFields(record.subarray(record.length - extra));
  const problem = extraProblem(fields);
  if (fields === undefined || problem !== undefined) return problem;
  const saturated = [24, 20, 42].filter((at) => isSaturated(record.readUInt32LE(at))).length;
  return zip64Values(fields, saturated) === undefined ? 'has zip64 fields that do not add up' : undefined;
}
