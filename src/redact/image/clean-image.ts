import type { ImageType } from '../../evidence/image.ts';
import { byteSource, type ByteSource } from './byte-source.ts';
import { cleanJpeg } from './clean-jpeg.ts';
import { cleanPng } from './clean-png.ts';
import { ImageRefused } from './image-refused.ts';
import { newImageTally, type ImageTally } from './image-tally.ts';

const CLEANERS: Partial<Record<ImageType, (source: ByteSource, tally: ImageTally) => AsyncGenerator<Uint8Array>>> = {
  png: cleanPng,
  jpeg: cleanJpeg,
};

/**
 * The image with the same pixels, without metadata and without what stands behind its end; what that was is counted in
 * `tally`. Of any size, in constant memory, and the same bytes however they come in. Cleaning a clean image changes
 * nothing. What is painted stays, and whether a person agreed to that is the caller's to know.
 *
 * Throws {@link ImageRefused} for types other than PNG and JPEG and, possibly after the last byte has come out, for a
 * damaged image: the caller throws away what it has. Errors of `chunks` pass through.
 */
export async function* cleanImage(
  chunks: AsyncIterable<Uint8Array>,
  type: ImageType,
  tally: ImageTally = newImageTally(),
): AsyncGenerator<Uint8Array> {
  const clean = CLEANERS[type];
  if (clean === undefined)
    throw new ImageRefused(`it is a ${type.toUpperCase()} image, and only PNG and JPEG can be cleaned of metadata`);
  const source = byteSource(chunks);
  try {
    yield* clean(source, tally);
  } finally {
    await source.close();
  }
}
