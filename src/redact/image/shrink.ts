import type { Orientation } from './orientation.ts';

/** Pixels in rows from the top left, four bytes each: red, green, blue, and how opaque they are. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

/** The picture on white, each pixel the mean of those that it stands for, within `most` pixels of width and height; never larger than it was. */
export function shrink(
  { width, height, data }: Pixels,
  most: { readonly width: number; readonly height: number },
): Pixels {
  const scale = Math.min(1, most.width / width, most.height / height);
  const [columns, rows] = [width, height].map((side) => Math.max(1, Math.round(side * scale))) as [number, number];
  const small = new Uint8Array(columns * rows * 4);
  for (let row = 0; row < rows; row += 1) {
    const [top, bottom] = slice(row, rows, height);
    for (let column = 0; column < columns; column += 1) {
      const [left, right] = slice(column, columns, width);
      const sums = [0, 0, 0];
      for (let y = top; y < bottom; y += 1) {
        for (let at = (y * width + left) * 4; at < (y * width + right) * 4; at += 4) {
          const opaque = data[at + 3]!;
          const white = 255 * (255 - opaque);
          for (let colour = 0; colour < 3; colour += 1) sums[colour]! += data[at + colour]! * opaque + white;
        }
      }
      const count = (bottom - top) * (right - left) * 255;
      const to = (row * columns + column) * 4;
      for (let colour = 0; colour < 3; colour += 1) small[to + colour] = Math.round(sums[colour]! / count);
      small[to + 3] = 255;
    }
  }
  return { width: columns, height: rows, data: small };
}

/** From which and up to which of `many` the part `index` of `few` reaches; at least one. */
function slice(index: number, few: number, many: number): readonly [number, number] {
  const from = Math.floor((index * many) / few);
  return [from, Math.max(from + 1, Math.floor(((index + 1) * many) / few))];
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
