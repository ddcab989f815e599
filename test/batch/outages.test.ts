import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Checker } from '../../src/batch/check-incident.ts';
import { describeOutage } from '../../src/batch/outage-describe.ts';
import { groupReports, type Nearness } from '../../src/batch/outage-groups.ts';
import { nameKey, type OutageGroup } from '../../src/batch/outage-group.ts';
import { kinshipOf } from '../../src/batch/outage-kinship.ts';
import { outageRows } from '../../src/batch/outage-length.ts';
import type { OutageReport } from '../../src/batch/outage-report.ts';
import { findOutages } from '../../src/batch/outages.ts';
import { readIncidents } from '../../src/batch/read-incidents.ts';
import { timeHeap } from '../../src/batch/time-heap.ts';
import { findPolicy } from '../../src/policy/severity.ts';
import { conditionWords } from '../../src/report/condition-words.ts';
import type { Outage, OutageCounts } from '../../src/report/outages.ts';
import type { LoadedRules } from '../../src/rules/load-rules.ts';
import { builtInRules } from '../support/built-in-rules.ts';
import { builtInWords } from '../support/built-in-words.ts';
import { outageDay, pick, randomFrom } from '../support/outage-day.ts';

const MINUTE = 60_000;
const NEARNESS: Nearness = { window: 10 * MINUTE, lateness: 10 * MINUTE };

let loaded: LoadedRules;
let checker: Checker;
beforeAll(async () => {
  loaded = await builtInRules();
  const { rules, context } = loaded;
  checker = { rules, context, words: conditionWords(rules), withSteps: false };
});

/** The outages in NDJSON that comes in pieces of these sizes, one after the other and over again. */
async function outagesIn(
  text: string,
  sizes: readonly number[],
  nearness = NEARNESS,
): Promise<{ outages: Outage[]; counts: OutageCounts }> {
  const finder = findOutages(checker, { zone: () => Promise.resolve('UTC'), words: builtInWords }, nearness);
  const { rules, context } = loaded;
  const terms = { rules, context, policy: findPolicy(rules, 'exotel'), seats: 1800 };
  const groups: OutageGroup[] = [];
  const { catalogue } = checker.words;
  for await (const batch of readIncidents(pieces(text, sizes), { format: 'ndjson', catalogue }))
    for (const record of batch) groups.push(...(await finder.add(record)));
  groups.push(...finder.end());
  return { outages: groups.map((group) => describeOutage(group, terms)), counts: finder.counts() };
}

function* pieces(text: string, sizes: readonly number[]): Generator<Uint8Array> {
  const bytes = new TextEncoder().encode(text);
  for (let at = 0, nth = 0; at < bytes.length; nth++) {
    const size = sizes[nth % sizes.length]!;
    yield bytes.subarray(at, at + size);
    at += size;
  }
}

describe('a day with three outages and noise', () => {
  test.each(Array.from({ length: 20 }, (_, seed) => [seed + 1]))('gives exactly these three, seed %i', async (seed) => {
    const random = randomFrom(seed);
    const day = outageDay(random, NEARNESS);
    const sizes = pick(random, [[1 << 20], [4096], [97, 1, 1500], [333]]);
    const { outages, counts } = await outagesIn(day.ndjson, sizes);
    expect(outages.map(({ sites, agents, agentIds }) => ({ sites, agents, agentIds }))).toEqual(
      day.planted.map(({ sites, agents }) => ({ sites, agents: agents.length, agentIds: agents })),
    );
    expect(outages.map(({ from, to }) => [from, to])).toEqual(
      day.planted.map(({ from, to }) => [new Date(from).toISOString(), new Date(to).toISOString()]),
    );
    expect(outages.map(({ symptoms, certain }) => (certain ? symptoms : symptoms.toSorted()))).toEqual(
      day.planted.map(({ symptoms }) => symptoms),
    );
    expect(counts).toMatchObject({ records: day.records, single: day.single, late: 0, withoutTime: 0, invalid: 0 });
    expect(outages.reduce((sum, { reports }) => sum + reports, 0) + counts.single).toBe(counts.reports);
  });

  test('gives the same whatever the pieces in which it comes, and whatever its order within the lateness', async () => {
    const day = outageDay(randomFrom(77), NEARNESS);
    const other = outageDay(randomFrom(77), NEARNESS, randomFrom(5));
    expect(other.ndjson).not.toBe(day.ndjson);
    const wanted = await outagesIn(day.ndjson, [1 << 20]);
    for (const [text, sizes] of [
      [day.ndjson, [7]],
      [other.ndjson, [61, 8000]],
    ] as const)
      expect(await outagesIn(text, sizes)).toEqual(wanted);
  });
});

