import { crc32 } from 'node:zlib';
import type { ByteSource } from './byte-source.ts';
import { damaged } from './image-refused.ts';

/** The eight bytes that a PNG begins with (W3C PNG §5.2). */
export const PNG_SIGNATURE = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** How much of a chunk is looked at at a time. */
export const PIECE_BYTES = 64 * 1024;

/** What stands before the data of a chunk (W3C PNG §5.3). */
export interface ChunkHead {
  /** Four letters. */
  readonly type: string;
  /** Bytes of data. */
  readonly length: number;
  /** The head itself, to be put back. */
  readonly bytes: Uint8Array;
}

/** Reads on to the data of the next chunk. */
export async function readChunkHead(source: ByteSource): Promise<ChunkHead> {
  source.beginPart();
  const bytes = Buffer.from(await source.take(8));
  const type = bytes.toString('latin1', 4);
  const length = bytes.readUInt32BE(0);
  if (!/^[A-Za-z]{4}$/.test(type) || length > 2 ** 31 - 1) damaged('one of its chunks makes no sense');
  return { type, length, bytes };
}

/** The data of a chunk in pieces; refuses a chunk whose check sum is wrong, after its last piece. */
export async function* chunkPieces(source: ByteSource, { type, length }: ChunkHead): AsyncGenerator<Uint8Array> {
  let sum = crc32(type);
  for (let left = length; left > 0;) {
    const piece = await source.some(Math.min(left, PIECE_BYTES));
    sum = crc32(piece, sum);
    left -= piece.length;
    yield piece;
  }
  if (Buffer.from(await source.take(4)).readUInt32BE(0) !== sum) damaged('a check sum in it is wrong');
}

/** The first `most` bytes of the data of a chunk; it is read to its end. */
export async function chunkData(source: ByteSource, head: ChunkHead, most: number): Promise<Uint8Array> {
  const kept = new Uint8Array(Math.min(head.length, most));
  let at = 0;
  for await (const piece of chunkPieces(source, head)) {
    kept.set(piece.subarray(0, kept.length - at), at);
    at = Math.min(kept.length, at + piece.length);
  }
  return kept;
}

/** A whole chunk: length, type, data and check sum. */
export function pngChunk(type: string, data: Uint8Array): Uint8Array {
  const room = chunkRoom(data.length);
  room.set(data, DATA_AT);
  return chunkIn(room, type, data.length);
}

/** Where the data stands in a chunk. */
export const DATA_AT = 8;

/** Room for a chunk with so many bytes of data. */
export function chunkRoom(length: number): Buffer {
  return Buffer.allocUnsafeSlow(length + 12);
}

/** The chunk whose data stands in its place in `room` already; the room is used up. */
export function chunkIn(room: Buffer, type: string, length: number): Uint8Array {
  const end = DATA_AT + length;
  room.writeUInt32BE(length, 0);
  room.write(type, 4, 'latin1');
  room.writeUInt32BE(crc32(room.subarray(4, end)), end);
  return room.subarray(0, end + 4);
}
