import { damaged } from './image-refused.ts';
import type { PngHeader, PngPass } from './png-header.ts';

/**
 * Takes the uncompressed pixels of a PNG, in pieces of any size, and gives `use` row after row as it was before it was
 * filtered (W3C PNG §9). Two rows are held, and `use` must not keep the one that it is given.
 */
export function pngRows(
  { passes, bits }: PngHeader,
  use: (row: Uint8Array, pass: PngPass, y: number) => void,
): (pixels: Uint8Array) => void {
  const pixelBytes = Math.max(1, bits / 8);
  let at = 0;
  let pass = passes[0]!;
  let done = 0;
  let filter: number | undefined;
  let filled = 0;
  let row = new Uint8Array(pass.rowBytes);
  let above = new Uint8Array(pass.rowBytes);

  function endRow(): void {
    unfilter(filter!, row, above, pixelBytes);
    use(row, pass, pass.top + done * pass.down);
    [row, above] = [above, row];
    filter = undefined;
    filled = 0;
    done += 1;
    if (done < pass.rows || at === passes.length - 1) return;
    at += 1;
    pass = passes[at]!;
    done = 0;
    [row, above] = [new Uint8Array(pass.rowBytes), new Uint8Array(pass.rowBytes)];
  }

  return (pixels) => {
    for (let from = 0; from < pixels.length;) {
      if (filter === undefined) {
        filter = pixels[from];
        from += 1;
        continue;
      }
      const part = pixels.subarray(from, from + row.length - filled);
      row.set(part, filled);
      filled += part.length;
      from += part.length;
      if (filled === row.length) endRow();
    }
  };
}

/** Turns what a filter made of a row back; `above` is the row before it, `pixelBytes` are those to the pixel on the left. */
function unfilter(filter: number, row: Uint8Array, above: Uint8Array, pixelBytes: number): void {
  const { length } = row;
  switch (filter) {
    case 0:
      return;
    case 1:
      for (let at = pixelBytes; at < length; at += 1) row[at]! += row[at - pixelBytes]!;
      return;
    case 2:
      for (let at = 0; at < length; at += 1) row[at]! += above[at]!;
      return;
    case 3:
      for (let at = 0; at < length; at += 1) {
        const left = at < pixelBytes ? 0 : row[at - pixelBytes]!;
        row[at]! += (left + above[at]!) >> 1;
      }
      return;
    case 4:
      for (let at = 0; at < pixelBytes && at < length; at += 1) row[at]! += above[at]!;
      for (let at = pixelBytes; at < length; at += 1)
        row[at]! += nearest(row[at - pixelBytes]!, above[at]!, above[at - pixelBytes]!);
      return;
    default:
      damaged('one of its rows makes no sense');
  }
}

/** Which of the three is the nearest to left + up - corner (W3C PNG §9.4, the filter of Paeth). */
function nearest(left: number, up: number, corner: number): number {
  const toLeft = Math.abs(up - corner);
  const toUp = Math.abs(left - corner);
  const toCorner = Math.abs(left + up - 2 * corner);
  if (toLeft <= toUp && toLeft <= toCorner) return left;
  return toUp <= toCorner ? up : corner;
}