/** A report with nothing in it but when, who and where. */
function report(at: number, agent: string | null, site: string | null): OutageReport {
  return {
    at,
    ...(agent === null ? {} : { agent }),
    ...(site === null ? {} : { site }),
    facts: new Map(),
    rows: [],
  };
}

function groupsOf(reports: readonly OutageReport[], nearness: Nearness) {
  const grouper = groupReports(nearness);
  const groups = [...reports.flatMap((one) => grouper.add(one)), ...grouper.end()];
  return { groups, ...grouper.counts() };
}

const shown = ({ from, to, reports, agents, withoutAgent, sites, withoutSite }: OutageGroup): object => ({
  from,
  to,
  reports,
  agents: [...agents.keys()].sort(),
  withoutAgent,
  sites: [...sites.keys()].sort(),
  withoutSite,
});

describe('reports', () => {
  const near = { window: 10, lateness: 10 };
  const found = (...reports: readonly (readonly [at: number, agent: string | null, site: string | null])[]) => {
    const { groups, single, late } = groupsOf(
      reports.map(([at, agent, site]) => report(at, agent, site)),
      near,
    );
    return {
      outages: groups.map((group) => [group.from, group.to, group.agents.size, group.sites.size]),
      single,
      late,
    };
  };

  test('as far apart as the window are one outage, and further apart they are none', () => {
    expect(found([0, 'a', 'T'], [10, 'b', 'T'])).toEqual({ outages: [[0, 10, 2, 1]], single: 0, late: 0 });
    expect(found([0, 'a', 'T'], [11, 'b', 'T'])).toEqual({ outages: [], single: 2, late: 0 });
  });

  test('of one agent are no outage, however many they are', () => {
    expect(found([0, 'a', 'T'], [1, 'A ', 't'], [2, 'a', 'T'])).toEqual({ outages: [], single: 3, late: 0 });
  });

  test('that name no agent may be of several', () => {
    expect(found([0, null, 'T'], [1, null, 'T'])).toEqual({ outages: [[0, 1, 0, 1]], single: 0, late: 0 });
  });

  test('of two sites at once are one outage, and at another time they are two', () => {
    const atOnce = found([0, 'a', 'T'], [1, 'b', 'T'], [2, 'c', 'O'], [3, 'd', 'O']);
    expect(atOnce).toEqual({ outages: [[0, 3, 4, 2]], single: 0, late: 0 });
    const apart = found([0, 'a', 'T'], [1, 'b', 'T'], [40, 'c', 'O'], [41, 'd', 'O']);
    expect(apart.outages).toEqual([
      [0, 1, 2, 1],
      [40, 41, 2, 1],
    ]);
  });

  test('of a single agent elsewhere are not drawn into an outage, those of an agent nobody knows where are', () => {
    expect(found([0, 'a', 'T'], [1, 'b', 'T'], [2, 'c', 'O'])).toEqual({
      outages: [[0, 2 - 1, 2, 1]],
      single: 1,
      late: 0,
    });
    expect(found([0, 'a', 'T'], [1, 'b', 'T'], [2, 'c', null])).toEqual({
      outages: [[0, 2, 3, 1]],
      single: 0,
      late: 0,
    });
  });

  test('without a site are an outage by themselves', () => {
    expect(found([0, 'a', null], [1, 'b', null])).toEqual({ outages: [[0, 1, 2, 0]], single: 0, late: 0 });
  });

  test('do not bridge two outages when they name no site', () => {
    const { outages } = found([0, 'a', 'T'], [1, 'b', 'T'], [9, 'x', null], [18, 'c', 'O'], [19, 'd', 'O']);
    expect(outages).toEqual([
      [0, 9, 3, 1],
      [18, 19, 2, 1],
    ]);
  });

  describe('of agents who are alone with it at their sites', () => {
    const wide = { window: 100, lateness: 100 };
    /** One report of each of so many sites, `apart` from each other. */
    const alone = (sites: number, apart: number, begin = 0): OutageReport[] =>
      Array.from({ length: sites }, (_, nth) => report(begin + nth * apart, `a${nth}`, `S${nth}`));
    const foundIn = (reports: readonly OutageReport[]) => {
      const { groups, single } = groupsOf(reports, wide);
      return { outages: groups.map(({ from, to, agents, sites }) => [from, to, agents.size, sites.size]), single };
    };

    test.each<[string, OutageReport[], number[][], number]>([
      ['twenty at once', alone(20, 0), [[0, 0, 20, 20]], 0],
      ['ten within the window', [...alone(9, 11), report(100, 'z', 'Z')], [[0, 100, 10, 10]], 0],
      ['nine within the window', alone(9, 12), [], 9],
      ['ten in more than the window', [...alone(9, 11), report(101, 'z', 'Z')], [], 10],
      ['five within a tenth of it', [...alone(4, 3), report(10, 'z', 'Z')], [[0, 10, 5, 5]], 0],
      ['five in more than a tenth of it', [...alone(4, 3), report(11, 'z', 'Z')], [], 5],
      ['four at once', alone(4, 0), [], 4],
      ['thirty, as they come in one after the other', alone(30, 9), [[0, 261, 30, 30]], 0],
      ['five at once, and one by one window later', [...alone(5, 0), report(100, 'z', 'Z')], [[0, 100, 6, 6]], 0],
      ['five at once, and one who is later', [...alone(5, 0), report(101, 'z', 'Z')], [[0, 0, 5, 5]], 1],
      ['one, and then five at once', [report(-100, 'z', 'Z'), ...alone(5, 0)], [[-100, 0, 6, 6]], 0],
      ['one agent at twenty sites', alone(20, 0).map((one) => ({ ...one, agent: 'a' })), [], 20],
      ['agents who are not named', alone(5, 0).map(({ agent: _none, ...one }) => one), [[0, 0, 0, 5]], 0],
      ['one of them twice', [...alone(5, 0), report(60, 'a0', 'S0')], [[0, 60, 5, 5]], 0],
      ['one of them long before', [report(-60, 'a0', 'S0'), ...alone(5, 0)], [], 6],
      [
        'some, and several at one of the sites',
        [...alone(12, 1), report(20, 'b0', 'S0'), report(20, 'c', null)],
        [[0, 20, 14, 12]],
        0,
      ],
      [
        'them and two at another site later',
        [...alone(5, 0), report(90, 'x', 'X'), report(95, 'y', 'X')],
        [[0, 95, 7, 6]],
        0,
      ],
      [
        'them, another day, and again',
        [...alone(5, 0), ...alone(6, 1, 1000)],
        [
          [0, 0, 5, 5],
          [1000, 1005, 6, 6],
        ],
        0,
      ],
    ])('%s', (_, reports, outages, single) => {
      expect(foundIn(reports)).toEqual({ outages, single });
      expect(foundIn(reports.toReversed().toSorted((x, y) => x.at - y.at))).toEqual({ outages, single });
    });
  });

  test('exactly as late as is allowed are taken in, and later ones are counted', () => {
    expect(found([0, 'a', 'T'], [10, 'b', 'T'], [0, 'c', 'T'])).toEqual({
      outages: [[0, 10, 3, 1]],
      single: 0,
      late: 0,
    });
    expect(found([0, 'a', 'T'], [11, 'b', 'T'], [0, 'c', 'T'])).toEqual({ outages: [], single: 2, late: 1 });
  });

  test('come out as soon as nothing can be added, so that no more than what is near is held', () => {
    const grouper = groupReports(near);
    let out = 0;
    for (let nth = 0; nth < 2000; nth++) {
      for (const agent of ['a', 'b']) out += grouper.add(report(nth * 100, agent, `S${nth}`)).length;
      expect(out).toBeGreaterThanOrEqual(nth);
    }
    expect(out + grouper.end().length).toBe(2000);
  });

  test('are grouped as one would with all of them in view, in any order within the lateness', () => {
    const sites = Array.from({ length: 12 }, (_, nth) => `S${nth}`);
    const reportsAt = (times: number, of: readonly string[], maxLength: number) =>
      fc.array(
        fc.tuple(
          fc.nat(times),
          fc.option(fc.constantFrom('a', 'b', 'c', 'd', 'e')),
          fc.option(fc.constantFrom(...of), { freq: 6 }),
          fc.nat(9),
        ),
        { maxLength },
      );
    fc.assert(
      fc.property(
        // At a few sites in a long time, and at many at once.
        fc.oneof(reportsAt(120, ['T', 'O', 'D'], 25), reportsAt(60, sites, 40), reportsAt(4, sites, 10)),
        fc.nat(12),
        fc.integer({ min: 10, max: 30 }),
        (raw, window, lateness) => {
          const arriving = raw.toSorted((x, y) => x[0] + x[3] - (y[0] + y[3]));
          const reports = arriving.map(([at, agent, site]) => report(at, agent, site));
          const { groups, single, late } = groupsOf(reports, { window, lateness });
          const wanted = groupAtLeisure(reports, window);
          expect(groups.map(shown)).toEqual(wanted.outages);
          expect({ single, late }).toEqual({ single: wanted.single, late: 0 });
        },
      ),
      { numRuns: 2000 },
    );
  });
});

