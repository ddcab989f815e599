import type { Batch } from '../batch/record-reader.ts';
import { UnreadableInput, type BatchInput } from './check-inputs.ts';

type Read = (input: BatchInput) => AsyncGenerator<Batch>;

/**
 * What the inputs hold, one after the other. What cannot be read, or not to its end, stands in its place.
 *
 * @param headersFirst the headers of all are read before anything else is: that they lack what a map names is told
 *   before anything is printed
 */
export async function* readInputs(
  inputs: readonly BatchInput[],
  read: Read,
  headersFirst: boolean,
): AsyncGenerator<Batch | UnreadableInput> {
  for (const batches of headersFirst ? await withHeadersRead(inputs, read) : inputs.map(read)) {
    try {
      yield* batches;
    } catch (error) {
      if (!(error instanceof UnreadableInput)) throw error;
      yield error;
    }
  }
}

/** What cannot be read is told when its turn comes. */
async function withHeadersRead(inputs: readonly BatchInput[], read: Read): Promise<readonly AsyncIterable<Batch>[]> {
  const all: AsyncIterable<Batch>[] = [];
  for (const input of inputs) {
    const batches = read(input);
    const first = batches.next();
    await first.catch(passUnreadable);
    if (input.isRepeatable) {
      await batches.return(undefined);
      all.push({ [Symbol.asyncIterator]: () => read(input) });
    } else all.push(beginningWith(first, batches));
  }
  return all;
}

function passUnreadable(error: unknown): void {
  if (!(error instanceof UnreadableInput)) throw error;
}

async function* beginningWith<T>(
  first: Promise<IteratorResult<T, unknown>>,
  rest: AsyncGenerator<T>,
): AsyncGenerator<T> {
  const begun = await first;
  if (begun.done === true) return;
  yield begun.value;
  yield* rest;
}
