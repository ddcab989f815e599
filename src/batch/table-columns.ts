import { UserError } from '../errors.ts';
import type { Catalogue } from '../facts/fact.ts';
import { hintFor, nearest } from '../rules/did-you-mean.ts';
import { columnKey } from './csv-header.ts';
import { INCIDENT_FIELDS } from './incident.ts';
import type { IncidentMap, Mapped } from './map/incident-map.ts';
import { typeCell } from './type-cell.ts';

/** Makes a record of the cells of a row; a cell that is not there is an empty one. */
export type ReadRow = (cells: readonly string[]) => Mapped;

const FIELDS = INCIDENT_FIELDS.filter((field) => field !== 'facts');

/** Names that are shown of a header. */
const MAX_SHOWN = 8;

/** How rows are read by their own header: columns are named after fields of an incident, or facts. */
export function ownColumns(
  header: readonly string[],
  catalogue: Catalogue,
  notice: (message: string) => void,
): ReadRow {
  const fields: { readonly at: number; readonly field: string }[] = [];
  const facts: { readonly at: number; readonly id: string }[] = [];
  const seen = new Set<string>();
  const fieldByKey = new Map(FIELDS.map((field) => [columnKey(field), field]));
  const odd: string[] = [];
  for (const [at, name] of header.entries()) {
    const key = columnKey(name);
    const field = fieldByKey.get(key);
    if (key === '') continue;
    if (seen.has(key)) odd.push(`the column "${name.trim()}" stands there twice; the first is read`);
    else if (field !== undefined) fields.push({ at, field });
    else if (catalogue.has(key)) facts.push({ at, id: key });
    else {
      const meant = key.length > 80 ? undefined : nearest(key, key.includes('.') ? catalogue.keys() : FIELDS);
      if (meant !== undefined) odd.push(`the column "${name.trim()}" is not read; did you mean "${meant}"?`);
    }
    seen.add(key);
  }
  if (fields.length + facts.length === 0) notice(noColumn(header));
  for (const message of odd) notice(message);
  return (cells) => {
    const value: Record<string, unknown> = {};
    const known: Record<string, unknown> = {};
    for (const { at, field } of fields) {
      const cell = cells[at]?.trim() ?? '';
      if (cell !== '') value[field] = cell;
    }
    for (const { at, id } of facts) {
      const cell = cells[at]?.trim() ?? '';
      if (cell !== '') known[id] = typeCell(catalogue.get(id)!, cell);
    }
    return { value: { ...value, facts: known }, problems: [] };
  };
}

/** How rows are read by a map. Throws `unknown-column` for one that the map names and the header does not have. */
export function mappedColumns(header: readonly string[], map: IncidentMap, name: string): ReadRow {
  const at = new Map<string, number>();
  for (const [index, cell] of header.entries()) if (!at.has(columnKey(cell))) at.set(columnKey(cell), index);
  const [missing, ...more] = map.columns.filter((column) => !at.has(columnKey(column.name)));
  if (missing !== undefined) {
    const others = more.map((column) => `; line ${column.where.line}: no "${column.name}"`).join('');
    throw new UserError('unknown-column', `${name} has no column "${missing.name}"${others}`, {
      where: missing.where,
      hint: hintFor(
        missing.name,
        header.map((cell) => cell.trim()).filter((cell) => cell !== ''),
      ),
    });
  }
  return (cells) => map.read((column) => cells[at.get(columnKey(column))!]);
}

function noColumn(header: readonly string[]): string {
  const names = header.map((name) => name.trim()).filter((name) => name !== '');
  const shown = names
    .slice(0, MAX_SHOWN)
    .map((name) => (name.length > 40 ? `${name.slice(0, 39)}…` : name))
    .join(', ');
  return `no column of the header means anything here (${shown}${names.length > MAX_SHOWN ? ', …' : ''}): name columns after ${FIELDS.join(', ')} or facts such as desktop.status, or give a map with --map`;
}
