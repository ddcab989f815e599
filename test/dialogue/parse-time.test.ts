import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import { parseTime } from '../../src/dialogue/parse-time.ts';

/** A Friday, 09:00:30 in Chicago. */
const CHICAGO = { now: Date.parse('2026-11-20T15:00:30.500Z'), zone: 'America/Chicago' };

const machineZone = process.env['TZ'];
afterEach(() => {
  if (machineZone === undefined) delete process.env['TZ'];
  else process.env['TZ'] = machineZone;
});

/** The local time that is understood, or the reason for the refusal. */
function read(text: string, here = CHICAGO): string {
  const time = parseTime(text, here);
  return time.ok ? time.local : time.reason;
}

const UNDERSTOOD: readonly [string, string][] = [
  ['2026-11-20T08:41:00-06:00', '2026-11-20T08:41:00-06:00'],
  ['2026-11-20T14:41Z', '2026-11-20T08:41:00-06:00'],
  ['2026-11-20t14:41:05.250z', '2026-11-20T08:41:05-06:00'],
  ['2026-11-20 20:11 +0530', '2026-11-20T08:41:00-06:00'],
  ['2026-11-20 14:41 UTC', '2026-11-20T08:41:00-06:00'],
  ['2026-11-20T08:41:07', '2026-11-20T08:41:07-06:00'],
  ['2026-11-20 8:41', '2026-11-20T08:41:00-06:00'],
  ['  2026-11-20   08:41\r\n', '2026-11-20T08:41:00-06:00'],
  ['2026/11/20 08:41', '2026-11-20T08:41:00-06:00'],
  ['20.11.2026 08:41', '2026-11-20T08:41:00-06:00'],
  ['25/12/2025 14:05', '2025-12-25T14:05:00-06:00'],
  ['12/25/2025 2pm', '2025-12-25T14:00:00-06:00'],
  ['11/20 08:41', '2026-11-20T08:41:00-06:00'],
  ['05/05/2026 9:00', '2026-05-05T09:00:00-05:00'],
  ['08:41', '2026-11-20T08:41:00-06:00'],
  ['at 8:41.', '2026-11-20T08:41:00-06:00'],
  ['around 8:41 a.m.', '2026-11-20T08:41:00-06:00'],
  ['14:41 UTC', '2026-11-20T08:41:00-06:00'],
  ['midnight', '2026-11-20T00:00:00-06:00'],
  ['yesterday 14:05', '2026-11-19T14:05:00-06:00'],
  ['Yesterday at 2:05 PM', '2026-11-19T14:05:00-06:00'],
  ['14:05 yesterday', '2026-11-19T14:05:00-06:00'],
  ['yesterday at noon', '2026-11-19T12:00:00-06:00'],
  ['yesterday evening at 7', '2026-11-19T19:00:00-06:00'],
  ['this morning at 9', '2026-11-20T09:00:00-06:00'],
  ['today 8am', '2026-11-20T08:00:00-06:00'],
  ['2 days ago 14:05', '2026-11-18T14:05:00-06:00'],
  ['last friday at 3pm', '2026-11-13T15:00:00-06:00'],
  ['monday 9:15', '2026-11-16T09:15:00-06:00'],
  ['friday 08:15', '2026-11-20T08:15:00-06:00'],
  ['Nov 20 08:41', '2026-11-20T08:41:00-06:00'],
  ['20 November 2026 at 8:41 am', '2026-11-20T08:41:00-06:00'],
  ['now', '2026-11-20T09:00:30-06:00'],
  ['just now', '2026-11-20T09:00:30-06:00'],
  ['20 min ago', '2026-11-20T08:40:30-06:00'],
  ['3 hours ago', '2026-11-20T06:00:30-06:00'],
  ['half an hour ago', '2026-11-20T08:30:30-06:00'],
  ['1 day 3 hours ago', '2026-11-19T06:00:30-06:00'],
  ['2024-01-01 10:00', '2024-01-01T10:00:00-06:00'],
  ['1 January 2024 10:00', '2024-01-01T10:00:00-06:00'],
];

