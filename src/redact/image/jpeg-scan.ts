import type { ByteSource } from './byte-source.ts';

const PIECE_BYTES = 64 * 1024;

/**
 * The coded pixels up to the next marker, which is left where it is. A byte FF among them is followed by 00, restart
 * markers FFD0 to FFD7 belong to them (ITU-T T.81, B.1.1), and padding before a marker is left out.
 */
export async function* scanData(source: ByteSource): AsyncGenerator<Uint8Array> {
  for (;;) {
    const piece = await source.some(PIECE_BYTES);
    let start = 0;
    let at = piece.indexOf(0xff);
    while (at >= 0 && at + 1 < piece.length) {
      const next = piece[at + 1]!;
      if (next === 0xff) {
        if (at > start) yield piece.subarray(start, at);
        start = at + 1;
        at = start;
      } else if (next === 0 || (next >= 0xd0 && next <= 0xd7)) {
        at = piece.indexOf(0xff, at + 2);
      } else {
        if (at > start) yield piece.subarray(start, at);
        source.putBack(piece.subarray(at));
        return;
      }
    }
    const end = at < 0 ? piece.length : at;
    if (end > start) yield piece.subarray(start, end);
    // What follows an FF at the end is in the next piece.
    if (at >= 0) source.putBack(Uint8Array.from([0xff, ...(await source.take(1))]));
  }
}
