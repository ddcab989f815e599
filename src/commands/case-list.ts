import { readCaseFacts } from '../case/case-facts.ts';
import { foldCase, isFoldable } from '../case/fold.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { bold, dim, yellow, type Line } from '../report/text.ts';
import type { Session } from './session.ts';

interface Row {
  readonly id: string;
  readonly state: string;
  readonly symptom: string | null;
  readonly updatedAt: string;
}

/** `case list`: every case of this home, newest first. One that cannot be read is listed as `damaged`, one of a later version as `newer`. */
export function listCases(options: { readonly json?: true }): (session: Session) => Promise<ExitCode> {
  return async (session) => {
    const rows: Row[] = [];
    for (const id of await session.cases.list()) rows.push(await rowOf(session, id));
    if (options.json === true) await session.printJson({ schema: 'deskmedic/cases/v1', cases: rows });
    else await session.print(rows.length === 0 ? ['There are no cases yet.'] : rows.map(line));
    return EXIT.ok;
  };
}

async function rowOf(session: Session, id: string): Promise<Row> {
  const { entries, damaged, newerFormat } = await session.cases.inspect(id);
  if (damaged !== null || !isFoldable(entries)) {
    const state = newerFormat && damaged === null ? 'newer' : 'damaged';
    return { id, state, symptom: null, updatedAt: entries.at(-1)?.at ?? '' };
  }
  const view = foldCase(id, entries);
  const symptom = view.symptom ?? readCaseFacts(view, (await session.rules()).rules).symptom?.id;
  return { id, state: view.state, symptom: symptom ?? null, updatedAt: view.updatedAt };
}

function line(row: Row): Line {
  const state = row.state.padEnd(10);
  return [
    bold(row.id),
    '  ',
    ['open', 'damaged', 'newer'].includes(row.state) ? yellow(state) : state,
    `  ${row.symptom ?? '-'}  `,
    dim(row.updatedAt),
  ];
}