const REFUSED: readonly [string, RegExp][] = [
  ['', /^Type a time/],
  ['gestern 14:05', /“gestern” was not understood/],
  ['yesterday 14:05 or so', /“or so” was not understood/],
  ['2026-11-20 08:41 foo', /“foo” was not understood/],
  ['the other day', /not a time that is understood/],
  ['-5 min ago', /“-” was not understood/],
  ['1732099260', /not a time that is understood/],
  ['x'.repeat(100_000), /too long/],
  ['03/04/2026', /03\/04\/2026 can be 4 March 2026 or 3 April 2026: type 2026-03-04 or 2026-04-03/],
  ['03/04 14:05', /4 March 2026 or 3 April 2026/],
  ['3.4.26 9:00', /not understood/],
  ['03-04-2026 14:05', /4 March 2026 or 3 April 2026/],
  ['31/31/2026 9:00', /There is no such date/],
  ['2026-02-30 10:00', /There is no such date or time/],
  ['2026-11-20T24:00', /There is no such date or time/],
  ['25:00', /not a time/],
  ['yesterday', /At what time/],
  ['2026-11-20', /At what time/],
  ['this morning', /At what time/],
  ['2 days ago', /At what time/],
  ['last night at 11', /two dates/],
  ['yesterday at 8', /Which half of the day\? Type 8am, 8pm/],
  ['between 8:00 and 9:00', /more than one time|not understood/],
  ['8:00-9:00', /more than one time/],
  ['08:41 CST', /distance from UTC/],
  ['08:41 UTC+2', /distance from UTC/],
  ['08:41 +19:00', /no zone that is \+19:00/],
  ['09:01', /09:01 today is still ahead: add yesterday or a date/],
  ['8:41 pm', /20:41 today is still ahead/],
  ['in 5 minutes', /still ahead/],
  ['tomorrow 9:00', /still ahead/],
  ['friday 23:00', /still ahead/],
  ['2026-11-20T15:00:31Z', /still ahead/],
  ['400 days ago 10:00', /more than a year ago.*full date/],
  ['100000 hours ago', /more than a year ago/],
  ['0206-11-20 08:41', /is the year right/],
];

describe('parseTime', () => {
  test.each(UNDERSTOOD)('understands %j', (text, local) => {
    expect(read(text)).toBe(local);
  });

  test.each(REFUSED)('refuses %j', (text, reason) => {
    expect(read(text)).toMatch(reason);
  });

  test('gives UTC, local time and zone of the same moment', () => {
    expect(parseTime('yesterday 14:05', CHICAGO)).toEqual({
      ok: true,
      utc: '2026-11-19T20:05:00Z',
      local: '2026-11-19T14:05:00-06:00',
      zone: 'America/Chicago',
    });
  });
});

