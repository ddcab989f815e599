import { UserError } from '../errors.ts';
import type { PackLayer } from './layer.ts';
import type { BaseFinder, PackBase } from './pack-base.ts';
import type { Rules } from './pack.ts';

/**
 * Lays packs over each other, earlier ones first. A symptom that overrides another stands in its place.
 * Throws `pack-conflict` when two packs declare the same fact, setting, symptom or policy without saying so.
 */
export function layPacks(layers: readonly PackLayer[]): Rules {
  const rules = { areas: [], settings: [], facts: [], symptoms: [], policies: [] } as {
    areas: Rules['areas'][number][];
    settings: Rules['settings'][number][];
    facts: Rules['facts'][number][];
    symptoms: Rules['symptoms'][number][];
    policies: Rules['policies'][number][];
  };
  /** Where each symptom stands in `rules.symptoms`: to look through them for each one takes quadratic time. */
  const places = new Map<string, number>();
  for (const layer of layers) {
    const pack = layer.identity.name;
    for (const area of layer.areas) if (!rules.areas.some((known) => known.id === area.id)) rules.areas.push(area);
    addUnique(rules.settings, layer.settings, (setting) => setting.name, `setting of ${pack}`);
    addUnique(rules.facts, layer.facts, (fact) => fact.id, `fact of ${pack}`);
    addUnique(rules.policies, layer.policies, (policy) => policy.id, `policy of ${pack}`);
    for (const symptom of layer.symptoms) {
      const replaced = layer.overrides[symptom.id];
      const place = places.get(replaced ?? symptom.id) ?? rules.symptoms.length;
      const twin = places.get(symptom.id);
      if (twin !== undefined && (replaced === undefined || twin !== place))
        throw conflict(symptom.id, `symptom of ${pack}`);
      if (replaced !== undefined) places.delete(replaced);
      rules.symptoms[place] = symptom;
      places.set(symptom.id, place);
    }
  }
  const outageSigns = layers.flatMap((layer) => layer.outageSigns ?? []);
  return { packs: layers.map((layer) => layer.identity), ...rules, outageSigns };
}

function addUnique<T>(known: T[], added: readonly T[], key: (item: T) => string, what: string): void {
  const keys = new Set(known.map(key));
  for (const item of added) {
    if (keys.has(key(item))) throw conflict(key(item), what);
    keys.add(key(item));
    known.push(item);
  }
}

function conflict(id: string, what: string): UserError {
  return new UserError('pack-conflict', `the ${what} "${id}" is in a pack loaded before`, {
    hint: `rename it, extend that pack and say "overrides: ${id}", or give the pack the same name to replace it whole`,
  });
}

/**
 * Adds a pack on top; one that bears the name of an earlier pack takes its place. Throws `pack-conflict` when a pack in
 * between was compiled against the one that goes.
 */
export function withLayer(layers: readonly PackLayer[], added: PackLayer): readonly PackLayer[] {
  const { name } = added.identity;
  const twin = layers.findIndex((layer) => layer.identity.name === name);
  if (twin < 0) return [...layers, added];
  const orphan = layers.slice(twin + 1).find((layer) => layer.extends.includes(name));
  if (orphan === undefined) return layers.with(twin, added);
  throw new UserError('pack-conflict', `the pack "${name}" comes after "${orphan.identity.name}", which extends it`, {
    hint: `name "${name}" first with --rules`,
  });
}

/** What a pack finds among those that are loaded before it; one of the same name is replaced, and counts for nothing. */
export function baseFinder(loaded: readonly PackLayer[]): BaseFinder {
  return (extended, name) => {
    const layers = loaded.filter((layer) => layer.identity.name !== name);
    const unknown = extended.find((parent) => !layers.some((layer) => layer.identity.name === parent));
    if (unknown !== undefined) return { unknown };
    const wanted = withTheirParents(layers, extended);
    return baseOf(
      layers.filter((layer) => wanted.has(layer.identity.name)),
      layers.filter((layer) => !wanted.has(layer.identity.name)),
    );
  };
}

/** What is extended by what is extended is extended too. */
function withTheirParents(layers: readonly PackLayer[], names: readonly string[]): ReadonlySet<string> {
  const wanted = new Set(names);
  // A set gives out what is added to it while it is walked.
  for (const name of wanted)
    layers.find((layer) => layer.identity.name === name)?.extends.forEach((parent) => wanted.add(parent));
  return wanted;
}

function baseOf(extended: readonly PackLayer[], others: readonly PackLayer[]): PackBase {
  const { facts, settings, symptoms, policies } = layPacks(extended);
  const named = (idsOf: (layer: PackLayer) => readonly string[]): ReadonlyMap<string, string> =>
    new Map(others.flatMap((layer) => idsOf(layer).map((id) => [id, layer.identity.name] as const)));
  return {
    facts,
    settings,
    symptoms: symptoms.map((symptom) => symptom.id),
    policies: policies.map((policy) => policy.id),
    elsewhere: {
      facts: named((layer) => layer.facts.map((fact) => fact.id)),
      settings: named((layer) => layer.settings.map((setting) => setting.name)),
      symptoms: named((layer) => layer.symptoms.map((symptom) => symptom.id)),
      policies: named((layer) => layer.policies.map((policy) => policy.id)),
    },
  };
}
