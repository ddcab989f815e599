import { damaged, ImageRefused } from './image-refused.ts';

/** What IHDR says of a PNG. */
export interface PngHeader {
  readonly width: number;
  readonly height: number;
  /** 0 grey, 2 RGB, 3 palette, 4 grey with alpha, 6 RGB with alpha. */
  readonly colour: 0 | 2 | 3 | 4 | 6;
  /** Bits of a sample, or of an index into the palette. */
  readonly depth: number;
  /** Bits of a pixel. */
  readonly bits: number;
  /** In the order in which they are stored, without those that have no pixels. */
  readonly passes: readonly PngPass[];
  /** Bytes of all pixels before compression: each row with the byte for its filter, all passes of an interlaced one. */
  readonly pixelBytes: number;
}

/** Rows and columns that are stored together: all of them, or one of the seven parts of an interlaced picture. */
export interface PngPass {
  /** First column and row, and the steps to the next ones. */
  readonly left: number;
  readonly top: number;
  readonly across: number;
  readonly down: number;
  /** How many there are. */
  readonly columns: number;
  readonly rows: number;
  /** Without the one for the filter, which stands before each row. */
  readonly rowBytes: number;
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
  const passes = (interlace === 1 ? PASSES : [[0, 0, 1, 1] as const])
    .map(([left, top, across, down]) => {
      const [columns, rows] = [Math.ceil((width - left) / across), Math.ceil((height - top) / down)];
      return { left, top, across, down, columns, rows, rowBytes: Math.ceil((columns * bits) / 8) };
    })
    .filter(({ columns, rows }) => columns > 0 && rows > 0);
  const pixelBytes = passes.reduce((sum, { rows, rowBytes }) => sum + rows * (1 + rowBytes), 0);
  if (pixelBytes > MOST_PIXEL_BYTES) throw new ImageRefused('it has more pixels than any screen');
  return { width, height, colour, depth, bits, passes, pixelBytes };
}

function isColour(colour: number): colour is PngHeader['colour'] {
  return Object.hasOwn(COLOURS, colour);
}
