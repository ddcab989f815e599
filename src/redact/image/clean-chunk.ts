import type { ByteSource } from './byte-source.ts';
import { damaged, ImageRefused } from './image-refused.ts';
import { countDropped, type ImageTally } from './image-tally.ts';
import { readOrientation, writeOrientation } from './orientation.ts';
import { chunkData, pngChunk, type ChunkHead } from './png-chunks.ts';
import type { PngHeader } from './png-header.ts';
import { chunkName, isAncillary, isAnimation, isKeptAsIs, isTransparencyLength } from './png-parts.ts';

/** What is known of a PNG where reading has come to. */
export interface PngProgress {
  readonly header: PngHeader;
  /** Types of the chunks that were kept. */
  readonly kept: Set<string>;
  /** Colours in the palette. */
  colours: number;
  hasPixels: boolean;
}

/** The directory that says how the picture is turned comes first in practice; a whole eXIf may hold pictures. */
const EXIF_BYTES = 64 * 1024;

/** The state right after the header. */
export function newProgress(header: PngHeader): PngProgress {
  return { header, kept: new Set(), colours: 0, hasPixels: false };
}

/** What stays of a chunk other than IHDR, IDAT and IEND: nothing, one chunk, or a refusal of the image. */
export async function* cleanChunk(
  source: ByteSource,
  head: ChunkHead,
  progress: PngProgress,
  tally: ImageTally,
): AsyncGenerator<Uint8Array> {
  const data = await chunkData(source, head, head.type === 'eXIf' ? EXIF_BYTES : 1024);
  const left = whatStays(head, data, progress);
  if (left === undefined || left.length !== head.length || !Buffer.from(left).equals(data))
    countDropped(tally, chunkName(head.type));
  if (left === undefined) return;
  progress.kept.add(head.type);
  yield pngChunk(head.type, left);
}

/** The data that is kept; `data` is cut short in chunks of which nothing is. */
function whatStays({ type, length }: ChunkHead, data: Uint8Array, progress: PngProgress): Uint8Array | undefined {
  const { header, kept, hasPixels } = progress;
  if (isAnimation(type)) throw new ImageRefused('it moves, and only one of its pictures could be kept');
  if (type === 'PLTE') return palette(data, length, progress);
  if (!isAncillary(type)) damaged('it has a part that no reader knows');
  if (kept.has(type)) return undefined;
  if (type === 'eXIf') {
    const orientation = readOrientation(data);
    return orientation === undefined ? undefined : writeOrientation(orientation);
  }
  if (hasPixels) return undefined;
  if (type === 'tRNS' && header.colour < 4) {
    if (!isTransparencyLength(length, header, progress.colours)) damaged('its transparency makes no sense');
    return data;
  }
  return isKeptAsIs(type, length, header) ? data : undefined;
}

/** The colours that pixels may have. Those merely suggested for a picture without a palette are nothing that it shows. */
function palette(data: Uint8Array, length: number, progress: PngProgress): Uint8Array | undefined {
  if (progress.header.colour !== 3) return undefined;
  const isRight = length > 0 && length <= 768 && length % 3 === 0;
  if (!isRight || progress.colours > 0 || progress.hasPixels) damaged('its palette makes no sense');
  const colours = data.subarray(0, 3 * 2 ** progress.header.depth);
  progress.colours = colours.length / 3;
  return colours;
}
