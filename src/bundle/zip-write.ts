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
  const failed = new Promise<never>((_, reject) => {
    zip.on('error', reject);
  });
  const written = (async () => {
    for await (const chunk of output) await sink(chunk as Buffer);
  })();
  // Whoever adds an entry is told what goes wrong; nobody may be there to listen.
  for (const outcome of [failed, written]) outcome.catch(() => {});
  const mtime = new Date(1980, 0, 1);
  return {
    async add(name, content, isStored) {
      const input = Readable.from(content, { objectMode: false });
      const options = { mtime, forceDosTimestamp: true, mode: 0o100644, compress: !isStored };
      zip.addReadStream(input, name, options);
      try {
        // Nothing more is written once the sink has failed.
        await Promise.race([ended(input), failed, written.then(() => ended(input))]);
      } finally {
        input.destroy();
      }
    },
    async end() {
      zip.end();
      await Promise.race([written, failed]);
    },
  };
}

function ended(input: Readable): Promise<void> {
  return new Promise((resolve, reject) => {
    finished(input, (error) => (error ? reject(error) : resolve()));
  });
}
