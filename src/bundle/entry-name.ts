import { isWindowsDevice } from './windows-device.ts';

/** Longest path that is written or read, in UTF-8 bytes: well below what any file system allows. */
const LONGEST_NAME = 240;

/**
 * What is wrong with a path in an archive, in words; `undefined` when it is safe to unpack on every system.
 * A folder's name may end in `/`.
 */
export function nameProblem(name: string): string | undefined {
  if (name === '') return 'has no name';
  if (Buffer.byteLength(name) > LONGEST_NAME) return `has a name of more than ${LONGEST_NAME} bytes`;
  if (/[\p{C}\p{Zl}\p{Zp}]/u.test(name)) return 'has a control or invisible character in its name';
  if (name.includes('\\')) return 'has a backslash in its name';
  if (name.startsWith('/')) return 'has an absolute path';
  if (name.includes(':')) return 'has a colon in its name (a drive, or a hidden stream)';
  if (/[<>"|?*]/.test(name)) return 'has a character in its name that Windows does not allow';
  return name
    .replace(/\/$/, '')
    .split('/')
    .map(partProblem)
    .find((problem) => problem !== undefined);
}

function partProblem(part: string): string | undefined {
  if (part === '' || part === '.' || part === '..') return 'leads out of its folder, or round in it';
  if (isWindowsDevice(part)) return 'has a name that is reserved on Windows';
  return /[. ]$/.test(part) ? 'has a name that ends in a dot or a blank' : undefined;
}

/** What two names have in common that would be the same file on Windows or macOS. */
export function nameKey(name: string): string {
  return name.normalize('NFC').toLowerCase().toUpperCase().normalize('NFC');
}
