import { stringify } from 'csv-stringify/sync';
import type { CheckFormat } from './check-format.ts';
import { outcomeWords, stepWords } from './check-text.ts';
import { packWords } from './check-words.ts';
import { escapeCell } from './escape.ts';
import type { Result } from './result.ts';

type Cell = string | number | undefined | readonly string[];

/** What stands in the columns, in order. More may be added at the end; none is renamed or moved. */
const COLUMNS: readonly (readonly [name: string, cell: (result: Result) => Cell])[] = [
  ['id', ({ id }) => id],
  ['file', ({ file }) => file],
  ['line', ({ line }) => line],
  ['index', ({ index }) => index],
  ['observedAt', ({ observedAt }) => observedAt],
  ['status', ({ status }) => status],
  ['action', ({ action }) => action],
  // The first symptom, by which the action is; the ids of the others are beside it.
  ['symptom', ({ symptoms: [first] }) => first?.id],
  ['sentence', ({ symptoms: [first] }) => first?.symptom],
  ['verdict', ({ symptoms: [first] }) => first?.verdict],
  ['by', ({ symptoms: [first] }) => first?.by],
  ['probability', ({ symptoms: [first] }) => first?.probability],
  ['because', ({ symptoms: [first] }) => first?.because],
  // What to do: an explanation is as good an answer as steps are.
  ['steps', ({ symptoms: [first] }) => first && [...outcomeWords(first), ...(first.steps ?? []).map(stepWords)]],
  ['otherSymptoms', ({ symptoms }) => symptoms.slice(1).map(({ id }) => id)],
  ['severity', ({ escalation }) => escalation?.severity],
  ['policy', ({ escalation }) => escalation?.policy],
  ['to', ({ escalation }) => escalation?.to],
  ['missing', ({ escalation }) => escalation?.missing],
  ['missingFacts', ({ missingFacts }) => missingFacts],
  ['problemCodes', ({ problems }) => problems.map(({ code }) => code)],
  ['problems', ({ problems }) => problems.map(({ message }) => message)],
  ['rulesLoaded', ({ rules }) => rules.loaded],
  ['rulesMatched', ({ rules }) => rules.matched],
  ['rulesNotMatched', ({ rules }) => rules.notMatched],
  ['rulesNotEvaluated', ({ rules }) => rules.notEvaluated],
  ['rulesFailed', ({ rules }) => rules.failed],
  ['packs', ({ packs }) => packs.map(packWords)],
];

/** RFC 4180 with a header, a row for each record. Lists are joined by `; `; what is not there is an empty cell. */
export const csv: CheckFormat = {
  head: `${COLUMNS.map(([name]) => name).join(',')}\n`,
  result: (result) =>
    stringify([COLUMNS.map(([, cell]) => inert(cell(result)))], { escape_formulas: true, record_delimiter: 'unix' }),
  tail: () => '',
};

/**
 * Where a spreadsheet may see the beginning of a cell: at its own, and after what separates cells and rows where commas
 * do not (a comma file that is opened where semicolons are usual). `=`, `+`, `-`, `@` there, wide or not, start a formula.
 */
const FORMULA = /(?<=^|[;\t\r\n])(?=[^\S\r\n]*[=+\-@\uff1d\uff0b\uff0d\uff20])/g;

/** A cell that no spreadsheet executes: an apostrophe stands before what would be a formula. */
function inert(cell: Cell): string | number | undefined {
  if (cell === undefined || typeof cell === 'number') return cell;
  return escapeCell(typeof cell === 'string' ? cell : cell.join('; ')).replace(FORMULA, "'");
}
