import { finished, Readable } from 'node:stream';
import { ZipFile } from 'yazl';

/** A zip that is written one entry after the other. */
export interface ZipWriter {
  /** Writes an entry of any size; resolves when it is in. Throws what `content` throws. */
  add(name: string, content: AsyncIterable<Uint8Array>, isStored: boolean): Promise<void>;
  /** Writes the directory; resolves when everything has gone to the sink. */
  end(): Promise<void>;
}

/**
 * Writes a zip into `sink`, with zip64 where sizes need it. The same entries give the same bytes in every time zone: the
 * time is the first one that DOS knows, which yazl reads on the local clock.
 *
 * @param sink is waited for: no more than a few chunks are held
 */
export function writeZip(sink: (bytes: Uint8Array) => Promise<void>): ZipWriter {
  const zip = new ZipFile();
  const output = zip.outputStream as Readable;
  let failure: { readonly error: unknown } | undefined;
  /** Whoever waits for an entry, or for the end. To race with one promise of all entries would keep every one of them. */
  let tell: (error: unknown) => void = () => {};
  const fail = (error: unknown): void => {
    failure ??= { error };
    tell(error);
  };
  zip.on('error', fail);
  const written = (async () => {
    for await (const chunk of output) await sink(chunk as Buffer);
  })();
  written.catch(fail);
  const unlessFailed = (wait: (resolve: () => void, reject: (error: unknown) => void) => void): Promise<void> =>
    new Promise((resolve, reject) => {
      tell = reject;
      if (failure !== undefined) reject(failure.error as Error);
      wait(resolve, reject);
    });
  const mtime = new Date(1980, 0, 1);
  return {
    async add(name, content, isStored) {
      const input = Readable.from(content, { objectMode: false });
      const options = { mtime, forceDosTimestamp: true, mode: 0o100644, compress: !isStored };
      zip.addReadStreamLazy(name, options, lendOnce(input));
      try {
        // Nothing more is written once the sink has failed.
        await unlessFailed((resolve, reject) => finished(input, (error) => (error ? reject(error) : resolve())));
      } finally {
        input.destroy();
      }
    },
    async end() {
      zip.end();
      await unlessFailed((resolve) => void written.then(resolve, fail));
    },
  };
}

/** yazl keeps what gives it a stream until the archive ends: thousands of streams that are over, and all they have read from. */
function lendOnce(input: Readable): (give: (error: null, input: Readable) => void) => void {
  let held: Readable | undefined = input;
  return (give) => {
    give(null, held!);
    held = undefined;
  };
}
