import type { ByteSource } from './byte-source.ts';
import { damaged } from './image-refused.ts';
import { readCodes } from './jpeg-codes.ts';
import { readFrame, readQuantization, type JpegFrame, type ScanComponent } from './jpeg-frame.ts';
import { readScanHead } from './jpeg-scan-head.ts';
import { MARKER, readMarker, readSegment } from './jpeg-segments.ts';
import { isExact, isFrame } from './jpeg-tables.ts';
import { readOrientation, type Orientation } from './orientation.ts';

/** What stands before the first coded pixels of a JPEG, as far as that is needed to read them. */
export interface JpegHead {
  readonly frame: JpegFrame;
  readonly components: readonly ScanComponent[];
  /** Groups of blocks from one restart marker to the next; 0 without them. */
  readonly interval: number;
  /** Whether the first scan has the first coefficients alone. */
  readonly isProgressive: boolean;
  /** Whether the components are red, green and blue, and not brightness and two colours. */
  readonly isRgb: boolean;
  readonly orientation: Orientation | undefined;
}

/** Frames of Huffman's coding that are read: baseline, extended and progressive (ITU-T T.81, table B.1). */
const PROGRESSIVE = 0xc2;
const READ: readonly number[] = [0xc0, 0xc1, PROGRESSIVE];

/** Reads on to the coded pixels; `undefined` for a picture that is coded in another way. Refuses a damaged one. */
export async function readJpegHead(source: ByteSource): Promise<JpegHead | undefined> {
  const [codes, steps] = [new Map<number, Uint8Array>(), new Map<number, readonly number[]>()];
  const found = { interval: 0, isProgressive: false, orientation: undefined as Orientation | undefined };
  let frame: JpegFrame | undefined;
  let [hasJfif, isUnchanged] = [false, false];
  await source.take(2);
  for (;;) {
    const marker = await readMarker(source);
    if (marker === MARKER.eoi) damaged('it has no pixels');
    const data = await readSegment(source);
    if (isExact(marker, data) === false) damaged('the length of a part is wrong');
    if (isFrame(marker)) {
      frame = READ.includes(marker) ? readFrame(data) : undefined;
      if (frame === undefined) return undefined;
      found.isProgressive = marker === PROGRESSIVE;
    }
    switch (marker) {
      case MARKER.dht:
        readCodes(data, codes);
        break;
      case MARKER.dqt:
        readQuantization(data, steps);
        break;
      case MARKER.dri:
        found.interval = data[0]! * 256 + data[1]!;
        break;
      case MARKER.app0:
        hasJfif = true;
        break;
      case MARKER.app1:
        found.orientation = readOrientation(data.subarray(6));
        break;
      case MARKER.app14:
        // Adobe's last byte says how colours were changed before they were coded.
        isUnchanged = data.at(-1) === 0;
        break;
      case MARKER.sos: {
        const components = frame && readScanHead(data, frame, { codes, steps, isProgressive: found.isProgressive });
        if (frame === undefined || components === undefined) return undefined;
        const isRgb = components.length === 3 && !hasJfif && (isUnchanged || isNamedRgb(frame));
        return { ...found, frame, components, isRgb };
      }
    }
  }
}

/** As libjpeg has it, where nothing else says how colours are coded. */
function isNamedRgb({ components }: JpegFrame): boolean {
  return Buffer.from(components.map(({ id }) => id)).toString('latin1') === 'RGB';
}
