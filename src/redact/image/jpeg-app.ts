import { readOrientation, writeOrientation } from './orientation.ts';

const JFIF = Buffer.from('JFIF\0', 'latin1');
const EXIF = Buffer.from('Exif\0\0', 'latin1');
const ADOBE = Buffer.from('Adobe', 'latin1');

/** Version, unit and density out of a JFIF header, without its thumbnail (JFIF 1.02); `undefined` when it is none. */
export function plainJfif(data: Uint8Array): Uint8Array | undefined {
  if (data.length < 14 || !begins(data, JFIF)) return undefined;
  return Uint8Array.from([...data.subarray(0, 12), 0, 0]);
}

/** Exif data that says how the picture is turned and nothing else; `undefined` when it is not, or no Exif. */
export function plainExif(data: Uint8Array): Uint8Array | undefined {
  if (!begins(data, EXIF)) return undefined;
  const orientation = readOrientation(data.subarray(EXIF.length));
  return orientation === undefined ? undefined : Buffer.concat([EXIF, writeOrientation(orientation)]);
}

/** How colours are coded, which Adobe's segment alone says; `undefined` when it is another. */
export function plainAdobe(data: Uint8Array): Uint8Array | undefined {
  if (data.length < 12 || !begins(data, ADOBE)) return undefined;
  return Uint8Array.from([...ADOBE, 0, 100, 0, 0, 0, 0, data[11]!]);
}

function begins(data: Uint8Array, name: Uint8Array): boolean {
  return Buffer.from(name).equals(data.subarray(0, name.length));
}
