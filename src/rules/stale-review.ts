import type { CompiledTable } from './compile-table.ts';
import type { Problem } from './problem.ts';
import type { YamlFile } from './yaml-file.ts';

/** Days after which a row wants another look; products of this kind change a few times a year. */
const REVIEW_DAYS = 365;
const DAY = 86_400_000;

/**
 * A note for each review more than a year before `today` (ISO date): one for the table's own date, whatever the number
 * of rows under it, and one for each row that has a date of its own.
 */
export function staleReviews(table: CompiledTable & { readonly file: YamlFile }, today: string): Problem[] {
  const data = table.file.data as { reviewed: string; symptoms: { id: string; reviewed?: string }[] };
  const inherited = data.symptoms.filter((row) => row.reviewed === undefined).length;
  const rows = data.symptoms.map((row, index) => ({
    date: row.reviewed,
    path: ['symptoms', index, 'reviewed'],
    what: `"${row.id}"`,
  }));
  const shared = {
    date: data.reviewed,
    path: ['reviewed'],
    what: `${inherited} ${inherited === 1 ? 'symptom' : 'symptoms'} here`,
  };
  return [...(inherited > 0 ? [shared] : []), ...rows].flatMap(({ date, path, what }): Problem[] => {
    const days = date === undefined ? 0 : daysBetween(date, today);
    if (days <= REVIEW_DAYS) return [];
    const hint = 'compare with the product as it is now, and put the date of today here';
    return [
      table.file.problem('stale-review', path, `the review of ${what} is ${days} days old`, { hint, level: 'note' }),
    ];
  });
}

function daysBetween(from: string, to: string): number {
  return Math.floor((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY);
}
