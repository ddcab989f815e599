import type { Action, RecordProblemCode, Status, Summary } from '../../src/report/result.ts';
import { pick, randomFrom } from './outage-day.ts';

/** What a batch is to hold. */
export interface BatchPlan {
  readonly records: number;
  /** That cannot be read, in each of {@link WAYS} as many. */
  readonly broken: number;
  /** That have a problem, and are to be matched all the same. */
  readonly troubled: number;
  readonly escalated: number;
}

/** What the result of a record must say. */
export interface PlantedResult {
  readonly id?: string;
  readonly line: number;
  readonly status: Status;
  readonly action: Action;
  readonly codes: readonly RecordProblemCode[];
}

/** A line with its end; a blank one has no result. */
export interface PlantedLine {
  readonly bytes: Uint8Array;
  readonly result?: PlantedResult;
}

type Ordinary = readonly [rest: object, Status, Action];

/** Records with nothing wrong, of which none is to be escalated and none lacks anything. */
const ORDINARY: readonly Ordinary[] = [
  [{ facts: { 'desktop.status': 'not-responding', 'phone.rings': false } }, 'matched', 'workaround'],
  [{ site: 'Łódź', facts: { 'network.outage': '40s' } }, 'matched', 'wait'],
  [{ facts: { 'report.fault': 'wrap-up-counts-differ' } }, 'matched', 'explain'],
  [{ text: 'Please Refresh the Page' }, 'matched', 'workaround'],
  [{ agent: 'jdoe', observedAt: '2026-11-20T08:41:00-05:00' }, 'unmatched', 'none'],
];
const ESCALATED: Ordinary = [{ facts: { 'audio.fault': 'cross-talk' } }, 'matched', 'escalate'];

const SLOW = '"facts":{"desktop.speed":"slow"}';

/** Records with a problem; each is matched on the rest. */
const TROUBLES: readonly (readonly [RecordProblemCode, (id: string) => string])[] = [
  ['unknown-fact', (id) => `{"id":"${id}","facts":{"fone.ringt":true,"desktop.speed":"slow"}}`],
  ['wrong-type', (id) => `{"id":"${id}","facts":{"phone.rings":"perhaps","desktop.speed":"slow"}}`],
  ['forbidden-key', (id) => `{"id":"${id}","__proto__":{"facts":{}},${SLOW}}`],
  ['date-without-zone', (id) => `{"id":"${id}","observedAt":"2026-11-20T08:41:00",${SLOW}}`],
];

const MIB = 1024 * 1024;
const LEVELS = 30_000;

/** Ten ways in which a record cannot be read; `true`: its id can. */
export const WAYS: readonly (readonly [RecordProblemCode, (id: string, nth: number) => string | Uint8Array, true?])[] =
  [
    ['bad-json', (id) => `{"id":"${id}",${SLOW},}`],
    ['bad-json', (id, nth) => `{"id":"${id}",${SLOW}}`.slice(0, -1 - (nth % 40))],
    ['bad-json', (id, nth) => ['\0'.repeat(200), `{"id":"${id}\0"}`, `\0{"id":"${id}"}`][nth % 3]!],
    ['not-utf8', (id) => Buffer.from(`{"id":"${id}","text":"le téléphone ne sonne pas"}`, 'latin1')],
    ['too-large', (id) => `{"id":"${id}","text":"${'x'.repeat(MIB)}"}`],
    ['too-deep', (id) => `{"id":"${id}","facts":${'['.repeat(LEVELS)}${']'.repeat(LEVELS)}}`],
    ['not-an-object', (id) => `[{"id":"${id}",${SLOW}}]`],
    [
      'facts-not-an-object',
      (id, nth) => `{"id":"${id}","facts":${['["desktop.speed"]', 'null', '"slow"'][nth % 3]}}`,
      true,
    ],
    ['text-not-a-string', (id, nth) => `{"id":"${id}","text":${['7', 'null', '{}'][nth % 3]},${SLOW}}`, true],
    ['not-an-object', (_, nth) => ['7', '""', 'null', 'true'][nth % 4]!],
  ];

/** The lines of a batch, some ended by CRLF, blank ones among them, the last without an end. The same each time. */
export function* plantedLines({ records, broken, troubled, escalated }: BatchPlan): Generator<PlantedLine> {
  const random = randomFrom(records);
  const places = Array.from({ length: records }, (_, at) => at);
  for (let at = records - 1; at > 0; at--) {
    const other = Math.floor(random() * (at + 1));
    [places[at], places[other]] = [places[other]!, places[at]!];
  }
  const nthAt = new Map(places.slice(0, broken + troubled + escalated).map((place, nth) => [place, nth]));
  let line = 0;
  for (let at = 0; at < records; at++) {
    const end = at === records - 1 ? '' : at % 7 === 0 ? '\r\n' : '\n';
    if (at % 997 === 5) {
      line++;
      yield { bytes: Buffer.from(at % 2 === 0 ? '\n' : ' \t\r\n') };
    }
    line++;
    const { content, ...result } = recordAt(`INC-${at}`, nthAt.get(at));
    yield { bytes: Buffer.concat([Buffer.from(content), Buffer.from(end)]), result: { ...result, line } };
  }

  function recordAt(id: string, nth = Infinity): Omit<PlantedResult, 'line'> & { content: string | Uint8Array } {
    if (nth < broken) {
      const [code, make, isNamed] = WAYS[nth % WAYS.length]!;
      const named = isNamed === true ? { id } : {};
      const content = make(id, Math.floor(nth / WAYS.length));
      return { ...named, content, status: 'invalid', action: 'none', codes: [code] };
    }
    if (nth < broken + troubled) {
      const [code, make] = TROUBLES[nth % TROUBLES.length]!;
      return { id, content: make(id), status: 'matched', action: 'workaround', codes: [code] };
    }
    const [rest, status, action] = nth === Infinity ? pick(random, ORDINARY) : ESCALATED;
    return { id, content: JSON.stringify({ id, ...rest }), status, action, codes: [] };
  }
}

/** What a batch must come to. */
export function summaryOf(lines: Iterable<PlantedLine>): Summary {
  const statuses = { matched: 0, possible: 0, unmatched: 0, invalid: 0 };
  const actions = { escalate: 0, workaround: 0, explain: 0, wait: 0, ask: 0, none: 0 };
  let records = 0;
  let blankLines = 0;
  for (const { result } of lines) {
    if (result === undefined) {
      blankLines++;
      continue;
    }
    records++;
    statuses[result.status]++;
    actions[result.action]++;
  }
  return { records, blankLines, statuses, actions, withFailedRules: 0 };
}
