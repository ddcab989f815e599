import { MAX_RECORD_BYTES } from './record.ts';

/** The bytes of a record that has begun and is not at its end yet. */
export interface HeldBytes {
  readonly isEmpty: boolean;
  /** Adds a copy of them. */
  add(bytes: Uint8Array): void;
  /** All of them, to begin anew. */
  take(): Uint8Array;
}

/** Of a record that is too large only so much is kept that it still is, with a carriage return taken off it. */
const ENOUGH = MAX_RECORD_BYTES + 2;

/** Nothing held yet. */
export function holdBytes(): HeldBytes {
  let parts: Uint8Array[] = [];
  let size = 0;
  return {
    get isEmpty() {
      return size === 0;
    },
    add(bytes) {
      if (bytes.length === 0 || size >= ENOUGH) return;
      parts.push(Buffer.from(bytes));
      size += bytes.length;
    },
    take() {
      const whole = parts.length === 1 ? parts[0]! : Buffer.concat(parts);
      parts = [];
      size = 0;
      return whole;
    },
  };
}
