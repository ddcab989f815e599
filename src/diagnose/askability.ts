import { compareTexts } from '../facts/text-order.ts';
import { factsOf, type Context } from '../rules/evaluate.ts';
import type { Rules } from '../rules/pack.ts';
import { evidenceTable, type EvidenceTable } from './evidence-table.ts';
import { rowsNeverFirst } from './never-first.ts';

/** How well questions can tell the rows of all packs apart. Ids throughout, in the order of the rules. */
export interface Askability {
  /** Rows of which every answer says the same as of an earlier one. */
  readonly indistinct: readonly { readonly row: string; readonly twin: string }[];
  /** Rows that are not first even when all is told that makes them hold, each with the one that stands before it. */
  readonly neverFirst: readonly { readonly row: string; readonly before: string }[];
  /** Facts named by the conditions of rows, to which every answer leaves the ranking as it is. */
  readonly useless: readonly string[];
  /** By fact that rows name: of how many rows an answer says something. */
  readonly concerned: ReadonlyMap<string, number>;
  /** By pack: its rows, and of how many of them the question says something that says it of most. */
  readonly packs: ReadonlyMap<string, { readonly rows: number; readonly widest: number }>;
  /** Rows that were not compared with all others, because there is too much to look at. */
  readonly leftOut: readonly string[];
}

/** Leaves that are looked at for the evidence, and as many again for the ranking: about a second each, which only a hostile pack takes. */
const MAX_WORK = 400_000;

/** Finds out how well questions can tell rows apart, from the evidence that the ranking itself uses. Pure. */
export function askability(rules: Rules, context: Context, maxWork = MAX_WORK): Askability {
  const table = evidenceTable(rules, context, { left: maxWork });
  const indistinct = indistinctRows(rules, table);
  const concerned = concernedRows(table);
  const twins = new Set(indistinct.map(({ row }) => row));
  const { neverFirst, leftOut } = rowsNeverFirst(rules, context, table, twins, { left: maxWork });
  const counts = new Map([...concerned].map(([fact, rows]) => [fact, rows.size]));
  return {
    indistinct,
    neverFirst,
    useless: uselessFacts(rules, table, concerned),
    concerned: counts,
    packs: packSpreads(rules, concerned),
    leftOut: [...table.leftOut, ...leftOut].map(({ id }) => id),
  };
}

function indistinctRows(rules: Rules, { rows }: EvidenceTable): { row: string; twin: string }[] {
  const first = new Map<string, string>();
  return rules.symptoms.flatMap(({ id }) => {
    const evidence = rows.get(id);
    if (evidence === undefined) return [];
    const telling = [...evidence].filter(([, bits]) => bits.some((said) => said !== 0));
    const key = JSON.stringify(telling.sort(([a], [b]) => compareTexts(a, b)));
    const twin = first.get(key);
    if (twin !== undefined) return [{ row: id, twin }];
    first.set(key, id);
    return [];
  });
}

/** By fact that rows name, the rows of which an answer says something. */
function concernedRows({ answers, rows }: EvidenceTable): Map<string, Set<string>> {
  const concerned = new Map([...answers.keys()].map((fact) => [fact, new Set<string>()]));
  for (const [id, evidence] of rows) {
    for (const [fact, bits] of evidence) if (bits.some((said) => said !== 0)) concerned.get(fact)!.add(id);
  }
  return concerned;
}

/** What says nothing of any row, or the same of all. With one row alone there is nothing to split. */
function uselessFacts(
  { symptoms }: Rules,
  { rows, leftOut }: EvidenceTable,
  concerned: ReadonlyMap<string, ReadonlySet<string>>,
): string[] {
  if (symptoms.length < 2) return [];
  // What rows say that were not looked at is not known.
  const open = new Set(leftOut.flatMap((row) => factsOf(row.when)));
  return [...concerned].flatMap(([fact, ids]) => {
    if (open.has(fact)) return [];
    if (ids.size === 0) return [fact];
    if (ids.size < symptoms.length) return [];
    return new Set([...ids].map((id) => rows.get(id)!.get(fact)!.join())).size === 1 ? [fact] : [];
  });
}

function packSpreads(rules: Rules, concerned: ReadonlyMap<string, ReadonlySet<string>>): Askability['packs'] {
  const packOf = new Map(rules.symptoms.map((row) => [row.id, row.pack]));
  const spreads = new Map<string, { rows: number; widest: number }>();
  for (const { pack } of rules.symptoms) {
    spreads.set(pack, { rows: (spreads.get(pack)?.rows ?? 0) + 1, widest: 0 });
  }
  for (const ids of concerned.values()) {
    const counts = new Map<string, number>();
    for (const id of ids) counts.set(packOf.get(id)!, (counts.get(packOf.get(id)!) ?? 0) + 1);
    for (const [pack, count] of counts) {
      const { rows, widest } = spreads.get(pack)!;
      spreads.set(pack, { rows, widest: Math.max(widest, count) });
    }
  }
  return spreads;
}
