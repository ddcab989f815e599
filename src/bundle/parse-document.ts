import { decodeUtf8 } from '../facts/utf8.ts';

/** Nesting of a document; everything that walks one later (`JSON.stringify` too) goes down a level at a time. */
const DEEPEST = 100;

/** The JSON value in the bytes of a file that may come from anybody. Throws a SyntaxError for anything else. */
export function parseDocument(bytes: Uint8Array): unknown {
  const value: unknown = JSON.parse(decode(bytes));
  if (isDeeperThan(DEEPEST, value)) throw new SyntaxError(`it is nested more than ${DEEPEST} levels deep`);
  return value;
}

/** The values in a file that has one in each line. */
export function parseDocumentLines(bytes: Uint8Array): readonly unknown[] {
  const lines = decode(bytes).split('\n');
  return lines.filter((line) => line.trim() !== '').map((line) => parseDocument(new TextEncoder().encode(line)));
}

function decode(bytes: Uint8Array): string {
  const text = decodeUtf8(bytes);
  if (text === undefined) throw new SyntaxError('it is not UTF-8');
  return text;
}

/** Level by level, so that no depth overflows the stack. */
function isDeeperThan(limit: number, value: unknown): boolean {
  let level: unknown[] = [value];
  for (let depth = 0; depth <= limit; depth += 1) {
    level = level.flatMap((each) => (typeof each === 'object' && each !== null ? Object.values(each) : []));
    if (level.length === 0) return false;
  }
  return true;
}
