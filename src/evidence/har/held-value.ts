/** How much of a value is held; in bytes of UTF-8. */
export interface HoldLimits {
  /** A value that is longer, its long strings cut out, is refused. */
  readonly refuse: number;
  /** Of a value that is longer, what follows keeps short strings only. */
  readonly spare: number;
  /** The longest string that is kept. */
  readonly string: number;
  /** The longest string that is kept once `spare` is reached. */
  readonly shortString: number;
}

/** The bytes of one JSON value, as they come. */
export interface HeldValue {
  /** What follows; within a string or not. */
  add(bytes: Uint8Array): void;
  /** A string begins behind what was added, its opening quote being the last of that. */
  beginString(): void;
  /** The string ends with what was added. */
  endString(): void;
  /** The value as text, and nothing is held any more; `undefined` when it was too long. */
  take(): string | undefined;
}

/** Stands at the beginning of a string that was too long to be kept, before its length in bytes. No HAR has this. */
const CUT = '\uFFFE\uFDD0cut:';

/** How long a string of JSON was that came too long to be kept, in bytes of its source; `undefined` when it is whole. */
export function cutLength(text: string): number | undefined {
  return text.startsWith(CUT) ? Number(text.slice(CUT.length)) : undefined;
}

const FIRST_ROOM = 64 * 1024;
const decoder = new TextDecoder();

/**
 * Holds one value after the other; memory stays within the limits, however long a value or a string of it is. The bytes
 * are copied: a short piece of a long one would keep all of it in memory.
 */
export function holdValue(limits: HoldLimits): HeldValue {
  let room = Buffer.allocUnsafe(FIRST_ROOM);
  let held = 0;
  /** Where the string that is open begins; -1 when none is. */
  let stringAt = -1;
  let stringBytes = 0;
  let isCut = false;
  let isRefused = false;

  function hold(bytes: Uint8Array): void {
    if (isRefused) return;
    if (held + bytes.length > limits.refuse) {
      isRefused = true;
      return;
    }
    if (held + bytes.length > room.length) {
      const larger = Buffer.allocUnsafe(Math.max(held + bytes.length, Math.min(2 * room.length, limits.refuse)));
      room.copy(larger, 0, 0, held);
      room = larger;
    }
    room.set(bytes, held);
    held += bytes.length;
  }

  return {
    add(bytes) {
      if (stringAt === -1) return hold(bytes);
      stringBytes += bytes.length;
      if (isCut) return;
      isCut = stringBytes > (stringAt > limits.spare ? limits.shortString : limits.string);
      if (isCut) held = stringAt;
      else hold(bytes);
    },
    beginString() {
      stringAt = held;
      stringBytes = 0;
      isCut = false;
    },
    endString() {
      stringAt = -1;
      if (isCut) hold(Buffer.from(`${CUT}${stringBytes}`));
    },
    take() {
      const value = isRefused ? undefined : decoder.decode(room.subarray(0, held));
      if (room.length > 16 * FIRST_ROOM) room = Buffer.allocUnsafe(FIRST_ROOM);
      held = 0;
      isRefused = false;
      return value;
    },
  };
}
