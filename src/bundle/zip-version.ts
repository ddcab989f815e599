/** FAT, Unix, NTFS, VFAT and macOS, of APPNOTE.TXT 4.4.2. */
const KNOWN_HOSTS = [0, 3, 10, 11, 14, 19];
const LATEST_VERSION = 63;

/** Version 4.5 of the format: the first with sizes of 64 bits. */
export const ZIP64_VERSION = 45;

/** Whether "version made by" is one that packers write. */
export function isKnownMaker(made: number): boolean {
  return KNOWN_HOSTS.includes(made >> 8) && (made & 0xff) <= LATEST_VERSION;
}
