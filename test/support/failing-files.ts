import type { Files, Spool } from '../../src/io/io.ts';

/** Throws at a call of its choice. */
export type Strike = () => void;

/** The disk as it is, but that `strike` is asked at each call, at each chunk that is read, and at each that is written. */
export function failingFiles(files: Files, strike: Strike): Files {
  async function* struck(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    for await (const chunk of chunks) {
      strike();
      yield chunk;
    }
    strike();
  }
  const asked = <A extends readonly unknown[], T>(call: (...args: A) => Promise<T>) => {
    return async (...args: A): Promise<T> => {
      strike();
      return call(...args);
    };
  };
  return {
    ...files,
    read: asked(files.read),
    readAt: asked(files.readAt),
    facts: asked(files.facts),
    resolve: asked(files.resolve),
    makeDirectory: asked(files.makeDirectory),
    stream: (path, part) => struck(files.stream(path, part)),
    async write(path, content, options) {
      strike();
      const chunks =
        typeof content === 'string' ? only(Buffer.from(content)) : 'length' in content ? only(content) : content;
      return files.write(path, struck(chunks), options);
    },
    async spool(folder) {
      strike();
      return failingSpool(await files.spool(folder), struck, asked);
    },
  };
}

function failingSpool(
  spool: Spool,
  struck: (chunks: AsyncIterable<Uint8Array>) => AsyncIterable<Uint8Array>,
  asked: <A extends readonly unknown[], T>(call: (...args: A) => Promise<T>) => (...args: A) => Promise<T>,
): Spool {
  return {
    get size() {
      return spool.size;
    },
    append: asked((bytes: Uint8Array) => spool.append(bytes)),
    readAt: asked((offset: number, length: number) => spool.readAt(offset, length)),
    stream: (start, end, reuse) => struck(spool.stream(start, end, reuse)),
    // What is gone must be let go of, whatever is thrown.
    async close() {
      await spool.close();
      await asked(() => Promise.resolve())();
    },
  };
}

async function* only(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
