import { execFileSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import type { CaseRecord } from '../../../src/case/case-record.ts';
import type { RecordedGap, RecordedReading, RecordedSample } from '../../../src/case/record-reading.ts';
import { showTime, type ShownTime } from '../../../src/facts/time.ts';
import { caseHtml } from '../case-page.ts';
import { caseMarkdown } from '../../../src/report/case-markdown.ts';
import { caseTimeline } from '../../../src/report/page/case-timeline.ts';
import { logLanes } from '../../../src/report/page/log-lanes.ts';
import { timelinePicture, type TimelinePicture } from '../../../src/report/page/timeline-picture.ts';
import { RECORD } from '../../support/bundle-case.ts';

const ZONE = 'America/New_York';

function at(time: string): ShownTime {
  return showTime(`2026-11-20T${time}Z`, ZONE);
}

function gap(from: string | undefined, to: string | undefined, more: Partial<RecordedGap> = {}): RecordedGap {
  const length = from === undefined || to === undefined ? {} : { milliseconds: lengthOf(from, to) };
  return {
    cause: 'network',
    ...(from === undefined ? {} : { from: at(from) }),
    ...(to === undefined ? {} : { to: at(to) }),
    ...length,
    ...more,
  };
}

function lengthOf(from: string, to: string): number {
  return Date.parse(`2026-11-20T${to}Z`) - Date.parse(`2026-11-20T${from}Z`);
}

function reading(changes: Partial<RecordedReading> = {}): RecordedReading {
  return { file: 'console.log', format: 'console-log', gaps: [], quality: [], ids: {}, problems: [], ...changes };
}

function withReadings(...readings: RecordedReading[]): CaseRecord {
  return { ...RECORD, readings };
}

function samples(count: number, of: (index: number) => Partial<RecordedSample>): RecordedSample[] {
  return Array.from({ length: count }, (_, index) => ({ leg: 'endpoint', ...of(index) }));
}

/** The text of a page as Python's parser reads it, and the labels of its pictures. */
function seen(html: string): { text: string; labels: string[] } {
  const script = `
import sys, json, html.parser
class P(html.parser.HTMLParser):
    def __init__(self): super().__init__(); self.text=[]; self.labels=[]
    def handle_starttag(self, tag, attrs): self.labels += [v for k, v in attrs if k == 'aria-label']
    def handle_data(self, data): self.text.append(data)
p=P(); p.feed(sys.stdin.read()); p.close()
print(json.dumps({'text': ''.join(p.text), 'labels': p.labels}))`;
  const input = html.replace(/<style>.*?<\/style>/s, '');
  return JSON.parse(execFileSync('python3', ['-c', script], { input, encoding: 'utf8' })) as ReturnType<typeof seen>;
}

function pictureOf(record: CaseRecord): TimelinePicture {
  const events = caseTimeline(record);
  return timelinePicture(events, ZONE, logLanes(record.readings ?? [], ZONE, events))!;
}

function place(percent: string): number {
  return Number.parseFloat(percent);
}

describe('gaps in the timeline', () => {
  const record = withReadings(
    reading({
      from: at('12:41:00'),
      to: at('13:25:00'),
      gaps: [
        gap('13:02:10', '13:04:20', { line: 41 }),
        gap('12:50:10', '12:50:26', { cause: 'keepalive', line: 12 }),
        gap('13:22:00', undefined, { cause: 'timeout', line: 96 }),
        gap(undefined, undefined, { milliseconds: 4000, cause: 'unknown' }),
      ],
    }),
  );

  test('stand in the list among what was observed and tried, each with its file and line', () => {
    expect(caseTimeline(record).map(({ what }) => what)).toEqual([
      'A gap of 16s: no keepalive came, console.log, line 12',
      'A gap of 2m10s: the computer was offline, console.log, line 41',
      'First observed',
      "Step: Push the PC's network cable in at both ends.",
      'A gap that had not ended: nothing came for so long that it was closed, console.log, line 96',
      'Note: Began after the lunch break.',
      'Bundle made',
      'A gap of 4s: no connection, console.log',
    ]);
  });

  test('are bars on the time scale of the rest, in a lane of their file', () => {
    const { lanes, bars, openEnds, marks, undrawn } = pictureOf(record);
    expect(lanes.at(-1)!.label).toBe('Gaps in console.log');
    expect(bars.map(({ style }) => style)).toEqual(['covers', 'offline', 'no-connection', 'no-connection']);
    const [covers, offline, keepalive, open] = bars.map(({ x, width }) => [place(x), place(x) + place(width)] as const);
    // First observed at 13:05, the step at 13:20, the note at 13:30: in this order from left to right.
    const [observed, step, note] = marks.map(({ x }) => place(x));
    const order = [
      covers![0],
      keepalive![0],
      keepalive![1],
      offline![0],
      offline![1],
      observed!,
      step!,
      open![0],
      note!,
    ];
    expect(order).toEqual(order.toSorted((a, b) => a - b));
    expect(open![1]).toBeCloseTo(covers![1]!, 1);
    expect(place(openEnds[0]!.x1)).toBeCloseTo(open![1]!, 1);
    expect(place(openEnds[0]!.x2)).toBeGreaterThan(note!);
    expect(bars[1]!.height).toBeGreaterThan(bars[2]!.height);
    expect(bars[1]!.title).toBe('2026-11-20 08:02:10 a gap of 2m10s: the computer was offline');
    expect(undrawn).toBe(1);
  });

  test('with a length instead of an end are drawn as long as that', () => {
    const { bars, openEnds } = pictureOf(
      withReadings(reading({ gaps: [gap('13:10:00', undefined, { milliseconds: 60_000 })] })),
    );
    expect([bars.length, openEnds.length]).toEqual([1, 0]);
    expect(bars[0]!.title).toContain('a gap of 1m:');
  });

  test('that cannot be have no length: they are told without one, not drawn, and counted', () => {
    const odd = withReadings(
      reading({
        gaps: [
          gap('13:10:00', '13:00:00', { milliseconds: 60_000 }),
          gap('13:10:00', '13:11:00', { milliseconds: 7_200_000 }),
          gap('13:10:00', undefined, { milliseconds: Number.MAX_SAFE_INTEGER }),
          gap('13:10:00', undefined, { milliseconds: 1e300 }),
          gap('13:11:00', '13:12:00'),
        ],
      }),
    );
    const { bars, undrawn } = pictureOf(odd);
    expect([bars.length, undrawn]).toEqual([1, 4]);
    const told = caseTimeline(odd).filter(({ kind }) => kind === 'gap');
    expect(told.filter(({ what }) => what.startsWith('A gap whose length is not known: '))).toHaveLength(4);
    const words = '5 gaps; 1m in all, the longest 1m; of 4 the length is not known';
    expect(seen(caseHtml(odd)).text).toContain(words);
    expect(caseMarkdown(odd).match(/a gap whose length is not known from/g)).toHaveLength(4);
  });

  test('far from the case leave the rest its room: an absurd one changes nothing in the picture, and is counted', () => {
    const gaps = [gap('13:02:10', '13:04:20')];
    const span = { from: at('12:41:00'), to: at('13:25:00') };
    const year = (number: string): ShownTime => showTime(`${number}-01-01T00:00:00Z`, 'UTC');
    const absurd: RecordedGap[] = [
      { cause: 'network', from: year('0001'), to: year('9999') },
      { cause: 'network', from: year('2018'), to: year('2026') },
      { cause: 'unknown', from: year('1970') },
      { cause: 'timeout', from: at('13:05:00'), milliseconds: 3000 * 86_400_000 },
    ];
    const plain = pictureOf(withReadings(reading({ ...span, gaps })));
    const squeezed = pictureOf(withReadings(reading({ ...span, gaps: [...absurd, ...gaps] })));
    expect(squeezed).toEqual({ ...plain, undrawn: absurd.length });
    const wrongClock = pictureOf(withReadings(reading({ from: year('1970'), to: span.to, gaps })));
    expect(wrongClock.bars).toEqual(pictureOf(withReadings(reading({ gaps }))).bars);
  });

  test.each([
    ['a day', 1],
    ['six days', 6],
    ['five weeks', 35],
  ])('can be told apart, and so can the steps of the case, when it was opened %s later', (_, days) => {
    const later = (time: string): ShownTime => showTime(Date.parse(at(time).utc) + days * 86_400_000, ZONE);
    const { firstObservedAt: _observed, ...rest } = withReadings(
      reading({
        from: at('08:41:00'),
        to: at('09:25:00'),
        gaps: [gap('08:50:10', '08:50:40'), gap('09:02:10', '09:04:20')],
      }),
    );
    const record = {
      ...rest,
      createdAt: later('13:41:00'),
      stepsTried: [{ step: 'a', result: 'not-fixed', at: later('13:20:00') } as const],
      notes: [{ at: later('13:30:00'), text: 'x' }],
    };
    const { bars, marks, undrawn } = pictureOf(record);
    expect([bars.length, undrawn]).toEqual([3, 0]);
    const [covers, short, long] = bars.map(({ x, width }) => ({ from: place(x), to: place(x) + place(width) }));
    expect(short!.from - covers!.from).toBeGreaterThan(5);
    expect(short!.to - short!.from).toBeGreaterThan(1);
    expect(long!.from - short!.to).toBeGreaterThan(5);
    expect(long!.to - long!.from).toBeGreaterThan(3);
    const [step, note, made] = marks.map(({ x }) => place(x)).toSorted((a, b) => a - b);
    expect(step! - covers!.to).toBeGreaterThan(20);
    expect(Math.min(note! - step!, made! - note!)).toBeGreaterThan(5);
  });

  test('by the hundred thousand, as no reader gives them, make a page all the same', () => {
    const one = gap('13:02:10', '13:04:20');
    const gaps = Array.from({ length: 200_000 }, () => one);
    const html = caseHtml(withReadings(reading({ gaps })));
    expect(html).toContain('200000 gaps; ');
    expect(html).toContain('or there are too many: 199800.');
  });

  test('just below two minutes never read as two minutes', () => {
    const short = withReadings(reading({ gaps: [gap('13:00:00.000', '13:01:59.999', { line: 3 })] }));
    expect(caseTimeline(short)[0]!.what).toBe('A gap of 1m59s: the computer was offline, console.log, line 3');
  });

  test('of many files are drawn in four lanes, and what is not drawn is counted', () => {
    const files = Array.from({ length: 6 }, (_, index) =>
      reading({
        file: `${index}.log`,
        gaps: Array.from({ length: 100 }, (_each, second) =>
          gap(`13:${String(second % 60).padStart(2, '0')}:00`, `13:${String(second % 60).padStart(2, '0')}:09`),
        ),
      }),
    );
    const { bars, undrawn } = pictureOf(withReadings(...files));
    expect([bars.length, undrawn]).toEqual([200, 400]);
    expect(caseTimeline(withReadings(...files)).filter(({ kind }) => kind === 'gap')).toHaveLength(100);
  });
});

describe('what the files show', () => {
  test('is told of each: its kind, span, gaps, what to quote, letter by letter, and its problems', () => {
    const ids = { tracking: ['GTWY_1', 'GTWY_2'], org: ['0-1'] };
    const problems = [{ code: 'cut-short', message: 'it ends in the middle of a line', line: 9 }] as const;
    const html = caseHtml(
      withReadings(
        reading({ from: at('12:41:00'), to: at('13:25:00'), gaps: [gap('13:02:10', '13:04:20')], ids, problems }),
        reading({ file: 'trace.har', format: 'har' }),
        reading({ file: 'report.json', format: 'call-report' }),
      ),
    );
    const { text } = seen(html);
    const parts = [
      'What the files show',
      'console.log',
      'console log of the client',
      '2026-11-20 07:41:00 to 2026-11-20 08:25:00 = 12:41:00 UTC to 13:25:00 UTC',
      '1 gap; 2m10s in all, the longest 2m10s',
      'Tracking id',
      'Organization id',
      'line 9: it ends in the middle of a line',
      'trace.har',
      'not known: it has no times',
      'none seen',
      'report.json',
      'call report',
      'not known: it has no times',
    ];
    let from = 0;
    for (const part of parts) {
      const place_ = text.indexOf(part, from);
      expect(place_, part).toBeGreaterThanOrEqual(from);
      from = place_;
    }
    expect(text.match(/^Gaps(?! in)/gm)).toHaveLength(2);
    for (const id of ['GTWY_1', 'GTWY_2', '0-1']) expect(html).toContain(`<code class="exact">${id}</code>`);
  });

  test('is named beside each fact: the file and the line', () => {
    const facts = [{ id: 'network.outage', value: '2m10s', by: 'evidence', file: 'console.log', line: 41 } as const];
    expect(seen(caseHtml({ ...RECORD, facts })).text).toMatch(
      /network\.outage\s*2m10s\s*a file shows it\s*console\.log, line 41/,
    );
  });

  test('is not there where no file was read, or none shows anything', () => {
    const silent = [reading(), reading({ file: 'trace.har', format: 'har', ids: { call: [], other: null } as object })];
    for (const record of [RECORD, withReadings(), withReadings(...silent)]) {
      expect(caseHtml(record)).not.toMatch(/What the files show|Call quality|#readings/);
      expect(caseMarkdown(record)).not.toMatch(/What the files show|Identifiers to quote/);
    }
  });
});

describe('call quality', () => {
  test('is told in words beside each plot: the worst, the limit, how many reach it', () => {
    const quality = [
      ...samples(6, (index) => ({ side: 'Caller', loss: index === 2 ? 7.25 : 1, roundTrip: 399.996, jitter: 150 })),
      { leg: 'relay', side: 'us-east', loss: 2.5, roundTrip: 199, line: 31, at: at('13:08:00') } as const,
    ];
    const { labels, text } = seen(caseHtml(withReadings(reading({ file: 'r.json', quality }))));
    const told = labels.filter((label) => label.includes('worst')).map((label) => label.replaceAll('\u00a0', ' '));
    expect(told).toEqual([
      'Loss, worst 7.25 %, 1 at or over the limit of 5 % (6 measurements)',
      'Round trip, worst 399.996 ms, below the limit of 400 ms (6 measurements)',
      'Jitter, worst 150 ms, 6 at or over the limit of 150 ms (6 measurements)',
      'Loss, worst 2.5 %, 1 at or over the limit of 2.5 % (1 measurement)',
      'Round trip, worst 199 ms, below the limit of 200 ms (1 measurement)',
    ]);
    const plain = text.replace(/\s+/g, ' ');
    expect(plain).toContain('At the endpoint: the whole way, as the phone or browser sees it');
    expect(plain).toContain("At the vendor's media relay: one hop");
    expect(plain).toContain('us-east, r.json');
    expect(plain).toMatch(/line 31, 2026-11-20 08:08:00 ?2\.5 % ?199 ms ?not known/);
  });

  test('marks what reaches a limit by its form, with a name for those who do not see it', () => {
    const { labels } = seen(caseHtml(withReadings(reading({ quality: samples(1, () => ({ loss: 9, jitter: 1 })) }))));
    expect(labels.filter((label) => label === 'over the limit')).toHaveLength(2);
    const fine = seen(caseHtml(withReadings(reading({ quality: samples(1, () => ({ loss: 1 })) }))));
    expect(fine.labels).not.toContain('over the limit');
  });

  test('lists the ten worst of many, the farthest beyond its limit first', () => {
    const quality = samples(30, (index) => ({
      side: `s${index}`,
      loss: 5 + index,
      roundTrip: index === 3 ? 40_000 : 1,
    }));
    const { text } = seen(caseHtml(withReadings(reading({ quality }))));
    const rows = Array.from(text.matchAll(/^(s\d+), console\.log/gm), ([, side]) => side);
    expect(rows).toEqual(['s3', 's29', 's28', 's27', 's26', 's25', 's24', 's23', 's22', 's21']);
    expect(text).toContain('20 more stand in case.json');
    expect(text).toContain('22 more sides or hops');
  });

  test('is left out for what says nothing: no measurement, a part of the way that nobody knows', () => {
    const quality = [{ leg: 'endpoint' }, { leg: 'moon', loss: 3 }] as unknown as RecordedSample[];
    expect(caseHtml(withReadings(reading({ quality })))).not.toContain('Call quality');
  });
});

test('the page of a reading with 400 measurements and 200 gaps stays below 200 kB', () => {
  const minute = (index: number): string =>
    `${String(10 + Math.floor(index / 60)).padStart(2, '0')}:${String(index % 60).padStart(2, '0')}`;
  const full = reading({
    from: at('10:00:00'),
    to: at('13:30:00'),
    gaps: Array.from({ length: 200 }, (_, index) =>
      gap(`${minute(index)}:05.123`, `${minute(index)}:17.456`, { line: index + 1 }),
    ),
    quality: samples(400, (index) => ({
      leg: index % 2 === 0 ? 'endpoint' : 'relay',
      side: `Participant ${index % 4}`,
      at: at(`${minute(Math.floor(index / 2))}:09`),
      line: index + 1,
      loss: (index * 7919) % 11,
      roundTrip: (index * 7919) % 900,
      jitter: (index * 7919) % 300,
    })),
    ids: { tracking: Array.from({ length: 10 }, (_, index) => `GTWY_7f3a2c10-1b2d-4c3e-8f90-12345678901${index}`) },
  });
  const html = caseHtml(withReadings(full));
  expect(Buffer.byteLength(html)).toBeLessThan(200_000);
  expect(html.match(/<rect /g)).toHaveLength(201);
});
