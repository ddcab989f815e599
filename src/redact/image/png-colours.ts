import type { PngHeader } from './png-header.ts';

/** What a PNG says of its colours: the data of PLTE and of tRNS. */
export interface PngColours {
  readonly palette?: Uint8Array;
  readonly transparency?: Uint8Array;
}

/** Writes as many pixels of a row as `to` has room for into it: red, green, blue, and how opaque they are. */
export type PaintRow = (row: Uint8Array, to: Uint8Array) => void;

/** How rows of this picture become pixels; of samples of 16 bits the upper eight count. */
export function paintRow(header: PngHeader, colours: PngColours): PaintRow {
  return header.bits <= 8 ? paintFromTable(header, colours) : paintFromSamples(header, colours);
}

/** Up to eight bits a pixel: each of its 256 values has a colour. */
function paintFromTable({ colour, depth }: PngHeader, { palette, transparency }: PngColours): PaintRow {
  const most = 2 ** depth - 1;
  const table = new Uint8Array(4 * (most + 1));
  const clear = colour === 0 && transparency !== undefined ? transparency[0]! * 256 + transparency[1]! : undefined;
  for (let value = 0; value <= most; value += 1) {
    const grey = Math.round((255 * value) / most);
    // A colour that the palette lacks is black, as libpng has it.
    const rgb = colour === 0 ? [grey, grey, grey] : [0, 1, 2].map((at) => palette?.[3 * value + at] ?? 0);
    const opaque = colour === 0 ? (value === clear ? 0 : 255) : (transparency?.[value] ?? 255);
    table.set([...rgb, opaque], 4 * value);
  }
  const whole = new Uint32Array(table.buffer);
  return (row, to) => {
    const pixels = new Uint32Array(to.buffer, to.byteOffset, to.length / 4);
    for (let x = 0; x < pixels.length; x += 1) {
      const bit = x * depth;
      pixels[x] = whole[(row[bit >> 3]! >> (8 - depth - (bit & 7))) & most]!;
    }
  };
}

function paintFromSamples({ colour, depth, bits }: PngHeader, { transparency }: PngColours): PaintRow {
  const [size, step] = [depth / 8, bits / 8];
  const isGrey = (colour & 2) === 0;
  const [green, blue] = isGrey ? [0, 0] : [size, 2 * size];
  const alpha = (colour & 4) === 0 ? undefined : step - size;
  // Its samples have two bytes whatever the depth.
  const clear = alpha === undefined ? transparency?.filter((_, at) => size === 2 || at % 2 === 1) : undefined;
  return (row, to) => {
    for (let at = 0, from = 0; at < to.length; at += 4, from += step) {
      to[at] = row[from]!;
      to[at + 1] = row[from + green]!;
      to[at + 2] = row[from + blue]!;
      if (alpha !== undefined) to[at + 3] = row[from + alpha]!;
      else to[at + 3] = clear !== undefined && clear.every((byte, place) => byte === row[from + place]) ? 0 : 255;
    }
  };
}
