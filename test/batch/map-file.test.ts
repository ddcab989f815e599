import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { compileDate } from '../../src/batch/map/date-format.ts';
import { readMap } from '../../src/batch/map/read-map.ts';
import { readIncidents } from '../../src/batch/read-incidents.ts';
import type { InputFormat } from '../../src/batch/check-choices.ts';
import { UserError } from '../../src/errors.ts';
import { catalogueOf } from '../../src/rules/catalogue.ts';
import { builtInRules } from '../support/built-in-rules.ts';
import { diskIo, temporaryFolder } from '../support/disk.ts';

async function known() {
  const { rules } = await builtInRules();
  return { catalogue: catalogueOf(rules), areas: rules.areas.map((area) => area.id) };
}

/** The records of an input as a map makes them, each with its problems. */
async function mapped(yaml: string, input: string, format: InputFormat = 'auto', zone?: string): Promise<unknown[]> {
  const path = join(temporaryFolder(), 'map.yaml');
  writeFileSync(path, `schema: deskmedic/map/v1\n${yaml}`);
  const { catalogue, areas } = await known();
  const map = await readMap(path, { catalogue, areas }, diskIo().files, zone);
  const records: unknown[] = [];
  for await (const batch of readIncidents([Buffer.from(input)], { format, catalogue, map }))
    for (const record of batch)
      records.push(
        record.kind === 'value'
          ? [
              record.value,
              (record.problems ?? []).map(({ code, field }) => (field === undefined ? code : `${code} ${field}`)),
            ]
          : record.kind,
      );
  return records;
}

/** Where and how a map is refused. */
async function refusal(yaml: string, input = 'id\n1'): Promise<unknown> {
  try {
    await mapped(yaml, input);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const { code, message, where, hint, exit } = error;
    return [code, exit, `${where?.line}:${where?.column}`, message, hint];
  }
  return 'accepted';
}

describe('a map', () => {
  test('gives columns and values of another system their meaning', async () => {
    const yaml = `
fields:
  id: {from: Number}
  text: {from: [title, body]}
  area: {from: cat, values: {Voice: audio}, default: unknown}
  site: {constant: TUL}
facts:
  desktop.status: {from: state, values: {Queue down: not-responding, Lunch: unknown}}
  phone.rings: {from: rings, default: false}
  network.outage: {from: [seconds, minutes], unit: s}
  affected.agents: {from: agents}
`;
    const header = 'number,title,body,cat,state,rings,seconds,minutes,agents\n';
    const rows = ['1,a,b,VOICE,queue DOWN,yes,95,,21', '2,a,,Hardware,lunch,,,2m,', '3,,,,Sleeping,,,,many'];
    expect(await mapped(yaml, header + rows.join('\n'))).toEqual([
      [
        {
          id: '1',
          text: 'a\nb',
          area: 'audio',
          site: 'TUL',
          facts: {
            'desktop.status': 'not-responding',
            'phone.rings': true,
            'network.outage': '95s',
            'affected.agents': 21,
          },
        },
        [],
      ],
      [{ id: '2', text: 'a', site: 'TUL', facts: { 'phone.rings': false, 'network.outage': '2m' } }, []],
      [
        { id: '3', site: 'TUL', facts: { 'phone.rings': false, 'affected.agents': 'many' } },
        ['unmapped-value facts.desktop.status'],
      ],
    ]);
  });

  test('follows dots into JSON, and prefers a name that has them', async () => {
    const yaml =
      'fields:\n  id: {from: a.b}\n  agent: {from: user.name}\nfacts:\n  phone.rings: {from: r, values: {"1": true, "false": false}}';
    const lines = [
      '{"a.b":"flat","a":{"b":"deep"}}',
      '{"a":{"b":7},"user":{"name":"x"},"r":1}',
      '{"user":null,"r":false}',
      '[]',
    ];
    expect(await mapped(yaml, lines.join('\n'))).toEqual([
      [{ id: 'flat', facts: {} }, []],
      [{ id: '7', agent: 'x', facts: { 'phone.rings': true } }, []],
      [{ facts: { 'phone.rings': false } }, []],
      [[], []],
    ]);
  });

  test('takes what is no text for one, where a text is wanted', async () => {
    const yaml = 'fields:\n  text: {from: [a, b]}\n  site: {from: b}';
    expect(await mapped(yaml, '{"a":"x","b":{"c":1}}')).toEqual([
      [{ text: 'x\n{"c":1}', site: { c: 1 }, facts: {} }, []],
    ]);
  });

  test('does not reach into prototypes', async () => {
    const yaml = 'fields:\n  id: {from: __proto__.constructor.name}\n  site: {from: constructor.name}';
    expect(await mapped(yaml, '{"__proto__":{"x":1}}')).toEqual([[{ facts: {} }, []]]);
  });

  test('reads dates in its own format and zone, which --zone replaces', async () => {
    const yaml = `zone: America/Chicago\nfields:\n  observedAt: {from: at, date: 'MM/dd/yyyy hh:mm a'}`;
    const input =
      'at\n11/20/2026 08:41 PM\n2026-11-20\n11/01/2026 01:30 AM\n03/08/2026 02:30 AM\n02/30/2026 02:30 AM\n';
    expect(await mapped(yaml, input)).toEqual([
      [{ observedAt: '2026-11-21T02:41:00.000Z', facts: {} }, []],
      [{ facts: {} }, ['bad-date observedAt']],
      [{ observedAt: '2026-11-01T06:30:00.000Z', facts: {} }, ['ambiguous-date observedAt']],
      [{ facts: {} }, ['bad-date observedAt']],
      [{ observedAt: '2026-02-30T02:30:00', facts: {} }, []],
    ]);
    expect((await mapped(yaml, input, 'auto', 'Asia/Tokyo'))[0]).toEqual([
      { observedAt: '2026-11-20T11:41:00.000Z', facts: {} },
      [],
    ]);
  });

  test('is refused when it names a column that the header does not have', async () => {
    const yaml = 'fields:\n  id: {from: nmber}\n  text: {from: [title, bdy]}';
    expect(await refusal(yaml, 'number,title,body\n1,2,3')).toEqual([
      'unknown-column',
      2,
      '3:14',
      'the input has no column "nmber"; line 4: no "bdy"',
      'did you mean "number"?',
    ]);
  });

  test.each<[string, string, string, RegExp]>([
    ['an unknown key', 'feilds: {}', '2:1', /"feilds" is not known/],
    ['an unknown field', 'fields:\n  agnt: {from: a}', '3:3', /"agnt" is not known/],
    ['an unknown fact', 'facts:\n  phone.ring: {from: a}', '3:3', /no fact "phone.ring"/],
    ['neither column nor constant', 'fields:\n  id: {default: a}', '3:3', /exactly one/],
    ['both', 'fields:\n  id: {from: a, constant: b}', '3:3', /exactly one/],
    [
      'a value that the fact does not have',
      'facts:\n  desktop.status: {from: a, values: {x: gone}}',
      '3:41',
      /no value of "desktop.status"/,
    ],
    ['a default of another type', 'facts:\n  phone.rings: {from: a, default: 3}', '3:35', /no value of "phone.rings"/],
    ['an area that no pack has', 'fields:\n  area: {constant: kitchen}', '3:20', /no area "kitchen"/],
    ['a date elsewhere', 'fields:\n  id: {from: a, date: yyyy}', '3:17', /only observedAt/],
    ['a format that is none', 'fields:\n  observedAt: {from: a, date: DD/MM/YYYY}', '3:31', /"D" stands for nothing/],
    ['a zone that is none', 'zone: Mars\nfields:\n  id: {from: a}', '2:7', /no time zone/],
    ['a unit of what is no duration', 'facts:\n  phone.rings: {from: a, unit: s}', '3:26', /no duration/],
    ['nothing', 'title: x', '1:1', /says nothing/],
  ])('with %s is refused at its place', async (_, yaml, place, message) => {
    expect(await refusal(yaml)).toEqual([
      expect.stringMatching(/^bad-(?:map|document)$/),
      2,
      place,
      expect.stringMatching(message),
      expect.any(String),
    ]);
  });
});

