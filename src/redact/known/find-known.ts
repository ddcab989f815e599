import { hasBorders, LOOK_BACK, mayBeWord } from './borders.ts';
import { newScanner, newWindow, type Window } from './scan.ts';
import { encodingsOf, type ByteSpelling, type Encoding } from './spellings.ts';

/** A place in a file at which a secret stands. */
export interface Hit<Secret> {
  /** In bytes, from the beginning of the stream. */
  readonly offset: number;
  readonly secret: Secret;
  readonly encoding: Encoding;
}

/** One search through one stream; chunks may be cut anywhere. */
export interface Search<Secret> {
  /** What is found in what was written so far, in the order of the stream; some of it is told with a later chunk. */
  write(chunk: Uint8Array): readonly Hit<Secret>[];
  /** What is found in the rest. */
  end(): readonly Hit<Secret>[];
}

/** Finds secrets in files. */
export interface KnownFinder<Secret> {
  /** How many ways of writing the secrets are looked for. */
  readonly spellings: number;
  /** A secret of which `counts` says no is passed over; all of them count without it. */
  newSearch(counts?: (secret: Secret) => boolean): Search<Secret>;
  /** The first hit in a stream, of which no more is read then. */
  first(
    chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
    counts?: (secret: Secret) => boolean,
  ): Promise<Hit<Secret> | undefined>;
  /** Every hit in a stream. */
  all(chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): AsyncGenerator<Hit<Secret>>;
}

/** Small enough to stay in the cache of a processor. */
const WINDOW = 128 * 1024;
/** What is kept before a place, for {@link hasBorders} in units of two bytes. */
const CONTEXT = 2 * LOOK_BACK;

/** Whose pattern it is, and what else is to be known of it. */
interface Target<Secret> {
  readonly secret: Secret;
  readonly encoding: Encoding;
  readonly borders: boolean;
  /** In bytes. */
  readonly length: number;
}

/**
 * Finds every spelling of many secrets ({@link encodingsOf}) in streams of bytes, in memory that depends on the secrets
 * alone. A short word counts only with borders, as in text. Of spellings that begin at one place the longest is told.
 */
export function findKnown<Secret extends { readonly value: string }>(secrets: readonly Secret[]): KnownFinder<Secret> {
  const targets: Target<Secret>[] = [];
  function* patterns(): Generator<ByteSpelling> {
    for (const secret of secrets) {
      for (const spelling of encodingsOf(secret.value)) {
        const { encoding, borders, bytes } = spelling;
        targets.push({ secret, encoding, borders, length: bytes.length });
        yield spelling;
      }
    }
  }
  const scanner = newScanner(patterns());
  // What may stand behind a match is looked at, too: two bytes in UTF-16.
  const reach = scanner.longest + 2;
  const size = CONTEXT + Math.max(WINDOW, 4 * reach);
  /** Of a search that has ended: an archive has thousands of entries, most of them small. */
  let spare: Window | undefined;

  function newSearch(counts: (secret: Secret) => boolean = () => true): Search<Secret> {
    const window = spare ?? newWindow(size);
    spare = undefined;
    const { bytes, found } = window;
    const isHit = (pattern: number, start: number): boolean => {
      const target = targets[pattern] as Target<Secret>;
      return counts(target.secret) && isWhole(target, bytes, start, filled);
    };
    /** What was looked at already ends at `from`; `filled` is how much there is; `origin` is where the window begins. */
    let from = 0;
    let filled = 0;
    let origin = 0;

    function look(limit: number): readonly Hit<Secret>[] {
      const hits: Hit<Secret>[] = [];
      if (scanner.scan(window, from, limit, filled, isHit)) {
        for (let start = from; start < limit; start += 1) {
          const pattern = found[start] as number;
          if (pattern === 0) continue;
          const target = targets[pattern - 1] as Target<Secret>;
          hits.push({ offset: origin + start, secret: target.secret, encoding: target.encoding });
        }
        found.fill(0, from, limit);
      }
      const kept = Math.max(0, limit - CONTEXT);
      bytes.copyWithin(0, kept, filled);
      origin += kept;
      filled -= kept;
      from = limit - kept;
      return hits;
    }

    function write(chunk: Uint8Array): readonly Hit<Secret>[] {
      const hits: Hit<Secret>[] = [];
      for (let taken = 0; taken < chunk.length;) {
        const part = chunk.subarray(taken, taken + size - filled);
        bytes.set(part, filled);
        filled += part.length;
        taken += part.length;
        if (filled === size) for (const hit of look(size - reach)) hits.push(hit);
      }
      return hits;
    }

    function end(): readonly Hit<Secret>[] {
      const hits = look(filled);
      spare = window;
      return hits;
    }

    return { write, end };
  }

  async function* all(
    chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
    counts?: (secret: Secret) => boolean,
  ): AsyncGenerator<Hit<Secret>> {
    const search = newSearch(counts);
    for await (const chunk of chunks) yield* search.write(chunk);
    yield* search.end();
  }

  async function first(
    chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
    counts?: (secret: Secret) => boolean,
  ): Promise<Hit<Secret> | undefined> {
    for await (const hit of all(chunks, counts)) return hit;
    return undefined;
  }

  return { spellings: targets.length, newSearch, first, all };
}

function isWhole(target: Target<unknown>, bytes: Uint8Array, start: number, filled: number): boolean {
  if (!target.borders) return true;
  const byteAt = (at: number): number => (at < filled ? (bytes[at] ?? NaN) : NaN);
  if (!target.encoding.startsWith('utf-16')) return hasBorders(byteAt, start, start + target.length, mayBeWord);
  const high = target.encoding === 'utf-16be' ? 0 : 1;
  const unitAt = (index: number): number =>
    byteAt(start + 2 * index + high) * 256 + byteAt(start + 2 * index + 1 - high);
  return hasBorders(unitAt, 0, target.length / 2, mayBeWord);
}
