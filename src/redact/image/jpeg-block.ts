import { damaged } from './image-refused.ts';
import type { CodeReader } from './jpeg-codes.ts';
import type { ScanComponent } from './jpeg-frame.ts';

/** Where the coefficients of a block stand that come one after the other (ITU-T T.81, figure A.6). */
const ZIGZAG = [
  0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5, 12, 19, 26, 33, 40, 48, 41, 34, 27, 20, 13, 6, 7, 14, 21, 28,
  35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51, 58, 59, 52, 45, 38, 31, 39, 46, 53, 60, 61, 54, 47,
  55, 62, 63,
];

/**
 * Reads the next block of 8 × 8 pixels into `block`, as coefficients, and returns the first of them before it is
 * multiplied, from which the next block counts on; `last` is that of the block before. Without codes for the others, as
 * in the first scan of a progressive picture, the first is all there is.
 */
export function readBlock(codes: CodeReader, component: ScanComponent, last: number, block: Float32Array): number {
  const { dc, ac, steps } = component;
  const size = codes.symbol(dc);
  if (size > 15) damaged('its pixels cannot be read');
  const first = last + codes.signed(size);
  block.fill(0);
  block[0] = first * steps[0]!;
  for (let at = 1; ac !== undefined && at < 64; at += 1) {
    const symbol = codes.symbol(ac);
    // A run of zeros and the bits of what follows it; without bits, sixteen zeros, or no more but zeros.
    if (symbol === 0) break;
    at += symbol >> 4;
    if (at > 63) damaged('its pixels cannot be read');
    block[ZIGZAG[at]!] = codes.signed(symbol & 15) * steps[at]!;
  }
  return first;
}

/** Writes a block of `side` × `side` pixels, 1, 2, 4 or 8, into a plane of rows of `width` pixels, from `at` on. */
export type PaintBlock = (block: Float32Array, plane: Uint8ClampedArray, at: number, width: number) => void;

/**
 * Paints blocks smaller than they are: out of the lowest frequencies alone (the inverse transform of ITU-T T.81, A.3.3, for
 * as many as there are pixels), which is what a mean of the pixels comes to.
 */
export function paintBlock(side: number): PaintBlock {
  const waves = Float32Array.from({ length: side * side }, (_, at) => {
    const [pixel, frequency] = [Math.floor(at / side), at % side];
    return (frequency === 0 ? Math.SQRT1_2 : 1) * 0.5 * Math.cos(((2 * pixel + 1) * frequency * Math.PI) / (2 * side));
  });
  const rows = new Float32Array(side * side);
  return (block, plane, at, width) => {
    for (let row = 0; row < side; row += 1) {
      for (let x = 0; x < side; x += 1) {
        let sum = 0;
        for (let u = 0; u < side; u += 1) sum += waves[x * side + u]! * block[row * 8 + u]!;
        rows[row * side + x] = sum;
      }
    }
    for (let y = 0; y < side; y += 1) {
      for (let x = 0; x < side; x += 1) {
        let sum = 128;
        for (let v = 0; v < side; v += 1) sum += waves[y * side + v]! * rows[v * side + x]!;
        plane[at + y * width + x] = sum;
      }
    }
  };
}
