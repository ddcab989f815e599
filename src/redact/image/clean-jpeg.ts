import type { ByteSource } from './byte-source.ts';
import { damaged, ImageRefused } from './image-refused.ts';
import { countDropped, type ImageTally } from './image-tally.ts';
import { plainAdobe, plainExif, plainJfif } from './jpeg-app.ts';
import { scanData } from './jpeg-scan.ts';
import { jpegSegment, MARKER, readMarker, readSegment } from './jpeg-segments.ts';
import { isExact, isFrame } from './jpeg-tables.ts';

/** What of a JPEG has been read. */
interface JpegProgress {
  hasFrame: boolean;
  hasScan: boolean;
  /** Markers of segments of which one is enough. */
  readonly kept: Set<number>;
}

/**
 * The JPEG without what is not needed to show it: tables, frame, scans and restart intervals stay as they are, of APP0
 * the JFIF header without its thumbnail, of APP14 how colours are coded, of Exif data a turn of the picture. All other
 * APP segments and comments are left out, and nothing follows the end. The coded pixels are not decoded.
 */
export async function* cleanJpeg(source: ByteSource, tally: ImageTally): AsyncGenerator<Uint8Array> {
  const [first, second] = await source.take(2);
  if (first !== 0xff || second !== MARKER.soi) damaged('it does not begin as a JPEG');
  yield Uint8Array.from([0xff, MARKER.soi]);
  const progress: JpegProgress = { hasFrame: false, hasScan: false, kept: new Set() };
  for (let marker = await readMarker(source); marker !== MARKER.eoi; marker = await readMarker(source)) {
    if (!isKnown(marker)) throw new ImageRefused('it is a kind of JPEG that most programs cannot show');
    const data = await readSegment(source);
    const left = isApp(marker) ? whatStays(marker, data, progress) : checkedTable(marker, data, progress);
    if (left === undefined || !Buffer.from(left).equals(data)) countDropped(tally, segmentName(marker));
    if (left === undefined) continue;
    progress.kept.add(marker);
    yield jpegSegment(marker, left);
    if (marker === MARKER.sos) yield* scanData(source);
  }
  if (!progress.hasScan) damaged('it has no pixels');
  yield Uint8Array.from([0xff, MARKER.eoi]);
  tally.trailing += await source.drain();
}

/** APP0 to APP15 and comments. */
function isApp(marker: number): boolean {
  return (marker >= MARKER.app0 && marker <= MARKER.app15) || marker === MARKER.com;
}

function isKnown(marker: number): boolean {
  const { dqt, dht, dac, sos, dri, dnl } = MARKER;
  return isApp(marker) || isFrame(marker) || [dqt, dht, dac, sos, dri, dnl].includes(marker as typeof dqt);
}

function whatStays(marker: number, data: Uint8Array, { hasScan, kept }: JpegProgress): Uint8Array | undefined {
  if (hasScan) return undefined;
  // Readers go by the last of several, so that each must stay; it says one of three things.
  if (marker === MARKER.app14) return plainAdobe(data);
  if (kept.has(marker)) return undefined;
  if (marker === MARKER.app0) return plainJfif(data);
  return marker === MARKER.app1 ? plainExif(data) : undefined;
}

function checkedTable(marker: number, data: Uint8Array, progress: JpegProgress): Uint8Array {
  if (isExact(marker, data) !== true) damaged('the length of a part is wrong');
  if (isFrame(marker)) {
    if (progress.hasFrame) damaged('it has two headers');
    progress.hasFrame = true;
  }
  if (marker === MARKER.sos) {
    if (!progress.hasFrame) damaged('its header is missing');
    progress.hasScan = true;
  }
  return data;
}

function segmentName(marker: number): string {
  return marker === MARKER.com ? 'COM' : `APP${marker - MARKER.app0}`;
}
