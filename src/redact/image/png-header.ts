import { damaged, ImageRefused } from './image-refused.ts';

/** What IHDR says of a PNG, as far as cleaning it needs that. */
export interface PngHeader {
  /** 0 grey, 2 RGB, 3 palette, 4 grey with alpha, 6 RGB with alpha. */
  readonly colour: 0 | 2 | 3 | 4 | 6;
  /** Bits of a sample, or of an index into the palette. */
  readonly depth: number;
  /** Bytes of all pixels before compression: each row with the byte for its filter, all passes of an interlaced one. */
  readonly pixelBytes: number;
}

/** No screen is as large (16384 × 16384 pixels of 4 bytes); a small file could otherwise keep us busy for hours. */
const MOST_PIXEL_BYTES = 2 ** 30 + 2 ** 14;

type Five = [number, number, number, number, number];

/** Samples of a pixel and the depths that go with them (W3C PNG, table 11.1). */
const COLOURS: Record<PngHeader['colour'], { readonly samples: number; readonly depths: readonly number[] }> = {
  0: { samples: 1, depths: [1, 2, 4, 8, 16] },
  2: { samples: 3, depths: [8, 16] },
  3: { samples: 1, depths: [1, 2, 4, 8] },
  4: { samples: 2, depths: [8, 16] },
  6: { samples: 4, depths: [8, 16] },
};

/** First column, first row, step of columns, step of rows of each pass (W3C PNG §8.2, Adam7). */
const PASSES = [
  [0, 0, 8, 8],
  [4, 0, 8, 8],
  [0, 4, 4, 8],
  [2, 0, 4, 4],
  [0, 2, 2, 4],
  [1, 0, 2, 2],
  [0, 1, 1, 2],
] as const;

/** Reads the thirteen bytes of IHDR; refuses what no reader shows, and pictures beyond any screen. */
export function readPngHeader(data: Uint8Array): PngHeader {
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const [width, height] = [view.getUint32(0), view.getUint32(4)];
  const [depth, colour, compression, filter, interlace] = [8, 9, 10, 11, 12].map((at) => view.getUint8(at)) as Five;
  const isRight = width > 0 && height > 0 && compression === 0 && filter === 0 && interlace <= 1;
  if (!isRight || !isColour(colour) || !COLOURS[colour].depths.includes(depth)) damaged('its header makes no sense');
  const bits = COLOURS[colour].samples * depth;
  const passes = interlace === 1 ? PASSES : [[0, 0, 1, 1] as const];
  const pixelBytes = passes
    .map(([left, top, across, down]) =>
      passBytes(Math.ceil((width - left) / across), Math.ceil((height - top) / down), bits),
    )
    .reduce((sum, bytes) => sum + bytes, 0);
  if (pixelBytes > MOST_PIXEL_BYTES) throw new ImageRefused('it has more pixels than any screen');
  return { colour, depth, pixelBytes };
}

function isColour(colour: number): colour is PngHeader['colour'] {
  return Object.hasOwn(COLOURS, colour);
}

function passBytes(columns: number, rows: number, bits: number): number {
  return columns <= 0 || rows <= 0 ? 0 : rows * (1 + Math.ceil((columns * bits) / 8));
}
