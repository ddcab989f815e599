import type { Bench } from '../budgets/bench.ts';
import { contest, type Contestant } from './contest.ts';
import { measureVariants } from './engine-variants.ts';
import { fetchZen } from './engines/fetch-zen.ts';
import { median, type Line } from '../budgets/line.ts';
import type { PipelineOptions } from './pipeline.ts';

const OURS = 'deskmedic';
const ZEN = 'zen-engine';
/** How many times as long as ours the others take for an incident, at least. */
const PEERS = new Map([
  ['json-logic-engine', 1.5],
  [ZEN, 30],
  ['json-rules-engine', 300],
]);
/** Numbers of rows → how many times as long as with the first one ours takes for an incident, at most. */
const SIZES = new Map([
  [100, 1],
  [1000, 6],
  [10_000, 70],
]);

/** Engines alone, each with the same rows and incidents, and each answering as the plain evaluator does. */
export async function measureEngines(bench: Bench, { incidents, rounds }: PipelineOptions): Promise<Line[]> {
  const { folder: zen, skipped } = tryZen(bench);
  const names = [OURS, ...PEERS.keys()].filter((name) => name !== ZEN || zen !== null);
  const entries = [...SIZES.keys()].flatMap((rows) => names.map((engine) => ({ engine, rows })));
  const contestants = await contest(bench, entries, { incidents, rounds, zen });
  bench.progress('unknown facts, and messages that do not come again');
  return [
    ...comparisons(contestants),
    ...skipped,
    ...growth(contestants),
    ...(await measureVariants(incidents, rounds)),
  ];
}

function tryZen({ folder, progress }: Bench): { folder: string | null; skipped: Line[] } {
  try {
    return { folder: fetchZen(folder), skipped: [] };
  } catch (error) {
    const note = `because ${error instanceof Error ? error.message : String(error)}`;
    progress(`${ZEN}: skipped, ${note}`);
    return {
      folder: null,
      skipped: [{ what: ZEN, value: null, unit: 'x', budget: { atLeast: PEERS.get(ZEN)! }, note }],
    };
  }
}

function comparisons(contestants: readonly Contestant[]): Line[] {
  return contestants
    .filter(({ engine }) => engine !== OURS)
    .map((peer) => {
      const ours = contestants.find(({ engine, rows }) => engine === OURS && rows === peer.rows)!;
      return {
        what: `${peer.engine} / deskmedic, ${peer.rows} rows`,
        value: ratio(peer, ours),
        unit: 'x',
        budget: { atLeast: PEERS.get(peer.engine)! },
        note: `an incident: ${microseconds(peer)}, deskmedic ${microseconds(ours)}`,
      };
    });
}

function growth(contestants: readonly Contestant[]): Line[] {
  const [small, ...larger] = contestants.filter(({ engine }) => engine === OURS);
  return larger.map((one) => {
    const [before, after] = [small!, one].map(({ rounds }) => rounds[0]!.matches) as [number, number];
    return {
      what: `deskmedic, ${small!.rows} -> ${one.rows} rows`,
      value: ratio(one, small!),
      unit: 'x',
      budget: { atMost: SIZES.get(one.rows)! },
      note: `matches an incident: ${before.toFixed(1)} -> ${after.toFixed(1)}, ${(after / before).toFixed(1)} x as many`,
    };
  });
}

/** The median over the rounds: within a round both had the same machine. */
function ratio(one: Contestant, other: Contestant): number {
  return median(one.rounds.map(({ ms }, round) => ms / other.rounds[round]!.ms));
}

function microseconds({ rounds }: Contestant): string {
  const figure = median(rounds.map(({ ms }) => ms)) * 1000;
  return `${figure.toLocaleString('en-US', { maximumFractionDigits: figure < 10 ? 1 : 0 })} µs`;
}