/** The same by definition: with all reports in view, and nothing clever. */
function groupAtLeisure(reports: readonly OutageReport[], window: number) {
  const sorted = reports.toSorted((x, y) => x.at - y.at);
  const runs: OutageReport[][] = [];
  for (const key of new Set(sorted.map(({ site }) => site ?? null))) {
    for (const [nth, one] of sorted.filter(({ site }) => (site ?? null) === key).entries()) {
      const run = nth === 0 ? undefined : runs.at(-1);
      if (run !== undefined && one.at - run.at(-1)!.at <= window) run.push(one);
      else runs.push([one]);
    }
  }
  const people = (run: readonly OutageReport[]): number =>
    new Set(run.flatMap(({ agent }) => agent ?? [])).size + run.filter(({ agent }) => agent === undefined).length;
  const begins = runs.filter(([first]) => first!.site !== undefined).map(([first]) => first!.at);
  const hits = begins.filter((end) =>
    [
      { sites: 10, span: window },
      { sites: 5, span: window / 10 },
    ].some(({ sites, span }) => begins.filter((begin) => begin <= end && end - begin <= span).length >= sites),
  );
  const isOfMany = ([first]: OutageReport[]): boolean =>
    first!.site !== undefined && hits.some((hit) => Math.abs(first!.at - hit) <= window);
  const many = runs.filter((run) => people(run) > 1 || isOfMany(run)).sort((x, y) => x[0]!.at - y[0]!.at);
  const chained: OutageReport[][] = [];
  for (const run of many) {
    const last = chained.at(-1);
    const end = Math.max(...(last ?? []).map(({ at }) => at));
    if (last !== undefined && run[0]!.at - end <= window) last.push(...run);
    else chained.push([...run]);
  }
  const outages = chained.filter((all) => people(all) > 1);
  const bounds = outages.map(
    (all) => [Math.min(...all.map(({ at }) => at)), Math.max(...all.map(({ at }) => at))] as const,
  );
  let single = 0;
  const several = new Set(outages.flat());
  for (const run of runs.filter(([first]) => !several.has(first!))) {
    const [from, to] = [run[0]!.at, run.at(-1)!.at];
    const place = bounds.findIndex(([begin, end]) => from - end <= window && begin - to <= window);
    if (run[0]!.site === undefined && place >= 0) outages[place]!.push(...run);
    else single += run.length;
  }
  return {
    single,
    outages: outages.map((all) => ({
      from: Math.min(...all.map(({ at }) => at)),
      to: Math.max(...all.map(({ at }) => at)),
      reports: all.length,
      agents: [...new Set(all.flatMap(({ agent }) => (agent === undefined ? [] : [nameKey(agent)])))].sort(),
      withoutAgent: all.filter(({ agent }) => agent === undefined).length,
      sites: [...new Set(all.flatMap(({ site }) => (site === undefined ? [] : [nameKey(site)])))].sort(),
      withoutSite: all.filter(({ site }) => site === undefined).length,
    })),
  };
}

