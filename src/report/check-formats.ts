import type { CheckFormat, CheckFormatName, Render } from './check-format.ts';
import { csv } from './check-csv.ts';
import { createCheckJunit } from './check-junit.ts';
import { tap } from './check-tap.ts';
import { createCheckText } from './check-text.ts';
import { jsonLine } from './escape.ts';
import { resultJson } from './result-json.ts';

const ndjson: CheckFormat = {
  head: '',
  result: (result) => `${resultJson(result)}\n`,
  tail: () => '',
};

/** One document; each result keeps a line of its own, so that it can be searched. */
const json: CheckFormat = {
  head: '{\n  "schema": "deskmedic/results/v1",\n  "results": [',
  result: (result, nth) => `${nth === 0 ? '' : ','}\n    ${resultJson(result)}`,
  tail: (summary, exitCode) =>
    `${summary.records === 0 ? '' : '\n  '}],\n  "summary": ${jsonLine(summary)},\n  "exitCode": ${exitCode}\n}\n`,
};

/** Every format of `check` by its name. */
export const CHECK_FORMATS: Readonly<Record<CheckFormatName, (render: Render) => CheckFormat>> = {
  text: createCheckText,
  ndjson: () => ndjson,
  json: () => json,
  junit: createCheckJunit,
  tap: () => tap,
  csv: () => csv,
};
