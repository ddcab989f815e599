import type { Askability } from '../diagnose/askability.ts';
import type { OpenedPack } from '../rules/open-pack.ts';
import type { Problem } from '../rules/problem.ts';

/** A pack whose every question says something of fewer of its rows than this share cannot be quick. */
const NARROW = 0.1;

/** What questions cannot tell, as notes at the rows and facts of one pack. */
export function askabilityNotes(pack: OpenedPack, found: Askability): Problem[] {
  const { note } = pack;
  const alike = (own: string, other: string): Problem | undefined =>
    note(
      { symptom: own },
      'indistinct-rows',
      `no question tells "${own}" from "${other}"`,
      'name a fact that only one of them has',
    );
  const notes = [
    // The later one may be in a pack that is not looked at.
    ...found.indistinct.map(({ row, twin }) => alike(row, twin) ?? alike(twin, row)),
    ...found.neverFirst.map(({ row, before }) =>
      note(
        { symptom: row },
        'never-first',
        `"${row}" is never first: whatever is true of it, "${before}" stands before it`,
        'name a fact that holds for it and not for the other one',
      ),
    ),
    ...found.useless.map((fact) =>
      note(
        { fact },
        'useless-question',
        `no answer to the question for "${fact}" changes the order of the rows`,
        'let a row depend on one of its values, or name it in outcomes and steps alone',
      ),
    ),
    ...notesOnTheWhole(pack, found),
  ];
  return notes.filter((one) => one !== undefined);
}

function notesOnTheWhole({ layer, note }: OpenedPack, found: Askability): (Problem | undefined)[] {
  const { rows, widest } = found.packs.get(layer.identity.name) ?? { rows: 0, widest: 0 };
  const own = new Set(layer.symptoms.map(({ id }) => id));
  const leftOut = found.leftOut.filter((id) => own.has(id)).length;
  if (leftOut > 0) {
    const message = `there is too much to look at to compare each row with all others: ${leftOut} of ${rows} were left out`;
    const hint = 'let conditions name fewer facts, values and thresholds, or make several packs of this one';
    return [note('pack', 'partly-compared', message, hint)];
  }
  if (widest >= NARROW * rows) return [];
  const message = `no question says anything of more than ${widest} of these ${rows} rows: it takes many to find one`;
  const hint = `let rows share facts, so that a question concerns ${100 * NARROW} % of them or more`;
  return [note('pack', 'narrow-questions', message, hint)];
}
