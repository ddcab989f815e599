import { paintBlock, readBlock } from './jpeg-block.ts';
import type { CodeReader } from './jpeg-codes.ts';
import type { ScanComponent } from './jpeg-frame.ts';
import type { JpegHead } from './jpeg-head.ts';
import type { Size } from './shrink.ts';

/** A scan, and how small it is to become. */
export interface JpegScan extends Pick<JpegHead, 'frame' | 'components' | 'interval' | 'isRgb'> {
  /** Pixels that a block of 8 × 8 becomes in each direction: 1, 2, 4 or 8. */
  readonly side: number;
}

/** The size of a picture whose blocks become `side` pixels wide. */
export function sizeInBlocks({ width, height }: Size, side: number): Size {
  return { width: Math.ceil((width * side) / 8), height: Math.ceil((height * side) / 8) };
}

/** Samples of a component in a row of groups of blocks. */
interface Plane {
  readonly component: ScanComponent;
  readonly width: number;
  readonly samples: Uint8ClampedArray;
  /** The first coefficient of the block before, as it was coded. */
  last: number;
}

/**
 * Reads a scan and gives `use` row after row, four bytes a pixel, which `use` must not keep. What is held is a row of
 * groups of blocks.
 */
export function jpegRows(scan: JpegScan, codes: CodeReader, use: (pixels: Uint8Array, y: number) => void): void {
  const { frame, components, side, interval, isRgb } = scan;
  const across = Math.max(...components.map((each) => each.across));
  const down = Math.max(...components.map((each) => each.down));
  const columns = Math.ceil(frame.width / (8 * across));
  const rows = Math.ceil(frame.height / (8 * down));
  const size = sizeInBlocks(frame, side);
  const planes = components.map((component): Plane => {
    const width = columns * component.across * side;
    return { component, width, samples: new Uint8ClampedArray(width * component.down * side), last: 0 };
  });
  const readGroup = groupReader(planes, codes, side);
  const pixels = new Uint8Array(4 * size.width).fill(255);
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      const group = row * columns + column;
      if (interval > 0 && group > 0 && group % interval === 0) restart(planes, codes);
      readGroup(column);
    }
    const top = row * down * side;
    for (let y = 0; y < down * side && top + y < size.height; y += 1) {
      for (const [index, plane] of planes.entries()) {
        const from = Math.floor((y * plane.component.down) / down) * plane.width;
        const step = plane.component.across;
        for (let x = 0; x < size.width; x += 1)
          pixels[4 * x + index] = plane.samples[from + Math.floor((x * step) / across)]!;
      }
      if (!isRgb) toRgb(pixels, components.length === 1);
      use(pixels, top + y);
    }
  }
}

/** Reads the blocks that stand together in a column of groups, those of each component one after the other. */
function groupReader(planes: readonly Plane[], codes: CodeReader, side: number): (column: number) => void {
  const paint = paintBlock(side);
  const block = new Float32Array(64);
  return (column) => {
    for (const plane of planes) {
      const { component, samples, width } = plane;
      for (let nth = 0; nth < component.across * component.down; nth += 1) {
        const x = column * component.across + (nth % component.across);
        const y = Math.floor(nth / component.across);
        plane.last = readBlock(codes, component, plane.last, block);
        paint(block, samples, y * side * width + x * side, width);
      }
    }
  };
}

function restart(planes: readonly Plane[], codes: CodeReader): void {
  codes.restart();
  for (const plane of planes) plane.last = 0;
}

/** Brightness and two colours, or brightness alone, to red, green and blue (JFIF 1.02, conversion to and from RGB). */
function toRgb(pixels: Uint8Array, isGrey: boolean): void {
  for (let at = 0; at < pixels.length; at += 4) {
    const y = pixels[at]!;
    const [blue, red] = isGrey ? [0, 0] : [pixels[at + 1]! - 128, pixels[at + 2]! - 128];
    pixels[at] = sample(y + 1.402 * red);
    pixels[at + 1] = sample(y - 0.344136 * blue - 0.714136 * red);
    pixels[at + 2] = sample(y + 1.772 * blue);
  }
}

function sample(value: number): number {
  return value < 0 ? 0 : value > 255 ? 255 : Math.round(value);
}
