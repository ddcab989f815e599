import { createGunzip } from 'node:zlib';

/** Unpacks gzip step by step. */
export interface Unpacker {
  /** Resolves once all that can be made of these bytes was given, or something is wrong with them. */
  write(block: Uint8Array): Promise<void>;
  /** No more bytes come. */
  end(): Promise<void>;
  /** What was wrong with the last bytes; then nothing more is given. */
  readonly failure: Error | undefined;
  close(): void;
}

/** Whatever is unpacked is given to `give`. Where the bytes of a step hold a fault, zlib gives nothing of that step. */
export function openUnpacker(give: (bytes: Uint8Array) => void): Unpacker {
  const unzip = createGunzip({ chunkSize: 64 * 1024 });
  let failure: Error | undefined;
  let settle = (): void => {};
  unzip.on('data', give);
  unzip.on('error', (error) => {
    failure = error;
    settle();
  });
  const step = (start: (done: () => void) => void): Promise<void> =>
    new Promise((resolve) => {
      settle = resolve;
      if (failure === undefined) start(resolve);
      else resolve();
    });
  return {
    write: (block) => step((done) => unzip.write(block, done)),
    end: () =>
      step((done) => {
        if (unzip.readableEnded) return done();
        unzip.once('end', done);
        unzip.end();
      }),
    get failure() {
      return failure;
    },
    close: () => unzip.destroy(),
  };
}
