import fc from 'fast-check';
import type { RecordProblemCode } from '../../src/report/result.ts';
import type { Rules } from '../../src/rules/pack.ts';
import { anyIncident } from './any-incident.ts';

/** One line of NDJSON with its end, and what must come of it. */
export interface AnyLine {
  readonly bytes: Uint8Array;
  /** `anything`: a record, of which nothing more can be said. */
  readonly is: 'blank' | 'read' | 'invalid' | 'anything';
  readonly id?: string;
  /** The problem that its result must name. */
  readonly code?: Planted;
}

/** Every code that a line of {@link anyLines} can be planted with. */
export const PLANTED = [
  'unknown-fact',
  'wrong-type',
  'forbidden-key',
  'unknown-area',
  'date-without-zone',
  'bad-date',
  'bad-json',
  'not-utf8',
  'too-deep',
  'not-an-object',
  'facts-not-an-object',
  'text-not-a-string',
] as const satisfies readonly RecordProblemCode[];
type Planted = (typeof PLANTED)[number];

type Content = Omit<AnyLine, 'bytes'> & { readonly content: string | Uint8Array };
type Incident = Readonly<Record<string, unknown>> & { readonly id: string; readonly facts: object };

/**
 * Lines of NDJSON as they come from anywhere: incidents of these rules, with and without problems, records that cannot be
 * read, blank lines; LF and CRLF; with byte order marks or not, the last one with an end or not.
 */
export function anyLines(rules: Rules, most = 14): fc.Arbitrary<readonly AnyLine[]> {
  const record = fc.oneof({ weight: 5, arbitrary: good(rules) }, troubled(rules), invalid(rules), anything);
  const content = fc.oneof({ weight: 7, arbitrary: record }, blank);
  const mark = fc.constantFrom('', '', '', '\ufeff');
  const line = fc.tuple(mark, content, fc.constantFrom('\n', '\n', '\r\n'));
  return fc.tuple(fc.array(line, { maxLength: most, size: 'max' }), fc.boolean()).map(([lines, isEnded]) =>
    lines.map(([mark, { content: inner, ...rest }, end], at): AnyLine => {
      const tail = isEnded || at < lines.length - 1 ? end : '';
      return { ...rest, bytes: Buffer.concat([Buffer.from(mark), Buffer.from(inner), Buffer.from(tail)]) };
    }),
  );
}

/** Texts that people type, and texts that look like records, with line ends and characters of all lengths. */
function anyText(rules: Rules): fc.Arbitrary<string> {
  const said = rules.symptoms.flatMap((row) => [...row.phrases, ...row.screenText]);
  const nested = fc.jsonValue({ maxDepth: 2 }).map((value) => JSON.stringify({ id: 'x', text: value }, null, '\r\n'));
  const odd = fc.constantFrom('ä€😀', 'a\u2028b\u0085', '{"id":"y"}\n{"id":"z"}\r\n', '\ufeff', '\0', ' ');
  const words = said.length === 0 ? odd : fc.constantFrom(...said);
  return fc.oneof(words, words, nested, odd, fc.string({ unit: 'grapheme' }));
}

function incidents(rules: Rules): fc.Arbitrary<Incident> {
  const fields = {
    id: fc.oneof(fc.uuid(), fc.string({ unit: 'grapheme' })),
    text: anyText(rules),
    agent: fc.constantFrom('jdoe', 'Łukasz', ' '),
    site: fc.constantFrom('TUL', '東京'),
    observedAt: fc.constantFrom('2026-11-20T08:41:00-05:00', '2026-11-20T13:41:00.000Z'),
    ticket: fc.jsonValue({ maxDepth: 3 }),
  };
  return fc
    .tuple(fc.record(fields, { requiredKeys: ['id'] }), anyIncident(rules))
    .map(([own, { facts, ...rest }]) => ({ ...own, ...rest, facts: facts as object }));
}