test.each([
  ['yyyy-MM-dd HH:mm:ss', '2026-11-20 08:41:07', '2026-11-20T08:41:07'],
  ['d.M.yyyy H:mm', '1.2.2026 7:05', '2026-02-01T07:05:00'],
  ['dd MMM yyyy hh:mm a', '20 November 2026 12:05 a.m.', '2026-11-20T00:05:00'],
  ['MM/dd/yyyy h:mm:ss a', '11/20/2026 12:00:09 PM', '2026-11-20T12:00:09'],
  ['yyyy-MM-ddTHH:mm:ss.SSSXXX', '2026-11-20T08:41:07.250-0500', '2026-11-20T08:41:07.250-0500'],
  ['epoch-seconds', '1795163400', '2026-11-20T08:30:00.000Z'],
  ['epoch-milliseconds', '1795163400123', '2026-11-20T08:30:00.123Z'],
  ['MM/dd/yyyy hh:mm a', '11/20/2026 13:41 PM', undefined],
])('a date written as %s', (format, text, iso) => {
  const read = compileDate(format);
  expect(typeof read === 'function' ? read(text) : read).toBe(iso);
});

describe('the maps in fixtures', () => {
  const FIXTURES = join(import.meta.dirname, '../../fixtures/incidents');

  async function of(name: string, input: string) {
    const { catalogue, areas } = await known();
    const map = await readMap(join(FIXTURES, `${name}.map.yaml`), { catalogue, areas }, diskIo().files);
    const all = [];
    const bytes = readFileSync(join(FIXTURES, input));
    for await (const batch of readIncidents([bytes], { format: 'auto', catalogue, map })) all.push(...batch);
    return all;
  }

  test('read an export of ServiceNow', async () => {
    const records = await of('servicenow', 'servicenow.csv');
    expect(records.map(({ place }) => place.line)).toEqual([2, 4, 5, 6, 7]);
    expect(records[0]).toMatchObject({
      value: {
        id: 'INC0012345',
        agent: 'jdoe',
        observedAt: '2026-11-20T14:41:07.000Z',
        site: 'TUL',
        area: 'desktop',
        facts: { 'desktop.status': 'not-responding', 'phone.rings': false, 'affected.agents': 1 },
      },
    });
    expect(records[4]).toMatchObject({
      problems: [{ code: 'bad-date' }, { code: 'unmapped-value', field: 'facts.desktop.status' }],
    });
  });

  test('read tickets of Zendesk', async () => {
    const records = await of('zendesk', 'zendesk.ndjson');
    expect(records[1]).toMatchObject({
      value: { id: '35437', agent: 'mlee', site: 'TUL', facts: { 'audio.fault': 'cross-talk' } },
    });
    expect(records[2]).toMatchObject({ problems: [{ code: 'unmapped-value' }] });
  });
});