test('the heap gives back everything, the earliest first', () => {
  fc.assert(
    fc.property(fc.array(fc.integer()), (times) => {
      const heap = timeHeap<{ at: number }>();
      for (const at of times) heap.push({ at });
      const out: number[] = [];
      for (let item = heap.take(Infinity); item !== undefined; item = heap.take(Infinity)) out.push(item.at);
      expect(out).toEqual(times.toSorted((x, y) => x - y));
    }),
  );
});

describe('which incidents speak of the network', () => {
  test('is told by the rows of the area, and by those that pin down a sign of it', () => {
    const { rules, context } = loaded;
    expect([...kinshipOf(rules, context).rows].sort()).toEqual([
      'connection/browser-offline',
      'connection/retries-offline',
      'desktop/logged-out-after-reconnecting',
      'desktop/logged-out-by-network-interruption',
      'desktop/stuck-reconnecting',
      'network/long-interruption',
      'network/primary-application-center-down',
      'network/short-interruption',
      'portal/communication-interruption',
    ]);
  });

  test.each<[boolean, Record<string, unknown>]>([
    [true, { facts: { 'desktop.status': 'reconnecting' } }],
    [true, { facts: { 'network.outage': '1s' } }],
    [true, { facts: { 'network.message': true } }],
    [true, { facts: { 'network.reconnected': false } }],
    [true, { facts: { 'logged-out.after': 'reconnect' } }],
    [true, { facts: { 'application-center.primary': 'down' } }],
    [true, { text: 'Reconnecting' }],
    [true, { text: 'all agents reconnecting at the same time' }],
    [true, { text: 'internet was away for 30 seconds' }],
    [false, { facts: { 'network.outage': '0s', 'audio.fault': 'echo' } }],
    [false, { facts: { 'network.message': false } }],
    [false, { facts: { 'logged-out.after': 'refresh' } }],
    [false, { text: 'she cannot hear the customer' }],
    [false, { text: 'the printer on the third floor is out of paper' }],
    [false, { area: 'network' }],
    [false, {}],
  ])('%s: %j', async (wanted, incident) => {
    const { counts } = await outagesIn(JSON.stringify({ observedAt: '2026-11-20T08:41:00Z', ...incident }), [4096]);
    expect(counts.reports).toBe(wanted ? 1 : 0);
  });
});

