/** What is looked for, as bytes. */
export interface Pattern {
  readonly bytes: Uint8Array;
  /** Letters of ASCII may be of either case. */
  readonly anyCase: boolean;
}

/** Many patterns side by side: 50,000 objects would take ten times the memory. */
export interface PatternTable {
  readonly count: number;
  /** The length of the longest one. */
  readonly longest: number;
  lengthOf(pattern: number): number;
  /** Four bytes of a pattern from `at` on, as {@link fold} makes them. */
  foldedAt(pattern: number, at: number): number;
  /** Whether the pattern stands in `bytes` from `start` on, which holds at least as many. */
  standsIn(bytes: Uint8Array, start: number, pattern: number): boolean;
}

const SAME = Uint8Array.from({ length: 256 }, (_, byte) => byte);
const LOWER = SAME.map((byte) => (byte >= 65 && byte <= 90 ? byte + 32 : byte));

/** Four bytes in which capitals have become small letters; so have a few signs, which is mended by {@link PatternTable.standsIn}. */
export function fold(fourBytes: number): number {
  return fourBytes | 0x20202020;
}

/** The patterns, by their place in the list; none of them is kept. */
export function packPatterns(patterns: Iterable<Pattern>): PatternTable {
  const starts = [0];
  const cases: number[] = [];
  let all = new Uint8Array(64 * 1024);
  let end = 0;
  let longest = 0;
  for (const { bytes, anyCase } of patterns) {
    if (end + bytes.length > all.length) all = enlarged(all, end + bytes.length);
    const folded = anyCase ? LOWER : SAME;
    for (const byte of bytes) all[end++] = folded[byte] as number;
    starts.push(end);
    cases.push(Number(anyCase));
    longest = Math.max(longest, bytes.length);
  }
  return newTable(all, Uint32Array.from(starts), Uint8Array.from(cases), longest);
}

function enlarged(bytes: Uint8Array<ArrayBuffer>, least: number): Uint8Array<ArrayBuffer> {
  const larger = new Uint8Array(Math.max(least, bytes.length * 2));
  larger.set(bytes);
  return larger;
}

function newTable(
  all: Uint8Array<ArrayBuffer>,
  starts: Uint32Array,
  anyCase: Uint8Array,
  longest: number,
): PatternTable {
  const view = new DataView(all.buffer);

  const lengthOf = (pattern: number): number => (starts[pattern + 1] as number) - (starts[pattern] as number);

  function standsIn(bytes: Uint8Array, start: number, pattern: number): boolean {
    const from = starts[pattern] as number;
    const end = starts[pattern + 1] as number;
    const folded = anyCase[pattern] === 1 ? LOWER : SAME;
    const shift = start - from;
    for (let at = from; at < end; at += 1) if (folded[bytes[at + shift] as number] !== all[at]) return false;
    return true;
  }

  return {
    count: anyCase.length,
    longest,
    lengthOf,
    foldedAt: (pattern, at) => fold(view.getInt32((starts[pattern] as number) + at, true)),
    standsIn,
  };
}
