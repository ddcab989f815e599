import { damaged } from './image-refused.ts';

/** For each sixteen bits that may come next: the length of the code they begin with, times 256, and what it stands for. */
export type CodeTable = Uint16Array;

/** Reads the coded pixels of a scan bit by bit. */
export interface CodeReader {
  /** What the next code stands for. */
  symbol(table: CodeTable): number;
  /** The next `size` bits, at most 15, as a number of either sign (ITU-T T.81, F.2.2.1). */
  signed(size: number): number;
  /** Goes on behind the next restart marker. */
  restart(): void;
}

/** Bytes that a reader may be ahead of what it needs. */
const AHEAD = 8;

/**
 * The tables of a DHT segment (ITU-T T.81, B.2.4.2), by class (0x00 for DC, 0x10 for AC) and number: how many codes there
 * are of each length, then what each stands for.
 */
export function readCodes(data: Uint8Array, into: Map<number, Uint8Array>): void {
  for (let at = 0; at + 17 <= data.length;) {
    const length = 16 + data.subarray(at + 1, at + 17).reduce((sum, codes) => sum + codes, 0);
    into.set(data[at]!, data.subarray(at + 1, at + 1 + length));
    at += 1 + length;
  }
}

/** One of these tables, ready to be looked up in. */
export function codeTable(codes: Uint8Array): CodeTable {
  const table = new Uint16Array(2 ** 16);
  let code = 0;
  let from = 16;
  for (let length = 1; length <= 16; length += 1) {
    const room = 2 ** (16 - length);
    for (let left = codes[length - 1]!; left > 0; left -= 1) {
      if (code + room > table.length || from >= codes.length) damaged('one of its tables makes no sense');
      table.fill(length * 256 + codes[from]!, code, code + room);
      code += room;
      from += 1;
    }
  }
  return table;
}

/** Reads `data`, in which FF00 stands for FF, up to its end. Refuses pixels that are not whole. */
export function codeReader(data: Uint8Array): CodeReader {
  let at = 0;
  let bits = 0;
  let count = 0;
  let ahead = 0;

  /** Afterwards there are 25 bits at least. */
  function fill(): void {
    while (count <= 24) {
      const byte = at < data.length ? data[at]! : -1;
      if (byte < 0 || (byte === 0xff && data[at + 1] !== 0)) {
        ahead += 1;
        if (ahead > AHEAD) damaged('pixels are missing');
        bits <<= 8;
      } else {
        bits = (bits << 8) | byte;
        at += byte === 0xff ? 2 : 1;
      }
      count += 8;
    }
  }

  return {
    symbol(table) {
      fill();
      const found = table[(bits >>> (count - 16)) & 0xffff]!;
      if (found === 0) damaged('its pixels cannot be read');
      count -= found >> 8;
      return found & 0xff;
    },
    signed(size) {
      if (size === 0) return 0;
      fill();
      count -= size;
      const value = (bits >>> count) & (2 ** size - 1);
      return value < 2 ** (size - 1) ? value - 2 ** size + 1 : value;
    },
    restart() {
      at = data.indexOf(0xff, at);
      while (at >= 0 && data[at + 1] === 0) at = data.indexOf(0xff, at + 2);
      if (at < 0) damaged('pixels are missing');
      at += 2;
      count = 0;
      ahead = 0;
    },
  };
}
