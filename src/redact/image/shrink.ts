import type { Orientation } from './orientation.ts';

/** Pixels in rows from the top left, four bytes each: red, green, blue, and how opaque they are. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

/** How large a picture is, or may be, in pixels. */
export type Size = Pick<Pixels, 'width' | 'height'>;

/** Makes a small picture of rows that come one after the other, in memory that depends on the small one alone. */
export interface Shrinker {
  /** Takes pixels of the row `y`, as {@link Pixels} has them: those in the columns `left`, `left + across` and so on. */
  add(pixels: Uint8Array, y: number, left?: number, across?: number): void;
  /** The small picture, when each pixel has been taken once. */
  finish(): Pixels;
}

/**
 * The picture on white, each pixel the mean of those that it stands for, within `most`; never larger than it was.
 *
 * @param isInterlaced its rows come in several turns from top to bottom; else in one, so that one row is summed at a time
 */
export function newShrinker({ width, height }: Size, most: Size, isInterlaced = false): Shrinker {
  const scale = Math.min(1, most.width / width, most.height / height);
  const [columns, rows] = [width, height].map((side) => Math.max(1, Math.round(side * scale))) as [number, number];
  const [lefts, tops] = [edges(columns, width), edges(rows, height)];
  const data = new Uint8Array(columns * rows * 4).fill(255);
  const sums = new Float64Array(columns * 3 * (isInterlaced ? rows : 1));
  let row = 0;

  /** Turns the sums into the rows from `first` on. */
  function settle(first: number): void {
    for (let place = 0; place < sums.length / 3; place += 1) {
      const [column, top] = [place % columns, first + Math.floor(place / columns)];
      const count = 255 * (lefts[column + 1]! - lefts[column]!) * (tops[top + 1]! - tops[top]!);
      for (let colour = 0; colour < 3; colour += 1)
        data[(top * columns + column) * 4 + colour] = Math.round(sums[place * 3 + colour]! / count);
    }
    sums.fill(0);
  }

  return {
    add(pixels, y, left = 0, across = 1) {
      if (y < tops[row]!) row = 0; // The next part of an interlaced picture.
      for (; y >= tops[row + 1]!; row += 1) if (!isInterlaced) settle(row);
      const end = left + (pixels.length / 4) * across;
      let at = 0;
      let to = isInterlaced ? row * columns * 3 : 0;
      for (let column = 0, x = left; x < end; column += 1, to += 3) {
        const right = Math.min(lefts[column + 1]!, end);
        let red = 0;
        let green = 0;
        let blue = 0;
        for (; x < right; x += across, at += 4) {
          const opaque = pixels[at + 3]!;
          const white = 255 * (255 - opaque);
          red += pixels[at]! * opaque + white;
          green += pixels[at + 1]! * opaque + white;
          blue += pixels[at + 2]! * opaque + white;
        }
        sums[to]! += red;
        sums[to + 1]! += green;
        sums[to + 2]! += blue;
      }
    },
    finish() {
      settle(isInterlaced ? 0 : row);
      return { width: columns, height: rows, data };
    },
  };
}

/** A whole picture as {@link newShrinker} makes it small. */
export function shrink({ width, height, data }: Pixels, most: Size): Pixels {
  const shrinker = newShrinker({ width, height }, most);
  for (let y = 0; y < height; y += 1) shrinker.add(data.subarray(y * width * 4, (y + 1) * width * 4), y);
  return shrinker.finish();
}

/** Where each of `few` parts of `many` begins, and the last one ends; `few` is not more than `many`. */
function edges(few: number, many: number): readonly number[] {
  return Array.from({ length: few + 1 }, (_, index) => Math.floor((index * many) / few));
}

/** The picture as it is to be seen: turned and mirrored as `orientation` says. */
export function turn(pixels: Pixels, orientation: Orientation | undefined): Pixels {
  if (orientation === undefined || orientation < 2 || orientation > 8) return pixels;
  const { width, height, data } = pixels;
  const isOnSide = orientation >= 5;
  const turned = { width: isOnSide ? height : width, height: isOnSide ? width : height };
  const [from, to] = [new DataView(data.buffer, data.byteOffset), new DataView(new ArrayBuffer(data.length))];
  for (let y = 0; y < turned.height; y += 1) {
    for (let x = 0; x < turned.width; x += 1) {
      const [column, row] = source(x, y, width - 1, height - 1, orientation);
      to.setUint32((y * turned.width + x) * 4, from.getUint32((row * width + column) * 4));
    }
  }
  return { ...turned, data: new Uint8Array(to.buffer) };
}

/** Column and row of the stored pixel that is to be seen at x, y (CIPA DC-008, figure 3 on Orientation). */
function source(x: number, y: number, right: number, bottom: number, orientation: Orientation): [number, number] {
  switch (orientation) {
    case 2:
      return [right - x, y];
    case 3:
      return [right - x, bottom - y];
    case 4:
      return [x, bottom - y];
    case 5:
      return [y, x];
    case 6:
      return [y, bottom - x];
    case 7:
      return [right - y, bottom - x];
    default:
      return [right - y, x];
  }
}
