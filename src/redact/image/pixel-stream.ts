import { createInflate } from 'node:zlib';
import { damaged, ImageRefused } from './image-refused.ts';

/** What is uncompressed at a time: each piece takes a turn of another thread. */
const CHUNK = 64 * 1024;

/** Follows the compressed pixels of a PNG, to know where they end and that they are as many as they should be. */
export interface PixelStream {
  /** Takes compressed bytes; how many of them belong to the pixels: fewer than all when something stands behind these. */
  feed(piece: Uint8Array): Promise<number>;
  /** Says that no more will come; refuses pixels that are not whole. */
  finish(): Promise<void>;
  /** Lets go of the memory. */
  close(): void;
}

/**
 * Uncompresses and counts, keeping nothing; refuses a picture that holds more or fewer than `pixelBytes`. What is
 * uncompressed is shown to `use`, whose errors come out of `feed` and `finish`.
 */
export function pixelStream(pixelBytes: number, use: (pixels: Uint8Array) => void = () => {}): PixelStream {
  const inflate = createInflate({ chunkSize: CHUNK });
  let count = 0;
  let problem: unknown;
  let hasEnded = false;
  let wake = (): void => {};
  inflate.on('data', (pixels: Uint8Array) => {
    count += pixels.length;
    // Rows below the last that is shown are what somebody cut off. They cannot be taken out without re-encoding.
    if (count > pixelBytes) return stop(new ImageRefused('it holds more pixels than it shows'));
    try {
      use(pixels);
    } catch (error) {
      stop(error);
    }
  });
  inflate.on('end', () => stop());
  inflate.on('error', () => stop(new ImageRefused('it is damaged: its pixels cannot be read')));

  function stop(why?: unknown): void {
    problem ??= why;
    hasEnded = true;
    if (why !== undefined) inflate.destroy();
    wake();
  }

  function step(start: (done: () => void) => void): Promise<void> {
    return new Promise((resolve) => {
      wake = resolve;
      start(resolve);
    });
  }

  return {
    async feed(piece) {
      if (hasEnded) return 0;
      const before = inflate.bytesWritten;
      await step((done) => inflate.write(piece, done));
      if (problem !== undefined) throw problem;
      return inflate.bytesWritten - before;
    },
    async finish() {
      // Ended already when something stood behind the pixels.
      if (!hasEnded) await step(() => inflate.end());
      if (problem !== undefined) throw problem;
      if (count < pixelBytes) damaged('pixels are missing');
    },
    close: () => void inflate.destroy(),
  };
}
