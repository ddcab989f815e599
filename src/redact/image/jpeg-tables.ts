import { MARKER } from './jpeg-segments.ts';

/** Frames that programs show: baseline, extended and progressive, the last two also with arithmetic coding. */
const FRAMES: readonly number[] = [0xc0, 0xc1, 0xc2, 0xc9, 0xca];

/** Whether a marker begins a frame of a kind that programs show. */
export function isFrame(marker: number): boolean {
  return FRAMES.includes(marker);
}

/**
 * Whether the segment, one that pixels are decoded with, is as long as what it holds (ITU-T T.81, B.2.2 to B.2.5): no
 * byte is left over in which something else could stand. `undefined` for a segment of another kind.
 */
export function isExact(marker: number, data: Uint8Array): boolean | undefined {
  if (isFrame(marker)) return isExactFrame(data);
  switch (marker) {
    case MARKER.dqt:
      // Precision and number of a table, then 64 values of one or two bytes.
      return tablesFill(data, (at) => 1 + 64 * (data[at]! >> 4 === 0 ? 1 : 2));
    case MARKER.dht:
      // Class and number of a table, how many codes there are of each length, then a value for each.
      return tablesFill(data, (at) => 17 + data.subarray(at + 1, at + 17).reduce((sum, codes) => sum + codes, 0));
    case MARKER.dac:
      return data.length > 0 && data.length % 2 === 0;
    case MARKER.sos:
      return data[0]! >= 1 && data[0]! <= 4 && data.length === 4 + 2 * data[0]!;
    case MARKER.dri:
    case MARKER.dnl:
      return data.length === 2;
    default:
      return undefined;
  }
}

/** Precision, height, width (zero when DNL says it), components with three bytes each. */
function isExactFrame(data: Uint8Array): boolean {
  const components = data[5] ?? 0;
  return components >= 1 && components <= 4 && data.length === 6 + 3 * components && (data[3]! > 0 || data[4]! > 0);
}

function tablesFill(data: Uint8Array, sizeAt: (at: number) => number): boolean {
  let at = 0;
  while (at < data.length) at += sizeAt(at);
  return at === data.length && at > 0;
}
