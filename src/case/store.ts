import { UserError } from '../errors.ts';
import { EXIT } from '../exit-codes.ts';
import type { Io, Lock } from '../io/io.ts';
import type { CaseEvent, JournalEntry } from './events.ts';
import { pathsOf } from './home.ts';
import { CASE_ID_RANDOM_BYTES, isCaseId, makeCaseId, matchCaseId } from './id.ts';
import { encodeEntry, readJournal, type JournalReading } from './journal.ts';
import { nextEntry, openCase, type OpenCase } from './open-case.ts';
import { ambiguousCase, damagedCase, lockedCase, newerCase, unknownCase, unusableHome } from './store-errors.ts';

/** The event that every journal starts with. */
export type OpenedEvent = Extract<CaseEvent, { type: 'opened' }>;

/** What the store needs of the outside world. */
export type StoreIo = Pick<Io, 'files' | 'clock' | 'system'>;

/** The cases of one home folder. Where an id is wanted, a beginning that only one case has will do. */
export interface CaseStore {
  /** Starts a case: its first entry is on disk when this resolves. */
  create(opened: OpenedEvent): Promise<OpenCase>;
  /** Takes the case for writing, moving a torn last line of its journal aside. */
  open(id: string): Promise<OpenCase>;
  /** All entries, without taking the case: somebody else may be writing to it. Fails for a damaged journal. */
  read(id: string): Promise<readonly JournalEntry[]>;
  /** Like `read`, but for looking at: what can be read of a journal that is damaged or of a newer format. */
  inspect(id: string): Promise<JournalReading & { readonly id: string }>;
  /** Ids, newest first: by day, within a day by the last entry's time. */
  list(): Promise<readonly string[]>;
  /** Deletes the case with everything in it. */
  remove(id: string): Promise<void>;
  /** The folder for the case's files; `id` is a whole id. */
  evidencePath(id: string): string;
}

const JOURNAL = 'journal.jsonl';
const LOCK = 'lock';
const EVIDENCE = 'evidence';
/** There are 923,521 ids a day; not to find a free one means that the randomness is none. */
const MAX_ATTEMPTS = 100;

