/** How large an archive may be that is read, so that a hostile one can take neither memory nor time. */
export interface ZipLimits {
  readonly entries: number;
  /** Unpacked bytes of one entry. */
  readonly entryBytes: number;
  /** Unpacked bytes of all entries. */
  readonly totalBytes: number;
}

/**
 * What is only hashed, a chunk at a time: twice the 2,000 files and several times the 4.5 GB that a bundle is made for.
 * An archive that wants to be this large has to be large itself ({@link HIGHEST_RATIO}).
 */
export const ZIP_LIMITS: ZipLimits = { entries: 5_000, entryBytes: 16_000_000_000, totalBytes: 32_000_000_000 };

/**
 * Unpacked bytes for one packed byte, in entries of {@link RATIO_MATTERS_FROM} bytes and more, and in all from
 * {@link TOTAL_MATTERS_FROM} bytes on.
 */
export const HIGHEST_RATIO = 200;
export const RATIO_MATTERS_FROM = 1_048_576;
export const TOTAL_MATTERS_FROM = 1_000_000_000;
