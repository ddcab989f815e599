import { IMAGE_HEAD_BYTES, readImage } from './image.ts';

/** What a file is, by its content. A recording of network traffic (HAR) and what is not known are not copied. */
export type EvidenceKind = 'image' | 'text' | 'har' | 'binary';

/** How many of a file's first bytes tell what it is. */
export const FIRST_BYTES = IMAGE_HEAD_BYTES;

/** What the file named `name` is, from its first {@link FIRST_BYTES} bytes. */
export function classifyEvidence(name: string, firstBytes: Uint8Array): EvidenceKind {
  // A damaged image is one too: what is painted on it may still be seen.
  if (readImage(firstBytes).kind !== 'other') return 'image';
  const text = textOf(firstBytes);
  if (text === undefined) return /\.har$/i.test(name) ? 'har' : 'binary';
  return /\.har$/i.test(name) || /^\s*\{\s*"log"\s*:\s*\{/.test(text) ? 'har' : 'text';
}

/** Whether parsed JSON is a HAR, whatever its file was called: it has a `log` with `entries`. */
export function isHar(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || !('log' in value)) return false;
  const log = value.log;
  return typeof log === 'object' && log !== null && 'entries' in log && Array.isArray(log.entries);
}

/** The text that the bytes begin with; `undefined` when they hold what no text file holds. */
function textOf(bytes: Uint8Array): string | undefined {
  const utf16 =
    bytes[0] === 0xff && bytes[1] === 0xfe
      ? 'utf-16le'
      : bytes[0] === 0xfe && bytes[1] === 0xff
        ? 'utf-16be'
        : undefined;
  try {
    // `stream` because the last character may be cut in two where reading stopped.
    const text = new TextDecoder(utf16 ?? 'utf-8', { fatal: true }).decode(bytes, { stream: true });
    return /[\0-\x06\x0e-\x1a\x1c-\x1f]/.test(text) ? undefined : text;
  } catch {
    return undefined;
  }
}
