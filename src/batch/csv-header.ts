/** What can stand between cells; the first one counts when the header does not tell. */
const DELIMITERS = [',', ';', '\t'] as const;
export type Delimiter = (typeof DELIMITERS)[number];

/** A column's name as it is compared: case and blanks at the ends do not matter. */
export function columnKey(name: string): string {
  return name.trim().toLowerCase();
}

/** The names in the first line of a table, by the delimiter that gives most known ones, then most at all. */
export function headerCells(
  line: string,
  isColumn: (name: string) => boolean,
): { readonly delimiter: Delimiter; readonly cells: readonly string[] } {
  const [best] = DELIMITERS.map((delimiter) => {
    const cells = looseCells(line, delimiter) ?? line.split(delimiter);
    return { delimiter, cells, known: cells.filter(isColumn).length };
  }).sort((a, b) => b.known - a.known || b.cells.length - a.cells.length);
  return best!;
}

/**
 * The cells of one line, where a quote within a cell may stand for itself; undefined when a quoted cell does not end on
 * it. For lines that break the rules of CSV, which a parser refuses.
 */
export function looseCells(line: string, delimiter: string): readonly string[] | undefined {
  const cells: string[] = [];
  for (let start = 0; ;) {
    if (line[start] === '"') {
      let end = start + 1;
      // A quote ends the cell when the delimiter or the line's end follows; two of them are one.
      while (end < line.length && !(line[end] === '"' && isBoundary(line, end + 1, delimiter)))
        end += line[end] === '"' && line[end + 1] === '"' ? 2 : 1;
      if (end >= line.length) return undefined;
      cells.push(line.slice(start + 1, end).replaceAll('""', '"'));
      start = end + 1;
    } else {
      const found = line.indexOf(delimiter, start);
      const end = found === -1 ? line.length : found;
      cells.push(line.slice(start, end));
      start = end;
    }
    if (start >= line.length) return cells;
    start += 1;
    if (start === line.length) return [...cells, ''];
  }
}

function isBoundary(line: string, at: number, delimiter: string): boolean {
  return at === line.length || line[at] === delimiter;
}