describe('the row of an outage', () => {
  const rowsAt = (milliseconds: number, isExact: boolean) => {
    const { rules, context } = loaded;
    const network = rules.symptoms.filter(({ area }) => area === 'network');
    return outageRows(network, new Map(), { milliseconds, isExact }, context).map(
      ({ symptom, isCertain }) => `${symptom.id}${isCertain ? '' : '?'}`,
    );
  };

  test('is the short one to 119 seconds and the long one from 120 on, where a report tells the length', () => {
    expect(rowsAt(119_999, true)).toEqual(['network/short-interruption']);
    expect(rowsAt(120_000, true)).toEqual(['network/long-interruption']);
  });

  test('is open while the reports are less apart than a long one is long, and the long one from there on', () => {
    expect(rowsAt(0, false)).toEqual(['network/short-interruption?', 'network/long-interruption?']);
    expect(rowsAt(119_999, false)).toEqual(['network/short-interruption?', 'network/long-interruption?']);
    expect(rowsAt(120_000, false)).toEqual(['network/long-interruption']);
  });
});

describe('what reports say together', () => {
  const outageOf = async (...facts: readonly Record<string, unknown>[]): Promise<Outage> => {
    const lines = facts.map((known, nth) => {
      const observedAt = new Date(Date.UTC(2026, 10, 20) + nth * 1000).toISOString();
      return JSON.stringify({ agent: `a${nth}`, site: 'TUL', observedAt, facts: known });
    });
    const { outages } = await outagesIn(lines.join('\n'), [4096]);
    expect(outages).toHaveLength(1);
    return outages[0]!;
  };

  test('is the longest time that one of them tells', async () => {
    const told = await outageOf({ 'network.outage': '60s' }, { 'network.outage': '3m' }, { 'network.message': true });
    expect(told).toMatchObject({ length: '3m', lengthFrom: 'reports', symptoms: ['network/long-interruption'] });
  });

  test('is nothing about reconnecting where they contradict each other', async () => {
    const back = { 'network.outage': '60s', 'network.reconnected': true };
    expect(await outageOf(back, back)).toMatchObject({ action: 'explain' });
    expect(await outageOf(back, { 'network.reconnected': false })).toMatchObject({ action: 'wait' });
  });

  test('is an outage to be escalated when the row of one of them says so', async () => {
    const down = { 'application-center.primary': 'down' };
    const long = await outageOf({ ...down, 'network.outage': '2m' }, { 'network.message': true });
    expect(long).toMatchObject({ action: 'escalate' });
    expect(long.symptoms).toContain('network/primary-application-center-down');
    const short = await outageOf({ ...down, 'network.outage': '119s' }, { 'network.message': true });
    expect(short.action).not.toBe('escalate');
    expect(await outageOf(down, { 'network.message': true })).toMatchObject({ action: 'ask' });
  });
});