/** The cases kept in `<home>/cases/<id>/`: `journal.jsonl`, and what belongs to the case in `evidence/`. */
export function caseStore(home: string, io: StoreIo): CaseStore {
  const { join } = pathsOf(io.system.platform);
  const { files } = io;
  const cases = join(home, 'cases');

  /** The only place where an id becomes a path. */
  const within = (id: string, ...names: readonly string[]): string => {
    if (!isCaseId(id)) throw new Error(`not a case id: ${id}`);
    return join(cases, id, ...names);
  };

  const list = async (): Promise<string[]> => {
    const found: { id: string; modifiedAt: number }[] = [];
    for (const id of (await files.names(cases)).filter(isCaseId)) {
      const journal = await files.facts(within(id, JOURNAL));
      // Without a journal it is what a process left that was killed while it created or deleted a case.
      if (journal !== null) found.push({ id, modifiedAt: journal.modifiedAt });
    }
    return found.sort(newestFirst).map(({ id }) => id);
  };

  const find = async (typed: string): Promise<string> => {
    const ids = await list();
    const match = matchCaseId(typed, ids);
    if (typeof match === 'string') return match;
    throw match.length > 1 ? ambiguousCase(typed, match) : unknownCase(typed, ids);
  };

  const take = async (id: string): Promise<Lock> => {
    const path = within(id, LOCK);
    const lock = await files.lock(path);
    if (!lock.taken) throw lockedCase(id, lock, io.system.hostName, path);
    return lock;
  };

  const inspect = async (typed: string): Promise<JournalReading & { readonly id: string }> => {
    const id = await find(typed);
    return { id, ...readJournal(await files.read(within(id, JOURNAL))) };
  };

  /** Moves a torn tail to `journal.torn-<n>`: it was never acknowledged, but a person typed it. */
  const setAside = async (id: string, bytes: Uint8Array): Promise<string> => {
    const names = new Set(await files.names(within(id)));
    let n = 1;
    while (names.has(`journal.torn-${n}`)) n++;
    const path = within(id, `journal.torn-${n}`);
    await files.write(path, bytes);
    return path;
  };

  const openLocked = async (id: string, lock: Lock): Promise<OpenCase> => {
    const path = within(id, JOURNAL);
    const reading = readJournal(await files.read(path));
    refuseDamage(id, path, reading);
    if (reading.newerFormat) throw newerCase(id, path);
    const repaired = reading.torn === null ? null : await setAside(id, reading.torn.bytes);
    const appender = await files.append(path);
    try {
      if (repaired !== null) await appender.truncate(reading.length);
    } catch (error) {
      await appender.close();
      throw error;
    }
    return openCase({ id, entries: reading.entries, lastSum: reading.lastSum, appender, lock, repaired }, io.clock);
  };

  /** The folder of a new case with its lock, or `null` when another process chose the same id. */
  const reserve = async (id: string): Promise<Lock | null> => {
    await files.makeDirectory(within(id, EVIDENCE));
    const lock = await files.lock(within(id, LOCK));
    if (!lock.taken) return null;
    if ((await files.facts(within(id, JOURNAL))) === null) return lock;
    await lock.release();
    return null;
  };

  const begin = async (opened: OpenedEvent): Promise<OpenCase> => {
    for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
      const id = makeCaseId(io.clock.now(), io.system.randomHex(CASE_ID_RANDOM_BYTES));
      if ((await files.facts(within(id))) !== null) continue;
      const lock = await reserve(id);
      if (lock === null) continue;
      try {
        // Written whole or not at all, so that no journal is ever without its first entry.
        const { line } = encodeEntry(nextEntry(opened, [], io.clock.now()), '');
        await files.write(within(id, JOURNAL), `${line}\n`);
        return await openLocked(id, lock);
      } catch (error) {
        await files.remove(within(id)).catch(() => undefined);
        throw error;
      }
    }
    throw new Error('no free case id was found');
  };

  return {
    async create(opened) {
      try {
        return await begin(opened);
      } catch (error) {
        throw error instanceof UserError && error.exit === EXIT.unreachable ? unusableHome(home, error) : error;
      }
    },
    async open(typed) {
      const id = await find(typed);
      const lock = await take(id);
      try {
        return await openLocked(id, lock);
      } catch (error) {
        await giveFree(lock);
        throw error;
      }
    },
    async read(typed) {
      const reading = await inspect(typed);
      refuseDamage(reading.id, within(reading.id, JOURNAL), reading);
      return reading.entries;
    },
    inspect,
    list,
    async remove(typed) {
      const id = await find(typed);
      const lock = await take(id);
      try {
        // The journal goes last: until then the case is listed, and a delete that was cut short can be repeated.
        const names = await files.names(within(id));
        for (const name of names) if (name !== JOURNAL && name !== LOCK) await files.remove(within(id, name));
        await files.remove(within(id, JOURNAL));
        await files.remove(within(id));
      } catch (error) {
        await giveFree(lock);
        throw error;
      }
    },
    evidencePath: (id) => within(id, EVIDENCE),
  };
}

function newestFirst(a: { id: string; modifiedAt: number }, b: { id: string; modifiedAt: number }): number {
  const [dayA, dayB] = [a.id.slice(0, 8), b.id.slice(0, 8)];
  if (dayA !== dayB) return dayA < dayB ? 1 : -1;
  return b.modifiedAt - a.modifiedAt || (a.id < b.id ? 1 : -1);
}

/** Releases a lock after a failure; that failure is what gets reported, and our end frees the lock anyway. */
async function giveFree(lock: Lock): Promise<void> {
  await lock.release().catch(() => undefined);
}

/** A journal is born with its first entry whole, so one without is damaged, not torn. */
function refuseDamage(id: string, path: string, reading: JournalReading): void {
  const damaged = reading.damaged ?? (reading.length === 0 ? { line: 1, reason: 'the first entry is missing' } : null);
  if (damaged !== null) throw damagedCase(id, path, damaged.line, damaged.reason);
}
