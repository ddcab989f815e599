import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { writing } from './file-errors.ts';
import { syncFolder } from './folders.ts';
import type { Appender } from './io.ts';
import { writeFully } from './write-file.ts';

/** Windows has no O_NOFOLLOW. */
const NO_FOLLOW = constants.O_NOFOLLOW ?? 0;
const FLAGS = constants.O_WRONLY | constants.O_APPEND | constants.O_CREAT | NO_FOLLOW;

/** Opens a file for appending, creating it (0600) when needed; a link is refused. */
export async function openAppender(path: string): Promise<Appender> {
  const file = await writing(path, () => open(path, FLAGS, 0o600));
  let size: number;
  try {
    size = await writing(path, async () => {
      await syncFolder(dirname(path));
      return (await file.stat()).size;
    });
  } catch (error) {
    await file.close();
    throw error;
  }
  let failure: unknown;
  // After a failed fsync the kernel may report the next one as fine although the data is gone, so the first failure is final.
  const guarded = async (work: () => Promise<void>): Promise<void> => {
    if (failure !== undefined) throw failure;
    try {
      await writing(path, work);
    } catch (error) {
      failure = error;
      throw error;
    }
  };
  return {
    append: (text) =>
      guarded(async () => {
        const bytes = Buffer.from(text, 'utf8');
        try {
          await writeFully(file, bytes);
        } catch (error) {
          // A full disk may have taken the first half. Best effort: whoever opens the file repairs a torn tail anyway.
          await file.truncate(size).catch(() => undefined);
          throw error;
        }
        await file.sync();
        size += bytes.length;
      }),
    truncate: (length) =>
      guarded(async () => {
        await file.truncate(length);
        await file.sync();
        size = length;
      }),
    close: () => writing(path, () => file.close()),
  };
}
