import { deflateRawSync } from 'node:zlib';

/** Of every so many bytes a sample is packed. */
const EVERY = 1024 * 1024;
const SAMPLE = 64 * 1024;

/** Finds out how well something packs while it goes by. */
export interface Sampler {
  add(bytes: Uint8Array): void;
  /** The size of what was packed, as a part of what it was packed from; 0.5 for a little, of which it does not matter. */
  shrinksTo(): number;
}

/** A sampler that has seen nothing. */
export function newSampler(): Sampler {
  let seen = 0;
  let next = 0;
  let before = 0;
  let after = 0;
  return {
    add(bytes) {
      if (seen >= next) {
        const sample = bytes.subarray(0, SAMPLE);
        before += sample.length;
        after += deflateRawSync(sample, { level: 1 }).length;
        next += EVERY;
      }
      seen += bytes.length;
    },
    shrinksTo: () => (seen < EVERY ? 0.5 : after / before),
  };
}
