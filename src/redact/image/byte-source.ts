import { damaged, ImageRefused } from './image-refused.ts';

/** Bytes that come in pieces of any size, read one after the other; at most a piece is held. */
export interface ByteSource {
  /** Exactly `count` bytes, in an array of their own; refuses an image that ends before. */
  take(count: number): Promise<Uint8Array>;
  /** What is there, from 1 to `most` bytes; `undefined` at the end. */
  piece(most: number): Promise<Uint8Array | undefined>;
  /** The same, but refuses an image that ends here. */
  some(most: number): Promise<Uint8Array>;
  /** Gives bytes back that were read last; they come again next. */
  putBack(bytes: Uint8Array): void;
  /** Counts a part of the image that begins; refuses one made of more parts than any real one, each of which costs time. */
  beginPart(): void;
  /** Reads to the end; how many bytes that were. */
  drain(): Promise<number>;
  /** Lets go of where the bytes come from. */
  close(): Promise<void>;
}

/** A PNG of 1 GiB that is cut every 8 KiB, as libpng does, has no more. */
const MOST_PARTS = 2 ** 17;

/** Reads `chunks`; what they throw goes through unchanged. */
export function byteSource(chunks: AsyncIterable<Uint8Array>): ByteSource {
  const pieces = chunks[Symbol.asyncIterator]();
  /** What came and was not taken; the next to be taken is the last. */
  const held: Uint8Array[] = [];

  let parts = 0;

  async function piece(most: number): Promise<Uint8Array | undefined> {
    let next = held.pop();
    while (next === undefined || next.length === 0) {
      const came = await pieces.next();
      if (came.done === true) return undefined;
      next = came.value;
    }
    if (next.length > most) held.push(next.subarray(most));
    return next.subarray(0, most);
  }

  async function some(most: number): Promise<Uint8Array> {
    return (await piece(most)) ?? damaged('it ends too early');
  }

  return {
    piece,
    some,
    async take(count) {
      const taken = new Uint8Array(count);
      for (let at = 0; at < count;) {
        const next = await some(count - at);
        taken.set(next, at);
        at += next.length;
      }
      return taken;
    },
    putBack(bytes) {
      held.push(bytes);
    },
    beginPart() {
      parts += 1;
      if (parts > MOST_PARTS) throw new ImageRefused('it is made of more parts than any image');
    },
    async drain() {
      let count = 0;
      for (let next = await piece(Infinity); next !== undefined; next = await piece(Infinity)) count += next.length;
      return count;
    },
    async close() {
      await pieces.return?.();
    },
  };
}
