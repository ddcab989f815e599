import type { ImageType } from '../../evidence/image.ts';
import type { Orientation } from './orientation.ts';
import { shrinkJpeg } from './shrink-jpeg.ts';
import { shrinkPng, type SmallPicture } from './shrink-png.ts';
import { shrink, turn, type Size } from './shrink.ts';
import { smallPng } from './small-png.ts';

/** A small picture as a page can hold it. */
export interface Thumbnail {
  /** `data:image/png;base64,…` */
  readonly dataUri: string;
  readonly width: number;
  readonly height: number;
}

/** Pixels; what is tall, such as a page that was scrolled through, gets narrower than the page would allow. */
const LARGEST: Size = { width: 480, height: 960 };

/**
 * A small copy of an image that was cleaned, made of its pixels and nothing else, on white, turned as it is to be seen;
 * `undefined` for one that is damaged, wider than any screen, a JPEG that is too large to be decoded, or of another type.
 * Never throws, not even what `content` throws: nobody misses a small picture as much as what it would keep them from.
 */
export async function thumbnailOf(
  content: () => AsyncIterable<Uint8Array>,
  type: ImageType,
): Promise<Thumbnail | undefined> {
  try {
    const found = await smallPicture(content(), type);
    if (found === undefined) return undefined;
    // What says that a PNG is turned may stand behind its pixels, when they have been made to fit as they were.
    const turned = turn(found.pixels, found.orientation);
    const small = fits(turned) ? turned : shrink(turned, LARGEST);
    const { width, height } = small;
    return { dataUri: `data:image/png;base64,${Buffer.from(await smallPng(small)).toString('base64')}`, width, height };
  } catch {
    return undefined; // Decoders throw many kinds of error, all because of these bytes.
  }
}

async function smallPicture(chunks: AsyncIterable<Uint8Array>, type: ImageType): Promise<SmallPicture | undefined> {
  if (type === 'png') return shrinkPng(chunks, roomFor);
  return type === 'jpeg' ? shrinkJpeg(chunks, roomFor) : undefined;
}

function fits({ width, height }: Size): boolean {
  return width <= LARGEST.width && height <= LARGEST.height;
}

/** The room for the picture as it is stored. */
function roomFor(orientation: Orientation | undefined): Size {
  const { width, height } = LARGEST;
  return orientation !== undefined && orientation >= 5 ? { width: height, height: width } : LARGEST;
}