function good(rules: Rules): fc.Arbitrary<Content> {
  const around = fc.constantFrom('', ' ', '\t ');
  return fc
    .tuple(incidents(rules), around, around)
    .map(([one, before, after]) => ({ content: before + JSON.stringify(one) + after, is: 'read', id: one.id }));
}

/** Incidents of which a part cannot be used. */
function troubled(rules: Rules): fc.Arbitrary<Content> {
  const wrong = { [rules.facts[0]!.id]: { nested: [{}] } };
  const troubles: readonly [Planted, (one: Incident) => object][] = [
    ['unknown-fact', (one) => ({ ...one, facts: { ...one.facts, 'fone.ringt': true } })],
    ['wrong-type', (one) => ({ ...one, facts: { ...asTexts(one.facts), ...wrong } })],
    ['forbidden-key', (one) => ({ ...one, facts: { ...one.facts, ['__proto__']: { x: 1 } } })],
    ['unknown-area', (one) => ({ ...one, area: 'nowhere' })],
    ['date-without-zone', (one) => ({ ...one, observedAt: '2026-11-20 08:41' })],
    ['bad-date', (one) => ({ ...one, observedAt: 'yesterday' })],
  ];
  return fc
    .tuple(incidents(rules), fc.constantFrom(...troubles))
    .map(([one, [code, make]]) => ({ content: JSON.stringify(make(one)), is: 'read', id: one.id, code }));
}

/** Values that look like others which are right. */
function asTexts(facts: object): object {
  return Object.fromEntries(Object.entries(facts).map(([id, value]) => [id, String(value)]));
}

const NO_UTF8 = [[0xff], [0xc3], [0xe2, 0x82], [0xc0, 0x80], [0xed, 0xa0, 0x80], [0xf5, 0x80, 0x80, 0x80]];

/** Records that cannot be read. */
function invalid(rules: Rules): fc.Arbitrary<Content> {
  const depth = 40;
  const deep = ['['.repeat(depth) + ']'.repeat(depth), `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`];
  const refused = fc
    .tuple(
      incidents(rules),
      fc.constantFrom('facts', 'text'),
      fc.constantFrom<unknown>(null, 7, true, ['desktop.status']),
    )
    .map(([one, field, value]): Content => {
      const code = field === 'facts' ? 'facts-not-an-object' : 'text-not-a-string';
      return { content: JSON.stringify({ ...one, [field]: value }), is: 'invalid', id: one.id, code };
    });
  const spoilt = fc
    .tuple(incidents(rules), fc.nat(), fc.constantFrom(...NO_UTF8), fc.constantFrom(...deep))
    .chain(([one, nth, bytes, nest]) => {
      const json = JSON.stringify(one);
      const open = json.slice(0, -1);
      return fc.constantFrom<[Planted, string | Uint8Array]>(
        ['bad-json', json.slice(0, 1 + (nth % open.length))],
        ['bad-json', `${open},}`],
        ['bad-json', `${json} ${json}`],
        ['bad-json', `\0${json}`],
        ['not-utf8', Buffer.concat([Buffer.from(`${open},"x":"`), Buffer.from(bytes), Buffer.from('"}')])],
        ['not-utf8', Buffer.concat([Buffer.from(open), Buffer.from(bytes)])],
        ['too-deep', `${open},"x":${nest}}`],
        ['not-an-object', `[${json}]`],
      );
    });
  const bare = fc.constantFrom('null', '7', '-0.5e3', '""', 'true', '[]');
  return fc.oneof(
    refused,
    spoilt.map(([code, content]): Content => ({ content, is: 'invalid', code })),
    bare.map((content): Content => ({ content, is: 'invalid', code: 'not-an-object' })),
  );
}

const anything: fc.Arbitrary<Content> = fc
  .oneof(fc.json(), fc.string({ unit: 'binary' }))
  .map((text) => text.replaceAll('\n', ' '))
  .map((content) => ({ content, is: content.trim() === '' ? 'blank' : 'anything' }));

const blank: fc.Arbitrary<Content> = fc
  .constantFrom('', '', ' ', '\t', ' \u00a0')
  .map((content) => ({ content, is: 'blank' }));
