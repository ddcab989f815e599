import { crc32 } from 'node:zlib';
import type { WordModel } from './word-model.ts';

/** Raised whenever what is learned, or the shape of {@link WordModel}, changes. */
const MODEL_FORMAT = 1;

/** The order in which this machine holds the bytes of a number. */
const BYTE_ORDER = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1 ? 'LE' : 'BE';

/** What stands in front of the numbers; lists of words as one text each, which is read several times quicker. */
type Head = Omit<WordModel, 'rarities' | 'weights' | 'bias' | 'features' | 'words'> & {
  readonly features: string;
  readonly words: string;
};

/**
 * A model as bytes: a line that says what it is, a line of JSON, then the numbers as this machine holds them.
 *
 * @param key what it was learned from and by; no blanks
 */
export function encodeModel({ rarities, weights, bias, features, words, ...rest }: WordModel, key: string): Uint8Array {
  const head: Head = { ...rest, features: features.join('\n'), words: words.join('\n') };
  const json = JSON.stringify(head);
  const numbers = [bias, rarities, weights].map(({ buffer, byteOffset, byteLength }) =>
    Buffer.from(buffer, byteOffset, byteLength),
  );
  const content = Buffer.concat([Buffer.from(`${json}\n`), ...numbers]);
  return Buffer.concat([Buffer.from(`${firstLine(key, content)}\n`), content]);
}

/** The model, or null for anything stale (another key or format), foreign, cut off or damaged. */
export function decodeModel(bytes: Uint8Array, key: string): WordModel | null {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = buffer.indexOf(LINE_FEED);
  const content = buffer.subarray(end + 1);
  if (end < 0 || buffer.toString('latin1', 0, end) !== firstLine(key, content)) return null;
  const from = content.indexOf(LINE_FEED) + 1;
  const head = JSON.parse(content.toString('utf8', 0, from)) as Head;
  const features = listOf(head.features);
  const width = head.rows.length + 1;
  // A copy of its own: views of numbers must begin at a multiple of their size.
  const { buffer: numbers } = Uint8Array.from(content.subarray(from));
  const bias = new Int32Array(numbers, 0, width);
  const rarities = new Int16Array(numbers, bias.byteLength, features.length);
  const weights = new Int16Array(numbers, bias.byteLength + rarities.byteLength, features.length * width);
  return { ...head, features, words: listOf(head.words), bias, rarities, weights };
}

const LINE_FEED = 0x0a;

/** With a checksum, as wrong numbers would be believed: nothing else shows that one of them is damaged. */
function firstLine(key: string, content: Uint8Array): string {
  return `deskmedic-words ${MODEL_FORMAT} ${BYTE_ORDER} ${key} ${crc32(content)}`;
}

function listOf(joined: string): string[] {
  return joined === '' ? [] : joined.split('\n');
}
