import type { Files } from '../io/io.ts';
import { badZip } from './zip-error.ts';

const END_LENGTH = 22;
const RECORD_LENGTH = 46;
/** A name of the length we allow and the extra fields that packers write take less than 2 KiB. */
const LONGEST_RECORD = 4096;

/** Where the central directory of a zip lies, and how many entries it lists. */
export interface ZipDirectory {
  readonly offset: number;
  readonly entries: number;
}

/**
 * The end record and the shape of the central directory, read by ourselves: the library looks for the record
 * anywhere in the last 64 KiB and overlooks the fields it does not need, where something can hide. More than
 * `limit` entries are refused before they are read.
 */
export async function readZipDirectory(path: string, size: number, limit: number, files: Files): Promise<ZipDirectory> {
  const end = Buffer.from(await files.readAt(path, Math.max(0, size - END_LENGTH), END_LENGTH));
  if (end.length < END_LENGTH || end.readUInt32LE(0) !== 0x06054b50) {
    throw badZip(path, 'it is no zip file, was cut short, or has something behind its end');
  }
  const [disk, directoryDisk, entriesHere] = [4, 6, 8].map((at) => end.readUInt16LE(at));
  const entries = end.readUInt16LE(10);
  const length = end.readUInt32LE(12);
  const offset = end.readUInt32LE(16);
  if (entries === 0xffff || length === 0xffffffff || offset === 0xffffffff)
    throw badZip(path, 'it is a zip64 archive, larger than any that is read');
  if (disk !== 0 || directoryDisk !== 0 || entriesHere !== entries) throw badZip(path, 'it is one part of several');
  if (end.readUInt16LE(20) !== 0 || offset + length + END_LENGTH !== size)
    throw badZip(path, 'its parts do not add up');
  if (entries > limit) throw badZip(path, `it has more than ${limit} entries`);
  if (length > entries * LONGEST_RECORD) throw badZip(path, 'its list of entries is larger than they can need');
  const directory = Buffer.from(await files.readAt(path, offset, length));
  if (countRecords(directory) !== entries) throw badZip(path, 'its list of entries is damaged');
  return { offset, entries };
}

/** How many records the central directory holds; -1 when it does not consist of records alone. */
function countRecords(directory: Buffer): number {
  let count = 0;
  let at = 0;
  while (at < directory.length) {
    if (directory.length - at < RECORD_LENGTH || directory.readUInt32LE(at) !== 0x02014b50) return -1;
    const [name, extra, comment, disk] = [28, 30, 32, 34].map((field) => directory.readUInt16LE(at + field));
    if (comment !== 0 || disk !== 0) return -1;
    at += RECORD_LENGTH + (name ?? 0) + (extra ?? 0);
    count += 1;
  }
  return at === directory.length ? count : -1;
}
