import { compileEngine } from '../../../src/match/engine/engine.ts';
import { placesOf } from '../../../src/match/engine/row-set.ts';
import type { RuleEngine } from './engine.ts';

/** The engine of `check`. */
export const OURS: RuleEngine = {
  name: 'deskmedic',
  prepare(rules, context) {
    const engine = compileEngine(rules, context);
    const ids = rules.symptoms.map((row) => row.id);
    return ({ facts }) => placesOf(engine.decide(facts).yes).map((place) => ids[place]!);
  },
};
