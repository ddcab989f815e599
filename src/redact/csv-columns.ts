import { cellsOf, type Delimiter } from './csv-cells.ts';
import type { SecretKind } from './kind.ts';
import { kindOfField } from './kind-of-field.ts';
import { customerName } from './kinds/customer-name.ts';

/** What the header of a table says. */
export interface CsvColumns {
  readonly delimiter: Delimiter;
  /** Of each column, the kind of secret that its name announces. */
  readonly kinds: readonly (SecretKind | undefined)[];
}

const DELIMITERS: readonly Delimiter[] = [',', ';', '\t', '|'];
/** Rows that must have as many cells as the header. */
const ROWS = 20;
/** Names of columns are short, and no numbers. */
const NAME = /^(?=.*\p{L})[^\r\n]{1,64}$/u;
/** Columns with persons in them; what is no name of one stays. */
const PERSON = /^(?:customer|caller|client|cardholder|kunde|anrufer|cliente)$/i;
const person: SecretKind = {
  ...customerName,
  inField: (text) => ({
    start: 0,
    end: /^\p{Lu}[\p{L}\uFFFF'’.-]*(?:,? \p{Lu}[\p{L}\uFFFF'’.-]*){1,4}$/u.test(text.trim()) ? text.length : 0,
  }),
};

/**
 * The columns of a table, by its first row, when one of them announces secrets and the rows behind it have as many cells;
 * `undefined` for any other text. `head` is its beginning.
 */
export function csvColumns(head: string): CsvColumns | undefined {
  return DELIMITERS.map((delimiter) => columnsBy(head, delimiter)).find((columns) => columns !== undefined);
}

function columnsBy(head: string, delimiter: Delimiter): CsvColumns | undefined {
  const header = cellsOf(head, 0, delimiter);
  if (header === undefined || header.cells.length < 2) return undefined;
  const names = header.cells.map(({ start, end }) => head.slice(start, end));
  if (!names.every((name) => NAME.test(name) || name === '')) return undefined;
  const kinds = names.map(kindOfColumn);
  if (kinds.every((kind) => kind === undefined)) return undefined;
  let rows = 0;
  for (let row = cellsOf(head, header.end, delimiter); row !== undefined && rows < ROWS; rows += 1) {
    const isBlank = head.slice(row.start, row.end).trim() === '';
    if (!isBlank && row.cells.length !== names.length) return undefined;
    row = row.end < head.length ? cellsOf(head, row.end, delimiter) : undefined;
  }
  return rows === 0 ? undefined : { delimiter, kinds };
}

function kindOfColumn(name: string): SecretKind | undefined {
  return PERSON.test(name) ? person : kindOfField(name);
}
