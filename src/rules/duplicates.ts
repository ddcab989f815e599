import { hintFor } from './did-you-mean.ts';
import type { PackParts } from './meaning.ts';
import type { Problem } from './problem.ts';
import type { YamlFile } from './yaml-file.ts';
import type { Path } from './yaml-places.ts';

/** Ids that stand twice: in this pack, in one that it extends, or in another one that is loaded. */
export function duplicates(parts: PackParts): Problem[] {
  return [...duplicateSymptoms(parts), ...takenFacts(parts), ...duplicateSettings(parts), ...duplicatePolicies(parts)];
}

/** Overrides of what is not there, or of what another row overrides already. */
export function faultyOverrides({ tables, base }: PackParts): Problem[] {
  const taken = new Map<string, string>();
  return tables.flatMap((table) =>
    Object.entries(table.overrides).flatMap(([id, target]): Problem[] => {
      const path = [...table.paths.get(id)!, 'overrides'];
      const first = taken.get(target);
      taken.set(target, id);
      if (first !== undefined) {
        const hint = 'one row can stand in the place of another, not two';
        return [table.file.problem('duplicate-id', path, `"${first}" overrides "${target}" already`, { hint })];
      }
      if (base.symptoms.includes(target)) return [];
      const hint =
        base.symptoms.length === 0
          ? 'name the pack it is in under "extends" in pack.yaml'
          : hintFor(target, base.symptoms);
      return [table.file.problem('unknown-symptom', path, `there is no symptom "${target}" to override`, { hint })];
    }),
  );
}

function duplicateSymptoms({ tables, base }: PackParts): Problem[] {
  const seen = new Map<string, string>();
  return tables.flatMap((table) =>
    (table.file.data as { symptoms: { id: string }[] }).symptoms.flatMap(({ id }, index): Problem[] => {
      const path = ['symptoms', index, 'id'];
      const first = seen.get(id);
      if (first === undefined)
        seen.set(id, `${table.file.file}, line ${table.file.problem('duplicate-id', path, '').line},`);
      if (first !== undefined) return taken('symptom', id, first, table.file, path);
      if (table.overrides[id] === id) return [];
      if (base.symptoms.includes(id)) {
        const message = `"${id}" is a symptom of a pack that this one extends`;
        return [table.file.problem('needs-override', path, message, { hint: `add overrides: ${id} to replace it` })];
      }
      return taken('symptom', id, before(base.elsewhere.symptoms.get(id)), table.file, path);
    }),
  );
}

/** Those of this pack, and of the packs that it extends, are reported where facts.yaml is read. */
function takenFacts({ factsFile, facts, base }: PackParts): Problem[] {
  return facts.flatMap(({ id }, index) =>
    taken('fact', id, before(base.elsewhere.facts.get(id)), factsFile!, ['facts', index, 'id']),
  );
}

function duplicateSettings({ head, settings, base }: PackParts): Problem[] {
  const extended = new Set(base.settings.map((setting) => setting.name));
  return settings.flatMap(({ name }) => {
    const where = extended.has(name) ? EXTENDED : before(base.elsewhere.settings.get(name));
    return taken('setting', name, where, head!, ['settings', name]);
  });
}

function duplicatePolicies({ policies, base }: PackParts): Problem[] {
  const files = new Map<string, string>();
  return policies.flatMap(({ file, policy: { id } }) => {
    const extended = base.policies.includes(id) ? EXTENDED : before(base.elsewhere.policies.get(id));
    const where = files.get(id) ?? extended;
    files.set(id, file.file);
    return taken('policy', id, where, file, ['id']);
  });
}

const EXTENDED = 'a pack that this one extends';

function before(pack: string | undefined): string | undefined {
  return pack === undefined ? undefined : `the pack "${pack}", which this one does not extend,`;
}

function taken(what: string, id: string, where: string | undefined, file: YamlFile, path: Path): Problem[] {
  if (where === undefined) return [];
  const hint = 'give it an id of its own, or remove one of them';
  return [file.problem('duplicate-id', path, `the ${what} "${id}" is in ${where} already`, { hint })];
}
