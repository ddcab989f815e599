import type { Fact, FactValue } from '../../src/facts/fact.ts';
import { formatFactValue } from '../../src/facts/parse-value.ts';
import type { Condition, Leaf, OperatorName } from '../../src/rules/condition.ts';
import type { Outcome, Rules, Symptom } from '../../src/rules/pack.ts';
import { oneOf, seeded, type Random } from '../questions/random.ts';

/** An incident as a line of NDJSON has it; durations are written as `2m`. */
export interface GeneratedIncident {
  readonly id: string;
  readonly agent: string;
  readonly observedAt: string;
  readonly site: string;
  readonly area: string;
  readonly text: string;
  readonly facts: Readonly<Record<string, FactValue>>;
}

const SECOND = 1000;
const OPTIONS: Readonly<Record<string, readonly string[]>> = {
  'desk.domain': ['desktop', 'portal', 'audio', 'network', 'recording', 'reporting', 'routing', 'login'],
  'desk.status': ['connected', 'reconnecting', 'not-responding', 'idle', 'slow', 'closed'],
  'desk.browser': ['chrome', 'edge', 'firefox', 'safari', 'other'],
  'desk.phone': ['hard', 'soft', 'mobile', 'none'],
};
const BOOLEANS = ['call.active', 'site.vpn', 'site.reconnected'];
const DURATIONS = ['site.outage', 'desk.delay'];
const BORDERS = [30, 60, 120, 600, 3600].map((seconds) => seconds * SECOND);
const AGENTS = [1, 2, 5, 20, 100];
const WORDS =
  'timeout refused certificate expired session socket closed gateway denied unreachable proxy token media codec jitter ' +
  'buffer queue agent login retry websocket handshake upstream server failed invalid header stream transfer monitor ' +
  'recording quality report historical realtime chart cache storage frame popup plugin';
const VOCABULARY = WORDS.split(' ');
/** Different texts of `desk.message`. */
const MESSAGES = 400;
const CODES = Array.from({ length: 60 }, (_, nth) => `${['E', 'W', 'NET-', 'ERR_'][nth % 4]}${400 + nth * 7}`);
const PATTERNS: Readonly<Record<string, readonly string[]>> = {
  'desk.message': [
    'time.?out',
    'session (closed|expired)',
    '(token|certificate) expired',
    'code \\d{3}$',
    '^agent .* failed',
  ],
  'desk.code': ['^NET-\\d+$', '^ERR_5', '^[EW]4\\d\\d$', '7$'],
};

/** The twelve facts that the rules are about. */
const FACTS: readonly Fact[] = [
  ...Object.entries(OPTIONS).map(([id, values]) => fact(id, 'enum', values)),
  ...BOOLEANS.map((id) => fact(id, 'boolean')),
  ...DURATIONS.map((id) => fact(id, 'duration')),
  fact('site.agents', 'count'),
  ...Object.keys(PATTERNS).map((id) => fact(id, 'text')),
];

function fact(id: string, type: Fact['type'], values: readonly string[] = []): Fact {
  const options = values.map((value) => ({ value, words: value }));
  return { id, type, about: 'desk', question: `What is ${id}?`, options, seconds: 5 };
}

/** Patterns that the rules name, to be compiled. */
export const GENERATED_PATTERNS: readonly string[] = Object.values(PATTERNS).flat();

/**
 * Rules of 2 to 8 conditions over twelve facts: single values, lists, borders of numbers, booleans, parts of texts, one
 * in ten a pattern; a fifth with a nested `any`, some with negated groups, some `any` at the top. An incident matches
 * about two in a hundred. The same seed gives the same rules.
 */
export function generateRules(count: number, seed = 1): Rules {
  const random = seeded(seed);
  const symptoms = Array.from({ length: count }, (_, at) => symptom(at, random));
  const areas = OPTIONS['desk.domain']!.map((id) => ({ id, title: id }));
  const packs = [{ name: 'generated', version: '1.0.0', hash: '0'.repeat(64) }];
  return { packs, areas, settings: [], facts: FACTS, symptoms, policies: [] };
}

function symptom(at: number, random: Random): Symptom {
  const area = oneOf(OPTIONS['desk.domain']!, random);
  const outcome: Outcome = random() < 0.1 ? { kind: 'escalate', to: 'administrator' } : { kind: 'workaround' };
  return {
    id: `${area}/row-${String(at).padStart(5, '0')}`,
    area,
    symptom: `The ${oneOf(VOCABULARY, random)} ${oneOf(VOCABULARY, random)} does not work`,
    screenText: [],
    phrases: [],
    frequency: 1 + Math.floor(random() * 5),
    when: condition(area, random),
    steps: [],
    outcomes: [outcome],
    source: { document: 'generated' },
    reviewed: '2026-01-01',
    pack: 'generated',
  };
}

