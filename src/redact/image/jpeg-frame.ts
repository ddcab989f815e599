import { damaged } from './image-refused.ts';
import type { CodeTable } from './jpeg-codes.ts';

/** One of the colours that a JPEG is made of. */
export interface JpegComponent {
  readonly id: number;
  /** How many blocks of it there are side by side and one under the other, where the others have theirs. */
  readonly across: number;
  readonly down: number;
  readonly quantization: number;
}

/** The header of a JPEG (ITU-T T.81, B.2.2). */
export interface JpegFrame {
  readonly width: number;
  readonly height: number;
  readonly components: readonly JpegComponent[];
}

/** A component as a scan reads it: with what its codes stand for. */
export interface ScanComponent extends JpegComponent {
  readonly dc: CodeTable;
  readonly ac: CodeTable | undefined;
  /** What coefficients are multiplied with, in the order in which they are coded. */
  readonly steps: readonly number[];
}

/** Reads the data of a SOF segment; `undefined` for samples of more than eight bits, and for no size. */
export function readFrame(data: Uint8Array): JpegFrame | undefined {
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  if (view.byteLength < 6 || view.byteLength < 6 + 3 * view.getUint8(5)) damaged('its header makes no sense');
  const [height, width] = [view.getUint16(1), view.getUint16(3)];
  if (view.getUint8(0) !== 8 || width === 0 || height === 0) return undefined;
  const components = Array.from({ length: view.getUint8(5) }, (_, index) => {
    const [id, sampling, quantization] = [0, 1, 2].map((at) => view.getUint8(6 + 3 * index + at)) as [
      number,
      number,
      number,
    ];
    const [across, down] = [sampling >> 4, sampling & 15];
    if (across < 1 || across > 4 || down < 1 || down > 4) damaged('its header makes no sense');
    return { id, across, down, quantization };
  });
  return { width, height, components };
}

/** The tables of a DQT segment (ITU-T T.81, B.2.4.1), by number. */
export function readQuantization(data: Uint8Array, into: Map<number, readonly number[]>): void {
  for (let at = 0; at < data.length;) {
    const size = data[at]! >> 4 === 0 ? 1 : 2;
    const from = at + 1;
    const step = (index: number): number =>
      size === 1 ? data[from + index]! : data[from + 2 * index]! * 256 + data[from + 2 * index + 1]!;
    into.set(
      data[at]! & 15,
      Array.from({ length: 64 }, (_, index) => step(index)),
    );
    at += 1 + 64 * size;
  }
}
