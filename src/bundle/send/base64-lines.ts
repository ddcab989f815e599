/** Bytes in a line of 76 characters, the most that RFC 2045 allows. */
const LINE = 57;
/** Lines that are handed on at once. */
const LINES = 1024;

/** Bytes in base64 as a mail carries them: lines of 76 characters, each ended by CRLF. Holds one block at a time. */
export async function* base64Lines(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of chunks) {
    const bytes = rest.length === 0 ? Buffer.from(chunk) : Buffer.concat([rest, chunk]);
    const whole = bytes.length - (bytes.length % LINE);
    yield* blocks(bytes.subarray(0, whole));
    rest = Buffer.from(bytes.subarray(whole));
  }
  yield* blocks(rest);
}

function* blocks(bytes: Buffer): Generator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += LINE * LINES) {
    const text = bytes.subarray(at, at + LINE * LINES).toString('base64');
    yield Buffer.from(text.replace(/.{1,76}/g, '$&\r\n'), 'latin1');
  }
}
