import type { ByteSource } from './byte-source.ts';
import { damaged } from './image-refused.ts';

/** Second bytes of markers (ITU-T T.81, table B.1) that are spoken of here. */
export const MARKER = {
  dht: 0xc4,
  dac: 0xcc,
  soi: 0xd8,
  eoi: 0xd9,
  sos: 0xda,
  dqt: 0xdb,
  dnl: 0xdc,
  dri: 0xdd,
  app0: 0xe0,
  app1: 0xe1,
  app14: 0xee,
  app15: 0xef,
  com: 0xfe,
} as const;

/** More bytes of padding before a marker than any writer has. */
const MOST_PADDING = 1024;

/** The second byte of the next marker; padding before it is skipped. */
export async function readMarker(source: ByteSource): Promise<number> {
  source.beginPart();
  if ((await source.take(1))[0] !== 0xff) damaged('the length of a part is wrong');
  for (let padding = 0; padding < MOST_PADDING; padding += 1) {
    const marker = (await source.take(1))[0]!;
    if (marker !== 0xff) return marker;
  }
  return damaged('it is padded without end');
}

/** What a segment holds, after its marker and length; at most 65,533 bytes. */
export async function readSegment(source: ByteSource): Promise<Uint8Array> {
  const [high, low] = (await source.take(2)) as unknown as [number, number];
  const length = high * 256 + low;
  if (length < 2) damaged('the length of a part is wrong');
  return source.take(length - 2);
}

/** A whole segment. */
export function jpegSegment(marker: number, data: Uint8Array): Uint8Array {
  const length = data.length + 2;
  return Uint8Array.from([0xff, marker, length >> 8, length & 0xff, ...data]);
}
