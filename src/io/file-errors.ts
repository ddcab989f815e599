import { EXIT } from '../exit-codes.ts';
import { UserError } from '../errors.ts';

/** What was being done when the disk refused; the code of the error that comes of it. */
export type DiskTask = 'cannot-read' | 'cannot-write';

/** Why, in words, by the code of the operating system; with what to do about it where there is something. */
const REASONS: Readonly<Record<string, { reason: string; hint?: string }>> = {
  EACCES: { reason: 'permission denied', hint: 'check who owns it, or choose another place' },
  EPERM: { reason: 'permission denied', hint: 'check who owns it, or choose another place' },
  EROFS: { reason: 'the disk is read-only', hint: 'choose a place on another disk' },
  ENOSPC: { reason: 'no space left on the disk', hint: 'free some space, then try again' },
  EDQUOT: { reason: 'the disk quota is used up', hint: 'free some space, then try again' },
  EFBIG: { reason: 'it would grow larger than this disk allows', hint: 'choose a place on another disk' },
  EISDIR: { reason: 'it is a folder', hint: 'name a file' },
  ENOTDIR: { reason: 'a part of the path is a file, not a folder', hint: 'check the path' },
  EEXIST: { reason: 'something is there already', hint: 'choose another name' },
  ENOTEMPTY: { reason: 'the folder is not empty' },
  ENAMETOOLONG: { reason: 'the name is too long', hint: 'choose a shorter one' },
  ELOOP: { reason: 'it is a link that is not followed, or links in a circle', hint: 'name the file itself' },
  EMFILE: { reason: 'too many files are open', hint: 'close other programs, then try again' },
  ENFILE: { reason: 'too many files are open', hint: 'close other programs, then try again' },
  EBUSY: { reason: 'another program uses it', hint: 'close that program, then try again' },
  ETXTBSY: { reason: 'another program uses it', hint: 'close that program, then try again' },
  EIO: { reason: 'the disk reported an error', hint: 'check the disk' },
  EINVAL: { reason: 'the name or the place is not allowed here', hint: 'check the path' },
  ERR_INVALID_ARG_VALUE: { reason: 'the name is not allowed', hint: 'check the path' },
};

const MISSING: Readonly<Record<DiskTask, { reason: string; hint: string }>> = {
  'cannot-read': { reason: 'no such file', hint: 'check the path' },
  'cannot-write': { reason: 'no such folder', hint: 'create the folder first, or check the path' },
};

/** Whether `error` is the operating system's, with one of `codes`. */
export function hasCode(error: unknown, ...codes: readonly string[]): boolean {
  return codes.includes((error as NodeJS.ErrnoException | null)?.code ?? '');
}

/** The error to show for `error`; what the operating system did not say comes back as it is. */
export function diskError(task: DiskTask, path: string, error: unknown): unknown {
  if (error instanceof UserError) return error;
  const code = (error as NodeJS.ErrnoException | null)?.code;
  if (typeof code !== 'string') return error;
  const known = code === 'ENOENT' ? MISSING[task] : REASONS[code];
  return new UserError(task, `${task.replace('-', ' ')} ${path}: ${known?.reason ?? code}`, {
    exit: EXIT.unreachable,
    where: { file: path },
    cause: error,
    ...(known?.hint === undefined ? {} : { hint: known.hint }),
  });
}

/** Runs `work`; what the disk refuses comes out as a `UserError` with code `cannot-read`. */
export async function reading<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw diskError('cannot-read', path, error);
  }
}

/** Runs `work`; what the disk refuses comes out as a `UserError` with code `cannot-write`. */
export async function writing<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw diskError('cannot-write', path, error);
  }
}
