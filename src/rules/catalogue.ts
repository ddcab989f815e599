import type { Catalogue } from '../facts/fact.ts';
import type { Rules } from './pack.ts';

/** The facts of the rules by id, in the order of declaration. */
export function catalogueOf({ facts }: Pick<Rules, 'facts'>): Catalogue {
  return new Map(facts.map((fact) => [fact.id, fact]));
}
