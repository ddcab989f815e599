import { lookAhead, type Chunks } from './look-ahead.ts';

/** No text in UTF-8 has this byte. */
const NEVER = Buffer.from([0xff]);

/**
 * The bytes of a text in UTF-8, without a byte order mark. UTF-16 is turned into it where a mark announces it.
 *
 * @param isJson the text is JSON, and so begins with a character of ASCII
 */
export async function* utf8Bytes(chunks: Chunks, isJson: boolean): AsyncGenerator<Uint8Array> {
  const { head, all } = await lookAhead(chunks, (bytes) => bytes.length >= 4);
  if (isUtf16(head, isJson)) yield* fromUtf16(without(2, all));
  else yield* head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf ? without(3, all) : all;
}

/** A bad first line may begin with the bytes of the mark too; it must not spoil the lines behind it. */
function isUtf16([first, second, low, high = 0]: Uint8Array, isJson: boolean): boolean {
  if (first !== 0xff || second !== 0xfe) return false;
  return high === 0 || !(isJson || low === 0x7b || low === 0x5b);
}

async function* without(count: number, chunks: Chunks): AsyncGenerator<Uint8Array> {
  let left = count;
  for await (const chunk of chunks) {
    if (chunk.length > left) yield chunk.subarray(left);
    left = Math.max(0, left - chunk.length);
  }
}

/** Half a character is no text: it becomes a byte that spoils its own line, and not the others. */
async function* fromUtf16(chunks: Chunks): AsyncGenerator<Uint8Array> {
  let rest: Uint8Array = new Uint8Array(0);
  for await (const chunk of chunks) {
    const bytes = Buffer.concat([rest, chunk]);
    let end = bytes.length - (bytes.length % 2);
    // The first half of a pair waits for the second one.
    if (end >= 2 && (bytes[end - 1]! & 0xfc) === 0xd8) end -= 2;
    rest = bytes.subarray(end);
    if (end > 0) yield encode(bytes.toString('utf16le', 0, end));
  }
  if (rest.length > 0) yield NEVER;
}

function encode(text: string): Uint8Array {
  const parts = text.split(/\p{Surrogate}/u);
  if (parts.length === 1) return Buffer.from(text);
  return Buffer.concat(parts.flatMap((part, at) => (at === 0 ? [Buffer.from(part)] : [NEVER, Buffer.from(part)])));
}
