/** Bytes in the order in which they come, in pieces of any size. */
export type Chunks = AsyncIterable<Uint8Array> | Iterable<Uint8Array>;

type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be';

/**
 * The encoding of JSON by its first bytes, and how many of them are its mark. JSON begins with an ASCII character, so
 * that a NUL beside it tells UTF-16 without a mark (RFC 4627 §3).
 */
export function encodingOf(head: Uint8Array): { readonly encoding: Encoding; readonly mark: number } {
  const [first, second, third] = head;
  if (first === 0xef && second === 0xbb && third === 0xbf) return { encoding: 'utf-8', mark: 3 };
  if (first === 0xff && second === 0xfe) return { encoding: 'utf-16le', mark: 2 };
  if (first === 0xfe && second === 0xff) return { encoding: 'utf-16be', mark: 2 };
  if (first !== undefined && first !== 0 && second === 0) return { encoding: 'utf-16le', mark: 0 };
  return { encoding: first === 0 && second !== undefined && second !== 0 ? 'utf-16be' : 'utf-8', mark: 0 };
}

/** The same text in UTF-8 and without a mark, whether it comes in UTF-8 or in UTF-16. */
export async function* utf8Bytes(chunks: Chunks): AsyncGenerator<Uint8Array> {
  let head: Uint8Array = new Uint8Array(0);
  let decode: ((bytes: Uint8Array, isLast: boolean) => Uint8Array) | undefined;
  for await (const chunk of chunks) {
    if (decode !== undefined) {
      yield decode(chunk, false);
      continue;
    }
    // A copy, for the next chunk may come in the same memory.
    head = Buffer.concat([head, chunk]);
    if (head.length < 3) continue;
    const { encoding, mark } = encodingOf(head);
    decode = decoderOf(encoding);
    yield decode(head.subarray(mark), false);
  }
  if (decode !== undefined) yield decode(new Uint8Array(0), true);
  else if (head.length > 0) yield head;
}

function decoderOf(encoding: Encoding): (bytes: Uint8Array, isLast: boolean) => Uint8Array {
  if (encoding === 'utf-8') return (bytes) => bytes;
  const decoder = new TextDecoder(encoding);
  const encoder = new TextEncoder();
  return (bytes, isLast) => encoder.encode(decoder.decode(bytes, { stream: !isLast }));
}
