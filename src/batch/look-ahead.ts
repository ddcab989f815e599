/** Bytes in the order in which they come, in pieces of any size. */
export type Chunks = AsyncIterable<Uint8Array> | Iterable<Uint8Array>;

/** The beginning of an input, and the input as if nobody had looked at it. */
export interface Ahead {
  readonly head: Uint8Array;
  /** Nothing comes after {@link head}. */
  readonly isWhole: boolean;
  readonly all: AsyncGenerator<Uint8Array>;
}

/** Reads until `isEnough` is content with the beginning. What goes wrong meanwhile is thrown by `all`, in its place. */
export async function lookAhead(chunks: Chunks, isEnough: (head: Uint8Array) => boolean): Promise<Ahead> {
  const source = iteratorOf(chunks);
  let head: Uint8Array = new Uint8Array(0);
  let isWhole = false;
  let failure: { readonly error: unknown } | undefined;
  while (!isWhole && !isEnough(head)) {
    try {
      const next = await source.next();
      if (next.done === true) isWhole = true;
      // A copy: whoever gives the chunks may use their memory again.
      else head = Buffer.concat([head, next.value]);
    } catch (error) {
      failure = { error };
      isWhole = true;
    }
  }
  async function* all(): AsyncGenerator<Uint8Array> {
    try {
      if (head.length > 0) yield head;
      if (failure !== undefined) throw failure.error;
      if (isWhole) return;
      for (let next = await source.next(); next.done !== true; next = await source.next()) yield next.value;
    } finally {
      await source.return?.();
    }
  }
  return { head, isWhole, all: all() };
}

function iteratorOf(chunks: Chunks): AsyncIterator<Uint8Array> | Iterator<Uint8Array> {
  return Symbol.asyncIterator in chunks ? chunks[Symbol.asyncIterator]() : chunks[Symbol.iterator]();
}
