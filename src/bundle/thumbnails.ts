import type { Io } from '../io/io.ts';
import type { Content } from '../redact/door.ts';
import { thumbnailOf, type Thumbnail } from '../redact/image/thumbnail.ts';
import type { KnownFinder } from '../redact/known/find-known.ts';
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
  secrets: KnownFinder<unknown>,
  io: Pick<Io, 'interrupted' | 'system'>,
): Promise<ReadonlyMap<string, Thumbnail>> {
  const made = new Map<string, Thumbnail>();
  if (images.length === 0) return made;
  const shown = images.slice(0, MOST_PREVIEWS);
  for (const { path, content, type } of shown) {
    // The next that is written says so.
    if (io.interrupted.aborted) break;
    io.system.letGo();
    const thumbnail = await thumbnailOf(content, type);
    if (thumbnail === undefined) continue;
    if ((await secrets.first([Buffer.from(thumbnail.dataUri)])) === undefined) made.set(path, thumbnail);
  }
  return made;
}
