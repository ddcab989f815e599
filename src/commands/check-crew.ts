import type { Block } from '../batch/check-piece.ts';
import { gatheredBlock } from '../batch/gather-blocks.ts';
import type { Lines } from '../batch/record-reader.ts';
import type { Thread, Threads } from '../io/io.ts';
import type { Done, Opening, Task } from './check-thread.ts';

/** A block whose memory is used again. */
export interface LentBlock extends Block {
  /** To be called when it is not needed any more. */
  giveBack(): void;
}

/** Further threads that check. */
export interface Crew {
  /** How many they can be. */
  readonly size: number;
  /** Has lines checked; undefined when nobody has room for them, and then they stay where they are. */
  check(lines: Lines): Promise<LentBlock> | undefined;
  /** Lets those who have finished be heard. */
  hear(): Promise<void>;
  /** Ends them all. */
  stop(): void;
}

/** Pieces that wait in a thread while it checks another, so that it always has work. */
const WAITING = 1;

/** Fewer bytes than these take longer on the way than to be checked. */
const WORTHWHILE = 16 * 1024;

const LINE_FEED = 0x0a;

/**
 * At most `size` threads, one more of which is started each time when none has room. Where they cannot be prepared for or
 * started, or not get ready, it goes without them: why is told by who checks alone, if it matters there.
 *
 * @param prepare called before the first one is started
 */
export function crewOf(size: number, threads: Threads, prepare: () => Promise<Opening>): Crew {
  const hands: Hand[] = [];
  let most = size;
  let opening: Opening | undefined;
  let preparing: Promise<void> | undefined;
  const recruit = (): void => {
    if (opening === undefined)
      preparing ??= prepare().then(
        (prepared) => void (opening = prepared),
        () => {},
      );
    else if (hands.length < most) {
      try {
        hands.push(openHand(threads.start(), opening));
      } catch {
        // The system gives no more.
        most = hands.length;
      }
    }
  };
  return {
    size,
    check(lines) {
      if (lengthOf(lines) < WORTHWHILE) return undefined;
      const [hand] = hands.filter((one) => one.hasRoom()).toSorted((one, other) => one.waiting() - other.waiting());
      if (hand === undefined) recruit();
      return hand?.check(lines);
    },
    hear: () => threads.hear(),
    stop() {
      for (const hand of hands) hand.stop();
    },
  };
}

/** One of the threads. */
interface Hand {
  hasRoom(): boolean;
  waiting(): number;
  check(lines: Lines): Promise<LentBlock>;
  stop(): void;
}

function openHand(thread: Thread, opening: Opening): Hand {
  let isReady = false;
  let waiting = 0;
  const rooms: Room[] = [];
  thread.ask(opening).then(
    (canCheck) => (isReady = canCheck as boolean),
    () => {},
  );
  return {
    hasRoom: () => isReady && waiting <= WAITING,
    waiting: () => waiting,
    async check(lines) {
      waiting++;
      const task = taskOf(lines, rooms.pop() ?? noRoom());
      const done = (await thread.ask(task, [task.lines, task.room])) as Done;
      waiting--;
      const room = { lines: done.lines, found: done.found.memory };
      return { ...gatheredBlock(done.found), giveBack: () => void rooms.push(room) };
    },
    stop: () => thread.stop(),
  };
}

/** The memory of a task and of what was found, which goes to the thread and comes back. */
type Room = Readonly<Record<'lines' | 'found', ArrayBuffer>>;

/** Each time anew: what was given away once cannot be given again. */
function noRoom(): Room {
  return { lines: new ArrayBuffer(0), found: new ArrayBuffer(0) };
}

/** Rooms are as large as many of these as are needed, so that most pieces fit into any. */
const UNIT = 256 * 1024;

function taskOf(lines: Lines, { lines: used, found }: Room): Task {
  const needed = lengthOf(lines);
  const bytes = new Uint8Array(used.byteLength < needed ? new ArrayBuffer(Math.ceil(needed / UNIT) * UNIT) : used);
  let length = 0;
  for (const part of lines.parts) {
    bytes.set(part, length);
    length += part.length;
    if (part.at(-1) !== LINE_FEED) bytes[length++] = LINE_FEED;
  }
  return { place: lines.take(), lines: bytes.buffer, length, room: found };
}

/** Bytes of the parts, each with a line feed at its end. */
function lengthOf({ parts }: Lines): number {
  return parts.reduce((sum, part) => sum + part.length + 1, 0);
}
