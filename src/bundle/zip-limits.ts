/** How large an archive may be that is read, so that a hostile one can take neither memory nor time. */
export interface ZipLimits {
  readonly entries: number;
  /** Unpacked bytes of one entry. */
  readonly entryBytes: number;
  /** Unpacked bytes of all entries. */
  readonly totalBytes: number;
}

export const ZIP_LIMITS: ZipLimits = { entries: 2_000, entryBytes: 200_000_000, totalBytes: 1_000_000_000 };

/** Unpacked bytes for one packed byte, in entries of {@link RATIO_MATTERS_FROM} bytes and more. */
export const HIGHEST_RATIO = 200;
export const RATIO_MATTERS_FROM = 1_048_576;