function condition(area: string, random: Random): Condition {
  if (random() < 0.06) return { kind: 'any', of: [3, 4].map((count) => ({ kind: 'all', of: leaves(count, random) })) };
  const of: Condition[] = leaves(2 + Math.floor(random() * 7), random);
  const domain = of.findIndex((part) => part.kind === 'leaf' && part.fact === 'desk.domain');
  // Most rules are about one domain, wherever among its conditions that is said.
  if (domain >= 0 || random() < 0.8) of[Math.max(0, domain)] = leaf('desk.domain', 'is', area);
  if (random() < 0.2) of[of.length - 1] = { kind: 'any', of: leaves(2 + Math.floor(random() * 2), random) };
  if (random() < 0.12) of.push({ kind: 'not', of: { kind: oneOf(['all', 'any'], random), of: leaves(2, random) } });
  return { kind: 'all', of };
}

/** Leaves on different facts. */
function leaves(count: number, random: Random): Leaf[] {
  const left = [...FACTS];
  return Array.from({ length: count }, () => leafOn(left.splice(Math.floor(random() * left.length), 1)[0]!, random));
}

function leafOn({ id, type, options }: Fact, random: Random): Leaf {
  const any = <T>(items: readonly T[]): T => oneOf(items, random);
  if (type === 'boolean') return leaf(id, 'is', random() < 0.5);
  if (type === 'duration') return leaf(id, any(['above', 'below', 'at-least', 'at-most']), any(BORDERS));
  if (type === 'count') return leaf(id, any(['above', 'below', 'at-least', 'at-most']), any(AGENTS));
  if (type === 'text' && random() < 0.4) return leaf(id, 'matches', any(PATTERNS[id]!));
  if (id === 'desk.message') return leaf(id, 'contains', any(VOCABULARY));
  const values = type === 'text' ? CODES : options.map((option) => option.value);
  const chance = random();
  return chance < 0.6 ? leaf(id, 'is', any(values)) : leaf(id, chance < 0.8 ? 'is' : 'not', any(values), any(values));
}

function leaf(id: string, operator: OperatorName, ...values: readonly FactValue[]): Leaf {
  return { kind: 'leaf', fact: id, operator, operands: [...new Set(values)].map((literal) => ({ literal })) };
}

/**
 * Incidents for these rules, without end: every fact is known, but for a share of `unknown`. No two `text`s are alike,
 * whatever `describe` makes. The same seed gives the same incidents.
 */
export function* generateIncidents(
  seed = 1,
  unknown = 0,
  describe: (random: Random) => string = (random) => sentence(9, random),
): Generator<GeneratedIncident> {
  const random = seeded(seed);
  // Messages are those of programs: there is an end to them. What people type has none.
  const messages = Array.from({ length: MESSAGES }, () => `${sentence(6, random)} code ${Math.floor(random() * 1000)}`);
  for (let nth = 0; ; nth++) {
    const known = FACTS.filter(() => unknown === 0 || random() >= unknown);
    const facts = Object.fromEntries(
      known.map((one) => [one.id, formatFactValue(one, valueOf(one, messages, random))]),
    );
    yield {
      id: `INC-${nth}`,
      agent: `agent${Math.floor(random() * 500)}`,
      observedAt: new Date(Date.UTC(2026, 10, 20) + nth * SECOND).toISOString(),
      site: oneOf(['TUL', 'AUS', 'BOS'], random),
      area: oneOf(OPTIONS['desk.domain']!, random),
      text: `${describe(random)} ${nth}`,
      facts,
    };
  }
}

function valueOf({ id, type, options }: Fact, messages: readonly string[], random: Random): FactValue {
  if (type === 'boolean') return random() < 0.5;
  if (type === 'duration') return duration(Math.floor(random() ** 3 * 7200)) * SECOND;
  if (type === 'count') return 1 + Math.floor(random() ** 4 * 200);
  if (id === 'desk.message') return oneOf(messages, random);
  return oneOf(type === 'text' ? CODES : options.map((option) => option.value), random);
}

/** Short times are told in seconds, long ones in minutes. */
function duration(seconds: number): number {
  return seconds <= 120 ? seconds : Math.floor(seconds / 60) * 60;
}

function sentence(length: number, random: Random): string {
  return Array.from({ length }, () => oneOf(VOCABULARY, random)).join(' ');
}
