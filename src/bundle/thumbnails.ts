import type { Io } from '../io/io.ts';
import type { Content } from '../redact/door.ts';
import { thumbnailOf, type Thumbnail } from '../redact/image/thumbnail.ts';
import { findKnown } from '../redact/known/find-known.ts';
import type { KnownSecret } from '../redact/known/known-secret.ts';
import { MOST_PREVIEWS } from '../report/page/previews.ts';

/** An image that a person agreed to hand on, as it stands in the bundle. */
export interface CopiedImage {
  /** In the bag. */
  readonly path: string;
  readonly type: 'png' | 'jpeg';
  readonly content: Content;
}

/**
 * Small pictures of as many images as the page shows, by path in the bag, made two at a time. An image of which
 * none can be made has none, and one in whose letters a secret would be found by chance: no bundle fails because of it.
 */
export async function makeThumbnails(
  images: readonly CopiedImage[],
  secrets: readonly KnownSecret[],
  io: Pick<Io, 'interrupted'>,
): Promise<ReadonlyMap<string, Thumbnail>> {
  const made = new Map<string, Thumbnail>();
  if (images.length === 0) return made;
  const finder = findKnown(secrets);
  const shown = images.slice(0, MOST_PREVIEWS);
  const begin = (index: number): ReturnType<typeof thumbnailOf> | undefined =>
    shown[index] && thumbnailOf(shown[index].content, shown[index].type);
  let coming = begin(0);
  for (const [index, { path }] of shown.entries()) {
    // The next that is written says so.
    if (io.interrupted.aborted) break;
    const following = begin(index + 1);
    const thumbnail = await coming;
    coming = following;
    if (thumbnail === undefined) continue;
    if ((await finder.first([Buffer.from(thumbnail.dataUri)])) === undefined) made.set(path, thumbnail);
  }
  return made;
}
