import { imageSize } from 'image-size';

/** Formats that screenshots come in. */
export type ImageType = 'png' | 'jpeg' | 'gif' | 'bmp' | 'webp' | 'tiff' | 'heif';

/** What a file turned out to be by its content, whatever its name says. `what` goes behind "that is". */
export type Content =
  | { readonly kind: 'image'; readonly type: ImageType; readonly width: number; readonly height: number }
  | { readonly kind: 'damaged'; readonly type: ImageType }
  | { readonly kind: 'other'; readonly what: string };

/** How many bytes from the start of a file {@link readImage} needs: a JPEG may have pages of metadata before its size. */
export const IMAGE_HEAD_BYTES = 1024 * 1024;

/** Bytes; no image of any of the formats is as small, and some headers are read past their end. */
const TOO_SMALL = 26;

/** Beginnings as Latin-1 text, in the order of trial. */
const IMAGES: readonly (readonly [RegExp, ImageType])[] = [
  [/^\x89PNG\r\n\x1a\n/, 'png'],
  [/^\xff\xd8\xff/, 'jpeg'],
  [/^GIF8[79]a/, 'gif'],
  [/^BM.{4}\0{4}/s, 'bmp'],
  [/^RIFF.{4}WEBP/s, 'webp'],
  [/^(?:II\*\0|MM\0\*)/, 'tiff'],
  [/^.{4}ftyp(?:heic|heix|heim|heis|hevc|mif1|msf1|avif|avis)/s, 'heif'],
];

const OTHERS: readonly (readonly [RegExp, string])[] = [
  [/^.{0,1024}%PDF-/s, 'a PDF'],
  [/^PK\x03\x04/, 'a zip archive or an Office document'],
  [/^\xd0\xcf\x11\xe0/, 'an Office document'],
  [/^.{4}ftyp/s, 'a video'],
  [/^(?:RIFF.{4}AVI |\x1a\x45\xdf\xa3)/s, 'a video'],
  [/^MZ/, 'a program'],
  [/^\x1f\x8b/, 'a compressed file'],
  [/^(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)?<svg[\s>]/is, 'an SVG drawing'],
  [/^(?:\xef\xbb\xbf)?\s*<(?:!doctype html|html)[\s>]/i, 'a web page'],
];

/** Tells what a file is from its first {@link IMAGE_HEAD_BYTES} bytes. Never throws. */
export function readImage(head: Uint8Array): Content {
  const beginning = Buffer.from(head.subarray(0, 2048)).toString('latin1');
  const type = IMAGES.find(([pattern]) => pattern.test(beginning))?.[1];
  if (type === undefined) return { kind: 'other', what: otherContent(head, beginning) };
  if (head.length < TOO_SMALL) return { kind: 'damaged', type };
  try {
    const { width, height } = imageSize(head);
    return width > 0 && height > 0 ? { kind: 'image', type, width, height } : { kind: 'damaged', type };
  } catch {
    return { kind: 'damaged', type }; // image-size throws many kinds of error, all because of these bytes
  }
}

function otherContent(head: Uint8Array, beginning: string): string {
  const known = OTHERS.find(([pattern]) => pattern.test(beginning))?.[1];
  return known ?? (isText(head.subarray(0, 2048)) ? 'a text' : 'a file of an unknown kind');
}

function isText(bytes: Uint8Array): boolean {
  const text = new TextDecoder().decode(bytes, { stream: true });
  return !/[\0-\x08\x0e-\x1a\ufffd]/.test(text);
}
