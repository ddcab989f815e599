import { impliedFacts } from '../match/implied-facts.ts';
import { leafEvidence } from '../match/leaf-evidence.ts';
import { rankSymptoms } from '../match/rank.ts';
import type { WordEvidence } from '../match/word-evidence.ts';
import type { Facts } from '../facts/fact.ts';
import { evaluate, factsOf, type Context } from '../rules/evaluate.ts';
import type { Rules } from '../rules/pack.ts';
import type { Finding } from './check-incident.ts';
import type { Incident } from './incident.ts';

/** The area whose rows are all about the network. */
export const NETWORK_AREA = 'network';

/** From here on the words of a record alone make it one that speaks of the network: as sure as for a single row in `check`. */
const SURE_BY_TEXT = 0.9;

/** Tells which incidents speak of trouble with the network. */
export interface Kinship {
  /** The rows that do: those of the area "network", and those that pin down what the packs call a sign of it. */
  readonly rows: ReadonlySet<string>;
  speaksOfNetwork(incident: Incident, finding: Finding, words: WordEvidence | null): boolean;
}

/** Kinship is data: `outages` in `pack.yaml`, and the rows themselves. No id of a row or fact stands in the code. */
export function kinshipOf(rules: Rules, context: Context): Kinship {
  const signs = rules.outageSigns ?? [];
  const isSign = (facts: Facts): boolean => signs.some((sign) => evaluate(sign, facts, context).truth === 'yes');
  const rows = new Set(
    rules.symptoms
      .filter((symptom) => symptom.area === NETWORK_AREA || isSign(impliedFacts(symptom)))
      .map((symptom) => symptom.id),
  );
  const namedBy = new Map(rules.symptoms.map((symptom) => [symptom.id, factsOf(symptom.when)]));
  /** An interruption of 0s is a short one by its row, and yet none: a row that rests on nothing but denied signs is left out. */
  const restsOnMore = (id: string, facts: Facts): boolean => {
    const evidence = signs.map((sign) => leafEvidence(sign, facts, context));
    const denied = new Set(evidence.flatMap(({ failing }) => failing.map((reason) => reason.fact)));
    return namedBy.get(id)!.some((fact) => facts.has(fact) && !denied.has(fact));
  };
  return {
    rows,
    speaksOfNetwork: (incident, finding, words) =>
      isSign(incident.facts) ||
      finding.symptoms.some(
        ({ id, verdict, by }) =>
          rows.has(id) && (by === 'text' || (verdict === 'yes' && restsOnMore(id, incident.facts))),
      ) ||
      (words !== null && isSureByText(incident.facts, words, rows, rules, context)),
  };
}

/** "Reconnecting" can mean several of the rows, and is sure of none; that it is one of them, it is. */
function isSureByText(
  facts: Facts,
  words: WordEvidence,
  rows: ReadonlySet<string>,
  rules: Rules,
  context: Context,
): boolean {
  const { candidates } = rankSymptoms(rules, words, new Map(), context);
  const probability = candidates
    .filter(({ symptom, wordBits }) => rows.has(symptom.id) && wordBits > 0)
    .filter(({ symptom }) => evaluate(symptom.when, facts, context).truth !== 'no')
    .reduce((sum, candidate) => sum + candidate.probability, 0);
  return probability >= SURE_BY_TEXT;
}
