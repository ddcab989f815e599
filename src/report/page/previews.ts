import type { RecordedEvidence } from '../../case/case-record.ts';
import { counted } from './quantities.ts';

/** A small picture of a copied screenshot. */
export interface Thumbnail {
  /** `data:image/png;base64,…` or `data:image/jpeg;base64,…`; anything else is not shown. */
  readonly dataUri: string;
  /** CSS pixels. */
  readonly width: number;
  readonly height: number;
}

/** A copied screenshot on the page; without `thumbnail`, a grey box stands for it. */
export interface Preview {
  readonly path: string;
  readonly name: string;
  readonly link?: string;
  readonly alt: string;
  readonly thumbnail?: Thumbnail;
}

/** The copied screenshots that the page shows, and a sentence on the others. */
export interface Previews {
  readonly shown: readonly Preview[];
  readonly more?: string;
}

/** How many pictures a page shows. More make one that no telephone opens; the rest is listed with the evidence. */
export const MOST_PREVIEWS = 12;

const PICTURE = /^data:image\/(?:png|jpeg);base64,[A-Za-z0-9+/]+={0,2}$/;

/** The copied screenshots in order, and a sentence on those that are not shown. `thumbnails` is by path in the bag. */
export function previewsOf(
  evidence: readonly RecordedEvidence[],
  thumbnails: ReadonlyMap<string, Thumbnail>,
): Previews {
  const images = evidence.filter((file) => file.copied && file.media.startsWith('image/'));
  const hidden = images.length - MOST_PREVIEWS;
  return {
    shown: images.slice(0, MOST_PREVIEWS).map((file, index) => preview(file, index + 1, thumbnails.get(file.path))),
    ...(hidden > 0 ? { more: `${counted(hidden, 'more screenshot')} in the list of evidence.` } : {}),
  };
}

function preview(file: RecordedEvidence, number: number, thumbnail?: Thumbnail): Preview {
  const name = file.name ?? file.path;
  const link = linkTo(file);
  return {
    path: file.path,
    name,
    alt: `Screenshot ${number}: ${name}`,
    ...(link === undefined ? {} : { link }),
    ...(thumbnail !== undefined && isPicture(thumbnail) ? { thumbnail } : {}),
  };
}

function isPicture({ dataUri, width, height }: Thumbnail): boolean {
  return [width, height].every((side) => Number.isSafeInteger(side) && side > 0) && PICTURE.test(dataUri);
}

/** Where a copy lies as seen from the page, which lies in `data/` beside `evidence/`; undefined for any other path. */
export function linkTo(file: RecordedEvidence): string | undefined {
  return file.copied && /^data\/evidence\/\w[\w.-]*$/.test(file.path) ? file.path.replace(/^data\//, '') : undefined;
}
