import { pipeline, Readable } from 'node:stream';
import { crc32, createInflateRaw } from 'node:zlib';
import type { ZipSource } from './zip-source.ts';

/** Where the content of an entry lies, and what it has to come to. */
export interface PackedContent {
  /** Of its first byte in the archive. */
  readonly start: number;
  readonly packedBytes: number;
  readonly bytes: number;
  readonly crc32: number;
  readonly isDeflated: boolean;
}

/** What an archive says of an entry is not so. */
export class ContentError extends Error {}

/**
 * The unpacked content, a chunk at a time. Throws a {@link ContentError} as soon as it is longer than the archive says, and
 * at its end when it is shorter, has another checksum, or does not use all that it is packed in.
 */
export async function* unpackContent(
  content: PackedContent,
  source: ZipSource,
  reuse: boolean,
): AsyncGenerator<Uint8Array> {
  // What inflates reads ahead.
  const packed = source.chunks(content.start, content.start + content.packedBytes, reuse && !content.isDeflated);
  let bytes = 0;
  let checksum = 0;
  for await (const chunk of content.isDeflated ? inflated(packed, content.packedBytes) : packed) {
    bytes += chunk.length;
    if (bytes > content.bytes) throw new ContentError('cannot be unpacked: it is longer than the archive says');
    checksum = crc32(chunk, checksum);
    yield chunk;
  }
  if (bytes < content.bytes) throw new ContentError('cannot be unpacked: it is shorter than the archive says');
  if (checksum !== content.crc32) throw new ContentError('has a wrong checksum');
}

async function* inflated(packed: AsyncIterable<Uint8Array>, packedBytes: number): AsyncGenerator<Uint8Array> {
  const inflate = createInflateRaw();
  // What goes wrong comes out of the stream that is read.
  pipeline(Readable.from(packed, { objectMode: false }), inflate, () => {});
  for await (const chunk of inflate) yield chunk as Uint8Array;
  if (inflate.bytesWritten !== packedBytes) throw new ContentError('has something behind its end');
}
