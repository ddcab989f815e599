import { parseBif, type Network } from './bif.ts';
import { bitsOf, drawCase, drawer, learn, rolesOf } from './fault-network.ts';
import { placeOf, searcher, type Found } from './network-search.ts';
import { seeded } from './random.ts';
import { fixed, percent, table } from './table.ts';

/** How many samples and cases; those of the published table unless a test wants it quicker. */
export interface Amount {
  readonly samples: number;
  readonly cases: number;
}
export const PUBLISHED: Amount = { samples: 6000, cases: 3000 };

/** One line of the table. */
export interface PolicyResult {
  readonly policy: string;
  readonly questions: number;
  readonly top1: number;
  readonly top3: number;
  /** Faults that were repaired until the true one was, most probable first. */
  readonly repairs: number;
  /** Standard errors of the mean of questions and of repairs, from the cases drawn. */
  readonly questionsError: number;
  readonly repairsError: number;
}

/** Looks for the fault of sampled cases under each policy; the same seed gives the same cases. */
export function measureNetwork(network: Network, { samples, cases }: Amount, seed: number): PolicyResult[] {
  const roles = rolesOf(network);
  const random = seeded(seed);
  const draw = drawer(network, roles, random);
  const learned = learn(network, roles, draw, samples);
  const drawnCases = Array.from({ length: cases }, () => drawCase(roles, learned, draw, random));
  const search = searcher(roles, learned);
  const priors = learned.priors.map(bitsOf);
  const { leaves, findings, complaints } = roles;
  const counted = (list: readonly number[], what: string): string => `${list.length + complaints.length} ${what}`;
  const policies: Readonly<Record<string, (found: (typeof drawnCases)[number]) => Found>> = {
    'prior order only': ({ fault }) => ({ questions: 0, place: placeOf(fault, priors) }),
    'complaint only': (found) => search(found, [], 'greedy'),
    [`+ greedy, ${counted(leaves, 'leaves')}`]: (found) => search(found, leaves, 'greedy'),
    [`+ file order, ${counted(leaves, 'leaves')}`]: (found) => search(found, leaves, 'file'),
    [`+ greedy, ${counted(findings, 'findings')}`]: (found) => search(found, findings, 'greedy'),
    [`+ file order, ${counted(findings, 'findings')}`]: (found) => search(found, findings, 'file'),
  };
  return Object.entries(policies).map(([policy, look]) => resultOf(policy, drawnCases.map(look)));
}

function resultOf(policy: string, found: readonly Found[]): PolicyResult {
  const within = (place: number): number => found.filter((one) => one.place <= place).length / found.length;
  const questions = spreadOf(found.map((one) => one.questions));
  const repairs = spreadOf(found.map((one) => one.place));
  return {
    policy,
    questions: questions.mean,
    top1: within(1),
    top3: within(3),
    repairs: repairs.mean,
    questionsError: questions.error,
    repairsError: repairs.error,
  };
}

function spreadOf(values: readonly number[]): { mean: number; error: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / Math.max(1, values.length - 1);
  return { mean, error: Math.sqrt(variance / values.length) };
}

/** Lines that tell what {@link measureNetwork} found in a file's text. */
export function networkReport(text: string, seed: number): string[] {
  const network = parseBif(text);
  const { faults } = rolesOf(network);
  const results = measureNetwork(network, PUBLISHED, seed);
  const size = `${network.variables.length} variables, ${faults.length} faults`;
  return [
    `${size}, ${PUBLISHED.samples} samples of each, ${PUBLISHED.cases} cases, seed ${seed}`,
    '',
    ...table(
      ['', 'questions', '+-', 'first', 'top 3', 'repairs', '+-'],
      results.map((result) => [
        result.policy,
        fixed(result.questions),
        fixed(result.questionsError),
        percent(result.top1),
        percent(result.top3),
        fixed(result.repairs),
        fixed(result.repairsError),
      ]),
    ),
  ];
}
