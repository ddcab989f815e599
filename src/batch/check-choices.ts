/**
 * What the options of `check` can be. The command line lists them in `--help`, so nothing else stands here that it
 * would have to load.
 */

/** What an input is: one record a line, one JSON document that is a record or an array of them, or a table. */
export const INPUT_FORMATS = ['auto', 'ndjson', 'json', 'csv'] as const;
export type InputFormat = (typeof INPUT_FORMATS)[number];

/** From which finding on the exit code tells; see `exitCodeOf`. */
export const FAIL_ON = ['escalate', 'incomplete', 'workaround', 'never'] as const;
export type FailOn = (typeof FAIL_ON)[number];
