import type { WordModel } from './word-model.ts';

/** Raised whenever what is learned, or the shape of {@link WordModel}, changes. */
const MODEL_FORMAT = 1;

/** The order in which this machine holds the bytes of a number. */
const BYTE_ORDER = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1 ? 'LE' : 'BE';

/** What stands in front of the numbers. */
type Head = Omit<WordModel, 'rarities' | 'weights' | 'bias'>;

/**
 * A model as bytes: a line that says what it is, a line of JSON, then the numbers as this machine holds them.
 *
 * @param key what it was learned from and by; no blanks
 */
export function encodeModel({ rarities, weights, bias, ...head }: WordModel, key: string): Uint8Array {
  const json = JSON.stringify(head satisfies Head);
  const numbers = [bias, rarities, weights].map(({ buffer, byteOffset, byteLength }) =>
    Buffer.from(buffer, byteOffset, byteLength),
  );
  const size = numbers.reduce((sum, part) => sum + part.length, 0);
  return Buffer.concat([Buffer.from(`${firstLine(key, Buffer.byteLength(json), size)}\n${json}\n`), ...numbers]);
}

/** The model, or null for anything stale (another key or format), foreign or cut off. */
export function decodeModel(bytes: Uint8Array, key: string): WordModel | null {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = buffer.indexOf(0x0a);
  const [said = '', length = '', size = ''] = buffer.toString('latin1', 0, Math.max(0, end)).split('|');
  const from = end + 1 + Number(length) + 1;
  if (said !== firstLine(key, 0, 0).split('|')[0] || buffer.length !== from + Number(size)) return null;
  try {
    const head = JSON.parse(buffer.toString('utf8', end + 1, from - 1)) as Head;
    const width = head.rows.length + 1;
    // A copy of its own: views of numbers must begin at a multiple of their size.
    const { buffer: numbers } = Uint8Array.from(buffer.subarray(from));
    const bias = new Int32Array(numbers, 0, width);
    const rarities = new Int16Array(numbers, bias.byteLength, head.features.length);
    const weights = new Int16Array(numbers, bias.byteLength + rarities.byteLength, head.features.length * width);
    return { ...head, bias, rarities, weights };
  } catch {
    return null; // damaged without a change of its length
  }
}

function firstLine(key: string, jsonLength: number, size: number): string {
  return `deskmedic-words ${MODEL_FORMAT} ${BYTE_ORDER} ${key}|${jsonLength}|${size}`;
}
