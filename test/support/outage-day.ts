import type { Nearness } from '../../src/batch/outage-groups.ts';

/** A number from 0 up to 1, the next of a sequence. */
export type Random = () => number;

/** A sequence of numbers that its seed determines (mulberry32). */
export function randomFrom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export function pick<T>(random: Random, items: readonly T[]): T {
  return items[Math.floor(random() * items.length)]!;
}

/** An outage as it was planted, and what must be found of it. */
export interface Planted {
  readonly from: number;
  readonly to: number;
  readonly sites: readonly string[];
  /** Sorted. */
  readonly agents: readonly string[];
  readonly symptoms: readonly string[];
}

/** A day of incidents, slightly out of order. */
export interface OutageDay {
  readonly ndjson: string;
  readonly records: number;
  readonly planted: readonly Planted[];
  /** Reports of trouble with the network that stand alone. */
  readonly single: number;
}

interface Incident {
  readonly at: number;
  readonly record: Record<string, unknown>;
}

const MINUTE = 60_000;
const DAY = Date.UTC(2026, 10, 20);
const SITES = ['TUL', 'OMA', 'DAL', 'BOI', 'ELP', 'SPO'];

const NOISE: readonly Record<string, unknown>[] = [
  { facts: { 'audio.fault': 'echo' } },
  { facts: { 'audio.fault': 'one-way', 'audio.muted': false } },
  { facts: { 'desktop.status': 'not-responding', 'phone.rings': false } },
  { facts: { 'desktop.speed': 'slow', 'network.message': false } },
  { facts: { 'logged-out.after': 'refresh' } },
  { facts: { 'browser.event': 'pop-up-blocked' } },
  { facts: { 'report.fault': 'tooltips-misplaced' }, text: 'the tooltips are in the wrong place' },
  { text: 'she cannot hear the customer' },
  { text: 'the calls come in too quiet' },
  { text: 'needs a new headset' },
];

const SIGNS: readonly Record<string, unknown>[] = [
  { facts: { 'desktop.status': 'reconnecting' } },
  { facts: { 'network.message': true } },
  { facts: { 'logged-out.after': 'network-interruption' } },
  { text: 'all agents reconnecting at the same time' },
  { text: 'Reconnecting' },
];

/** @param shuffle by which the order within the lateness is drawn; none: by `random` too */
export function outageDay(random: Random, { window, lateness }: Nearness, shuffle: Random = random): OutageDay {
  const between = (low: number, high: number): number => low + Math.floor(random() * (high - low + 1));
  const [one, two, three, four] = SITES.toSorted(() => random() - 0.5) as [string, string, string, string];
  const incidents: Incident[] = [];
  const add = (at: number, site: string, agent: string, what: Record<string, unknown>): void =>
    void incidents.push({ at, record: { id: `INC-${incidents.length}`, agent, site, ...what } });

  /** Each agent reports once to three times; what is told of the length stands in some of the reports. */
  const plant = (
    begin: number,
    spread: number,
    sites: readonly string[],
    length: string | null,
    symptoms: string[],
  ): Planted => {
    const times: number[] = [];
    const agents = sites.flatMap((site) =>
      Array.from({ length: between(4, 40) }, (_, nth) => {
        const agent = `${site.toLowerCase()}-${between(0, 4)}-${nth}`;
        for (let left = between(1, 3); left > 0; left--) {
          const at = begin + between(0, spread);
          times.push(at);
          const told = length !== null && (nth === 0 || random() < 0.3);
          add(at, site, agent, told ? { facts: { 'network.outage': length } } : pick(random, SIGNS));
        }
        return agent;
      }),
    );
    const [from, to] = [Math.min(...times), Math.max(...times)];
    return { from, to, sites: [...sites].sort(), agents: agents.sort(), symptoms };
  };
  const start = DAY + between(60, 120) * MINUTE;
  const planted = [
    plant(start, 90_000, [one], `${between(20, 119)}s`, ['network/short-interruption']),
    // At another site at almost the same hour, and yet another time.
    plant(start + 2 * window + 5 * MINUTE, 12 * MINUTE, [two], `${between(120, 3600)}s`, ['network/long-interruption']),
    plant(start + 6 * 60 * MINUTE, 80_000, [three, four], null, [
      'network/long-interruption',
      'network/short-interruption',
    ]),
  ];

  for (let left = between(300, 500); left > 0; left--)
    add(DAY + between(0, 24 * 60 * MINUTE), pick(random, SITES), `any-${between(0, 900)}`, pick(random, NOISE));
  // At each site now and then one agent who is alone with it; also while there is an outage elsewhere.
  let single = 0;
  for (const site of SITES) {
    const own = planted.filter(({ sites }) => sites.includes(site));
    for (let at = DAY + between(0, 60) * MINUTE; at < DAY + 24 * 60 * MINUTE; at += window + between(1, 90) * MINUTE) {
      if (own.some(({ from, to }) => at >= from - window && at <= to + window)) continue;
      add(at, site, `lone-${site}-${single}`, pick(random, SIGNS));
      single++;
    }
  }
  const arriving = incidents
    .map((incident) => ({ ...incident, arrives: incident.at + shuffle() * lateness }))
    .sort((x, y) => x.arrives - y.arrives);
  const lines = arriving.map(({ at, record }) => JSON.stringify({ observedAt: new Date(at).toISOString(), ...record }));
  return { ndjson: `${lines.join('\n')}\n`, records: incidents.length, planted, single };
}