describe('where clocks change', () => {
  const newYork = (iso: string): { now: number; zone: string } => ({ now: Date.parse(iso), zone: 'America/New_York' });

  test('a time that was skipped is refused with the times around it', () => {
    expect(read('2026-03-08 02:30', CHICAGO)).toBe(
      '2026-03-08 02:30 never was in America/Chicago, because the clocks went forward: type 2026-03-08 01:30 or 2026-03-08 03:30.',
    );
    expect(read('02:30', newYork('2026-03-08T16:00:00Z'))).toMatch(/never was in America\/New_York/);
  });

  test('a time that was twice is refused with both offsets, and each of them is understood', () => {
    const here = newYork('2026-11-01T16:00:00Z');
    const reason = read('01:30', here);
    const [, first = '', second = ''] = /type (.+) or (.+)\.$/.exec(reason) ?? [];
    expect([first, second]).toEqual(['2026-11-01 01:30-04:00', '2026-11-01 01:30-05:00']);
    expect([read(first, here), read(second, here)]).toEqual(['2026-11-01T01:30:00-04:00', '2026-11-01T01:30:00-05:00']);
  });

  test('"3 hours ago" is three hours, also across the change', () => {
    expect(read('3 hours ago', newYork('2026-03-08T08:30:00Z'))).toBe('2026-03-08T00:30:00-05:00');
    expect(read('3 hours ago', newYork('2026-11-01T08:30:00Z'))).toBe('2026-11-01T01:30:00-04:00');
  });

  test('"yesterday" is the day before on the wall clock, however long it was', () => {
    expect(read('yesterday 23:30', newYork('2026-03-09T03:45:00Z'))).toBe('2026-03-07T23:30:00-05:00');
  });

  test('the date of the zone counts, not that of UTC', () => {
    const here = { now: Date.parse('2026-11-20T20:00:00Z'), zone: 'Asia/Tokyo' };
    expect(read('04:41', here)).toBe('2026-11-21T04:41:00+09:00');
    expect(read('yesterday 14:05', here)).toBe('2026-11-20T14:05:00+09:00');
  });
});

describe('the zone of the machine', () => {
  const MACHINES = [
    'UTC',
    'Asia/Tokyo',
    'America/New_York',
    'Asia/Kolkata',
    'America/St_Johns',
    'Pacific/Apia',
    'Africa/Cairo',
  ];

  test.each(MACHINES)('%s changes nothing', (zone) => {
    process.env['TZ'] = zone;
    const noon = new Date(2026, 6, 1, 12).toISOString();
    expect(wall(noon, zone), 'the machine is where it claims to be').toBe('2026-07-01T12:00:00');
    expect(UNDERSTOOD.map(([text]) => [text, read(text)])).toEqual(UNDERSTOOD);
    for (const [text, reason] of REFUSED) expect(read(text)).toMatch(reason);
  });

  test('changes nothing at any moment of the year, on days of change included', () => {
    const moments = fc.integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2027, 0, 1) });
    const texts = fc.constantFrom(
      'yesterday 14:05',
      '90 min ago',
      '26 hours ago',
      'monday 00:10',
      '2 days ago 23:50',
      'just now',
      'Feb 3 2026 2:30',
    );
    fc.assert(
      fc.property(
        moments,
        texts,
        fc.constantFrom(...MACHINES),
        fc.constantFrom(...MACHINES),
        (now, text, zone, machine) => {
          process.env['TZ'] = 'UTC';
          const expected = parseTime(text, { now, zone });
          process.env['TZ'] = machine;
          expect(parseTime(text, { now, zone })).toEqual(expected);
        },
      ),
      { numRuns: 300 },
    );
  });
});

test('whatever is typed, the answer is a moment that has been or a reason, at once', () => {
  const words = fc.constantFrom(
    'yesterday',
    'at',
    '8',
    '08:41',
    'ago',
    '20',
    'min',
    'am',
    'pm',
    '-',
    '/',
    '.',
    '03',
    '2026',
    'T',
    'Z',
    '+05:30',
    'monday',
    'last',
    'noon',
    '٣',
    '\u202e',
    '(',
    ',',
  );
  const texts = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(words, { maxLength: 12 }).map((parts) => parts.join(' ')),
    fc.array(words).map((parts) => parts.join('')),
  );
  fc.assert(
    fc.property(texts, (text) => {
      const time = parseTime(text, CHICAGO);
      const isSound = time.ok
        ? Date.parse(time.utc) <= CHICAGO.now && Date.parse(time.local) === Date.parse(time.utc)
        : /[.?]$/.test(time.reason);
      expect(isSound).toBe(true);
    }),
    { numRuns: 500 },
  );
});

/** ISO wall clock of a zone, from Intl and not from the code under test. */
function wall(iso: string, zone: string): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' })
    .format(new Date(iso))
    .replace(' ', 'T');
}
