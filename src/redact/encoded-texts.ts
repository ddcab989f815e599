import type { Span } from './kind.ts';

/** A stretch of a text that is base64 or hexadecimal digits, and the text that it stands for. */
export interface EncodedText extends Span {
  readonly text: string;
}

/** What stands in paths and names as well. */
const SIGNS = '/_-';
/** As many signs as a short secret with a word before it takes. */
const RUN = /(?<![A-Za-z0-9+/_-])[A-Za-z0-9+/_-]{24,}={0,2}/g;
/** RFC 9562 4. */
const ID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** Base64 is folded after 60 signs at least (RFC 7468 2, RFC 2045 6.8). */
const FOLDED = 60;
const NEXT_LINE = /(?:\r?\n|(?:\\r)?\\n)([ \t]{0,8})([A-Za-z0-9+/]{1,100}={0,2})(?=\r?\n|\\[rn]|$|["'<\s])/y;
/** Bytes that are looked at before all are decoded. */
const LOOK = 18;

/**
 * The stretches of base64 (RFC 4648 4 and 5, in lines or not) and of hexadecimal digits that stand for text: ids, hashes
 * and keys do not, nor do paths, which are written with the same signs.
 */
export function encodedTexts(text: string): readonly EncodedText[] {
  const found: EncodedText[] = [];
  let done = 0;
  for (const { 0: run, index } of text.matchAll(RUN)) {
    if (index < done || ID.test(run)) continue;
    for (const start of startsOf(run, index)) {
      const encoded = textAt(text, start, index + run.length);
      if (encoded === undefined) continue;
      found.push(encoded);
      done = encoded.end;
      break;
    }
  }
  return found;
}

/** Where base64 may begin in a run of its signs: at its beginning, behind a sign that may be none of it, or, when the text is cut there, up to three signs on. */
function startsOf(run: string, at: number): readonly number[] {
  const starts = at === 0 ? [0, 1, 2, 3] : [at];
  for (let sign = 0, count = 0; sign < run.length && count < 8; sign += 1) {
    if (!SIGNS.includes(run[sign]!)) continue;
    count += 1;
    if (run.length - sign > 24) starts.push(at + sign + 1);
  }
  return starts;
}

function textAt(text: string, start: number, end: number): EncodedText | undefined {
  const head = text.slice(start, start + 2 * LOOK);
  if (/^[0-9a-f]+$/i.test(head)) {
    const hex = /^(?:[0-9a-f]{2})+/i.exec(text.slice(start, end))?.[0] ?? '';
    const read = looksLikeText(Buffer.from(head, 'hex')) ? textOf(Buffer.from(hex, 'hex')) : undefined;
    return read === undefined ? undefined : { start, end: start + hex.length, text: read };
  }
  if (!looksLikeText(Buffer.from(text.slice(start, start + 24), 'base64'))) return undefined;
  const last = end - start >= FOLDED ? endOfLines(text, start, end) : end;
  for (const each of last === end ? [end] : [last, end]) {
    const read = textOf(Buffer.from(text.slice(start, each).replace(/\\[rn]|\s/g, ''), 'base64'));
    if (read !== undefined) return { start, end: each, text: read };
  }
  return undefined;
}

/** The end of the lines that follow and are as long, and of the last one, which may be shorter. */
function endOfLines(text: string, start: number, end: number): number {
  const length = end - start;
  let last = end;
  for (;;) {
    NEXT_LINE.lastIndex = last;
    const line = NEXT_LINE.exec(text);
    if (line === null || line[2]!.length > length) return last;
    last = NEXT_LINE.lastIndex;
    if (line[2]!.length < length) return last;
  }
}

/** Whether bytes are mostly printable, and none of them controls anything: numbers drawn by lot are not. */
function looksLikeText(bytes: Uint8Array): boolean {
  let printable = 0;
  let zeros = 0;
  for (const byte of bytes) {
    if (byte === 0) zeros += 1;
    else if (byte < 32 && byte !== 9 && byte !== 10 && byte !== 13) return false;
    else if (byte < 127) printable += 1;
  }
  if (zeros > 0) return zeros >= Math.floor(bytes.length / 2) && printable >= Math.floor(bytes.length / 2);
  return bytes.length >= 6 && printable * 3 >= bytes.length * 2;
}

/** UTF-8, or UTF-16LE as PowerShell's `-EncodedCommand` has it; `undefined` for anything else. */
function textOf(bytes: Buffer): string | undefined {
  const isWide = bytes.length > 1 && bytes[1] === 0;
  try {
    // What is cut off in the middle of a character reads up to there.
    const text = new TextDecoder(isWide ? 'utf-16le' : 'utf-8', { fatal: true }).decode(bytes, { stream: true });
    return /[\0-\x08\x0e-\x1a\x1c-\x1f\x7f]/.test(text) ? undefined : text;
  } catch {
    return undefined;
  }
}
