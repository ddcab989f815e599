import { imageSize } from 'image-size';

/** What a file is, by its content. A recording of network traffic (HAR) and what is not known are not copied. */
export type EvidenceKind = 'image' | 'text' | 'har' | 'binary';

/** The formats that screenshots come in, by the ending they are given in a bundle. */
export const IMAGE_FORMATS = ['png', 'jpg', 'gif', 'webp', 'bmp'] as const;
export type ImageFormat = (typeof IMAGE_FORMATS)[number];

/** Format and size in pixels of an image; `null` for sizes that stand further back than the bytes that were given. */
export interface ImageFacts {
  readonly format: ImageFormat;
  readonly width: number | null;
  readonly height: number | null;
}

/** How many of a file's first bytes tell what it is. */
export const FIRST_BYTES = 65_536;

/** Sizes of the header that follows a bitmap's file header: "BM" alone also begins many a sentence. */
const BITMAP_HEADERS = [12, 40, 52, 56, 64, 108, 124];

/** What the file named `name` is, from its first {@link FIRST_BYTES} bytes. */
export function classifyEvidence(name: string, firstBytes: Uint8Array): EvidenceKind {
  if (readImage(firstBytes) !== undefined) return 'image';
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

/** Format and size of the image that begins with these bytes; `undefined` when it is none of {@link IMAGE_FORMATS}. */
export function readImage(firstBytes: Uint8Array): ImageFacts | undefined {
  const format = formatOf(firstBytes);
  if (format === undefined) return undefined;
  try {
    const { width, height } = imageSize(firstBytes);
    return { format, width, height };
  } catch {
    // The size of a JPEG stands behind its metadata, which can be longer than what was read.
    return { format, width: null, height: null };
  }
}

function formatOf(bytes: Uint8Array): ImageFormat | undefined {
  const start = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 32));
  const latin = start.toString('latin1');
  if (latin.startsWith('\x89PNG\r\n\x1a\n')) return 'png';
  if (latin.startsWith('\xff\xd8\xff')) return 'jpg';
  if (/^GIF8[79]a/.test(latin)) return 'gif';
  if (/^RIFF[\s\S]{4}WEBPVP8[ LX]/.test(latin)) return 'webp';
  const isBitmap = /^BM[\s\S]{4}\0\0\0\0/.test(latin) && start.length >= 18;
  return isBitmap && BITMAP_HEADERS.includes(start.readUInt32LE(14)) ? 'bmp' : undefined;
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
