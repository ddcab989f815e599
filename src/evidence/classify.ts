import { IMAGE_HEAD_BYTES, readImage } from './image.ts';
import { isHar } from './har/is-har.ts';

/** What a file is, by its content; a HAR is a recording of network traffic. */
export type EvidenceKind = 'image' | 'text' | 'har' | 'binary';

/** How many of a file's first bytes tell what it is. */
export const FIRST_BYTES = IMAGE_HEAD_BYTES;

/** What the file named `name` is, from its first {@link FIRST_BYTES} bytes. */
export function classifyEvidence(name: string, firstBytes: Uint8Array): EvidenceKind {
  // A damaged image is one too: what is painted on it may still be seen.
  if (readImage(firstBytes).kind !== 'other') return 'image';
  if (/\.har$/i.test(name) || isHar(firstBytes)) return 'har';
  return isText(firstBytes) ? 'text' : 'binary';
}

/** Whether the bytes are the beginning of a text file: they hold nothing that no text file holds. */
function isText(bytes: Uint8Array): boolean {
  const utf16 =
    bytes[0] === 0xff && bytes[1] === 0xfe
      ? 'utf-16le'
      : bytes[0] === 0xfe && bytes[1] === 0xff
        ? 'utf-16be'
        : undefined;
  try {
    // `stream` because the last character may be cut in two where reading stopped.
    const text = new TextDecoder(utf16 ?? 'utf-8', { fatal: true }).decode(bytes, { stream: true });
    return !/[\0-\x06\x0e-\x1a\x1c-\x1f]/.test(text);
  } catch {
    return false;
  }
}
