import { UserError } from '../errors.ts';
import type { Appender, Clock, Lock } from '../io/io.ts';
import type { CaseEvent, JournalEntry } from './events.ts';
import { encodeEntry } from './journal.ts';

/** A case that this process alone may write to, until it is closed. */
export interface OpenCase {
  readonly id: string;
  /** Everything that happened so far; grows with each `append`. */
  readonly entries: readonly JournalEntry[];
  /** The file that a torn last line was moved to when the case was opened; `null` when there was none. */
  readonly repaired: string | null;
  /** Resolves when the event is on disk. After a first failure every further call fails likewise. */
  append(event: CaseEvent): Promise<JournalEntry>;
  /** Gives the case free for others. May be called twice. */
  close(): Promise<void>;
}

/** What {@link openCase} goes on from: a journal that is whole, and whose lock is held. */
export interface OpenJournal {
  readonly id: string;
  readonly entries: readonly JournalEntry[];
  readonly lastSum: string;
  readonly appender: Appender;
  readonly lock: Lock;
  readonly repaired: string | null;
}

/** The event as the entry after `entries`, at `now` (milliseconds since 1970). */
export function nextEntry(event: CaseEvent, entries: readonly JournalEntry[], now: number): JournalEntry {
  return { ...event, seq: (entries.at(-1)?.seq ?? 0) + 1, at: new Date(now).toISOString() };
}

/** Makes a case that can be appended to from its journal. */
export function openCase(journal: OpenJournal, clock: Clock): OpenCase {
  const entries = [...journal.entries];
  let lastSum = journal.lastSum;
  let closed = false;
  const write = async (event: CaseEvent): Promise<JournalEntry> => {
    if (closed) throw new UserError('case-closed', `case ${journal.id} is closed`);
    const { line, sum } = encodeEntry(nextEntry(event, entries, clock.now()), lastSum);
    await journal.appender.append(`${line}\n`);
    // As it will be read back, order of keys included: a bundle made now and one made later have the same bytes.
    const { sum: _, ...entry } = JSON.parse(line) as JournalEntry & { sum: string };
    entries.push(entry);
    lastSum = sum;
    return entry;
  };
  // Each entry continues the one before, so that two calls at once must go one after the other.
  let last: Promise<unknown> = Promise.resolve();
  return {
    id: journal.id,
    entries,
    repaired: journal.repaired,
    append(event) {
      const written = last.then(() => write(event));
      last = written.catch(() => undefined);
      return written;
    },
    async close() {
      await last;
      if (closed) return;
      closed = true;
      try {
        await journal.appender.close();
      } finally {
        await journal.lock.release();
      }
    },
  };
}
