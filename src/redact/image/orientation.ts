/** How a picture is to be turned and mirrored, 2 to 8 (CIPA DC-008, tag 0x0112); 1 is not at all. */
export type Orientation = number;

const TAG = 0x0112;
const SHORT = 3;

/**
 * Says how the picture is to be turned according to the Exif data `tiff` (TIFF 6.0 §2: header, directory of twelve-byte
 * fields); `undefined` when it is not, or when that cannot be read. Never throws.
 */
export function readOrientation(tiff: Uint8Array): Orientation | undefined {
  const view = new DataView(tiff.buffer, tiff.byteOffset, tiff.byteLength);
  if (view.byteLength < 8) return undefined;
  const order = view.getUint16(0);
  if (order !== 0x4949 && order !== 0x4d4d) return undefined;
  const little = order === 0x4949;
  const directory = view.getUint32(4, little);
  if (view.getUint16(2, little) !== 42 || directory + 2 > view.byteLength) return undefined;
  const fields = Math.min(view.getUint16(directory, little), Math.floor((view.byteLength - directory - 2) / 12));
  for (let field = 0; field < fields; field += 1) {
    const at = directory + 2 + field * 12;
    if (view.getUint16(at, little) !== TAG) continue;
    const value = view.getUint16(at + 8, little);
    const isWhole = view.getUint16(at + 2, little) === SHORT && view.getUint32(at + 4, little) === 1;
    return isWhole && value >= 2 && value <= 8 ? value : undefined;
  }
  return undefined;
}

/** Exif data that says how the picture is to be turned and nothing else. */
export function writeOrientation(orientation: Orientation): Uint8Array {
  const field = [0x01, 0x12, 0, SHORT, 0, 0, 0, 1, 0, orientation, 0, 0];
  return Uint8Array.from([0x4d, 0x4d, 0, 42, 0, 0, 0, 8, 0, 1, ...field, 0, 0, 0, 0]);
}
