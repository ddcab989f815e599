import type { Block, CheckPiece } from '../batch/check-piece.ts';
import { gatherBlocks, gatheredBlock } from '../batch/gather-blocks.ts';
import type { Batch } from '../batch/record-reader.ts';
import type { Crew, LentBlock } from './check-crew.ts';
import { UnreadableInput } from './check-inputs.ts';

/** What was read, or could not be. */
type Piece = Batch | UnreadableInput;

/** What was found in a piece or a part of it; what could not be read stays so. */
export type Found = Block | LentBlock | UnreadableInput;

/** For each thread, pieces that may wait for one before them that takes longer. */
const MOST_AHEAD = 4;

/**
 * What there is in the pieces, in their order. Each is checked by one of the crew who has room, else here; here alone
 * until a record was seen, so that little input starts no thread, and without a crew. No more is read than that.
 *
 * @param leave called in the end: nothing more is read, and whoever still waits for it need not
 */
export async function* shareOut(
  pieces: AsyncGenerator<Piece>,
  check: CheckPiece,
  crew: Crew | undefined,
  leave: () => void,
): AsyncGenerator<Found> {
  const mostAhead = MOST_AHEAD * (1 + (crew?.size ?? 0));
  const ahead: Promise<Found>[] = [];
  const here = gatherer();
  let coming: Promise<{ readonly read: IteratorResult<Piece, unknown> }> | undefined;
  let isBegun = false;
  let isOver = false;
  try {
    while (!isOver || ahead.length > 0) {
      const [oldest] = ahead;
      if (!isOver && ahead.length < mostAhead) coming ??= pieces.next().then((read) => ({ read }));
      const event = await Promise.race([
        ...(oldest === undefined ? [] : [oldest.then((found) => ({ found }))]),
        ...(coming === undefined ? [] : [coming]),
      ]);
      if ('found' in event) {
        void ahead.shift();
        yield event.found;
        continue;
      }
      coming = undefined;
      // Input that is all there leaves no time for it.
      if (crew !== undefined) await crew.hear();
      const { done, value: piece } = event.read as IteratorResult<Piece, undefined>;
      const given = isBegun && piece !== undefined ? give(piece, crew) : undefined;
      if (done === true) isOver = true;
      else if (piece instanceof UnreadableInput) ahead.push(Promise.resolve(piece));
      else if (given !== undefined) ahead.push(heard(given));
      else if (oldest !== undefined) {
        const found = heard(here(check(piece)));
        ahead.push(found);
        // Its memory is used again with the next piece.
        await found.catch(() => {});
      } else {
        for await (const block of check(piece)) {
          isBegun ||= block.summary.records > 0;
          yield block;
        }
      }
    }
  } finally {
    crew?.stop();
    leave();
    await pieces.return(undefined);
  }
}

/** Only lines can be given away. */
function give(piece: Piece, crew: Crew | undefined): Promise<Found> | undefined {
  return piece instanceof UnreadableInput || piece.lines === undefined ? undefined : crew?.check(piece.lines);
}

/** That it rejects is told when its turn comes; until then nobody listens. */
function heard<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => {});
  return promise;
}

/** Gathers blocks that have to wait for others, in memory that is used again. */
function gatherer(): (blocks: ReturnType<CheckPiece>) => Promise<LentBlock> {
  const free: ArrayBuffer[] = [];
  return async (blocks) => {
    const gathered = await gatherBlocks(blocks, free.pop() ?? new ArrayBuffer(0));
    return { ...gatheredBlock(gathered), giveBack: () => void free.push(gathered.memory) };
  };
}
