import type { ExitCode } from '../exit-codes.ts';
import type { Result, Summary } from './result.ts';
import type { Line } from './text.ts';

/** How the results of a batch can be printed. */
export const CHECK_FORMAT_NAMES = ['text', 'ndjson', 'json', 'junit', 'tap', 'csv'] as const;
export type CheckFormatName = (typeof CHECK_FORMAT_NAMES)[number];

/**
 * Writes the results of one batch, piece by piece, so that a long one need not be held. Same results, same text; one that
 * counts or collects (`junit`) does so for its own batch: make a new one for each.
 */
export interface CheckFormat {
  readonly head: string;
  /**
   * `nth` counts from 0; without `isNumbered`, any other number than 0 gives the same. What is collected comes with a
   * later piece, so a piece may be empty.
   */
  result(result: Result, nth: number): string;
  /** What is written of a record depends on the place that it has among all. */
  readonly isNumbered?: true;
  tail(summary: Summary, exitCode: ExitCode): string;
}

/** How lines for people become text: with or without colour, wrapped or not. */
export type Render = (lines: readonly Line[]) => string;
