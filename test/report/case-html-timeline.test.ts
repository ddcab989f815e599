import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CaseRecord } from '../../src/case/case-record.ts';
import { showTime } from '../../src/facts/time.ts';
import { caseHtml } from './case-page.ts';
import { caseTimeline } from '../../src/report/page/case-timeline.ts';
import { byteWords, elapsedWords } from '../../src/report/page/quantities.ts';
import { stackMarks } from '../../src/report/page/stack-marks.ts';
import { placesOf } from '../../src/report/page/time-scale.ts';
import { RECORD } from '../support/bundle-case.ts';

const ZONE = 'America/New_York';

function answered(at: string, prompt: string, value: unknown, by = 'person'): object {
  return { type: 'answered', at, prompt, value, by };
}

function words(record: CaseRecord, journal?: readonly unknown[]): string[] {
  return caseTimeline(record, journal).map(({ what }) => what);
}

describe('the timeline of a case', () => {
  it('is told in the order in which it happened, whatever the fractions and offsets', () => {
    const at = (time: string): { at: ReturnType<typeof showTime> } => ({ at: showTime(time, ZONE) });
    const record = {
      ...RECORD,
      notes: [
        { ...at('2026-11-20T13:30:00.25Z'), text: 'second' },
        { ...at('2026-11-20T08:30:00.125-05:00'), text: 'first' },
      ],
    };
    expect(words(record)).toEqual([
      'First observed',
      "Step: Push the PC's network cable in at both ends.",
      'Note: first',
      'Note: second',
      'Bundle made',
    ]);
  });

  it('has what has no time, or none that can be read, at its end', () => {
    const junk = { utc: 'yesterday', local: 'yesterday', zone: 'x' };
    const record = {
      ...RECORD,
      firstObservedAt: junk,
      stepsTried: [{ step: 'reboot', result: 'withheld' } as const],
      notes: [],
    };
    expect(words(record)).toEqual(['Bundle made', 'First observed', 'Step: reboot']);
  });

  it('has the answers of the journal that still stand, in words, and each step and note once', () => {
    const row = 'desktop/not-responding-phone-silent';
    const journal = [
      { type: 'opened', at: '2026-11-20T13:06:00.000Z' },
      answered('2026-11-20T13:07:00Z', 'text', 'silent'),
      answered('2026-11-20T13:08:00Z', 'pick', row),
      answered('2026-11-20T13:09:00Z', 'fact:phone.rings', false),
      answered('2026-11-20T13:10:00Z', 'fact:call.active', true),
      { type: 'back', at: '2026-11-20T13:10:30Z' },
      answered('2026-11-20T13:11:00Z', 'fact:call.active', null, 'file'),
      answered('2026-11-20T13:20:00Z', `step:${row}#seat-cable`, 'not-fixed'),
      { type: 'noted', at: '2026-11-20T13:30:00Z', text: 'Began after the lunch break.' },
      answered('2026-11-20T13:35:00Z', 'escalate', true),
      answered('2026-11-20T13:36:00Z', 'field:names', { username: 'jdoe', agentUsername: 'a7' }),
      { type: 'attached', at: '2026-11-20T13:37:00Z', name: 'trace.har' },
      { type: 'ended', at: '2026-11-20T13:40:00Z', state: 'escalated' },
    ];
    expect(words(RECORD, journal)).toEqual([
      'First observed',
      'Case opened',
      'What is seen: silent',
      `Symptom: ${row}`,
      'phone.rings: no',
      'call.active: not known (answers file)',
      "Step: Push the PC's network cable in at both ends.",
      'Note: Began after the lunch break.',
      'To be escalated: yes',
      'Usernames: jdoe, a7',
      'File attached: trace.har',
      'Case ended: escalated',
      'Bundle made',
    ]);
  });

  it('tells by its name which screenshot may be copied, wherever it lies', () => {
    const journal = [
      answered('2026-11-20T13:36:00Z', 'field:copyScreenshots', true),
      answered('2026-11-20T13:36:01Z', 'copy:/home/jo/a: b/shot.png', true),
      answered('2026-11-20T13:36:02Z', 'copy:C:\\Users\\jo\\two.png', false),
      answered('2026-11-20T13:36:03Z', 'copy:', true, 'file'),
    ];
    expect(words(RECORD, journal).slice(-5, -1)).toEqual([
      'Screenshots may be copied: yes',
      'Copy shot.png into the bundle: yes',
      'Copy two.png into the bundle: no',
      'Copy a screenshot into the bundle: yes (answers file)',
    ]);
  });

  it('leaves out what a journal says that is none of ours, and never throws', () => {
    const at = '2026-11-20T13:06:00Z';
    const journal = [
      null,
      7,
      [],
      { at },
      { type: 'answered', at },
      answered(at, 'toString', 1),
      answered('x', 'text', 1),
    ];
    expect(words(RECORD, journal)).toEqual(words(RECORD));
    const prompts = fc.constantFrom(
      'text',
      'step:a#b',
      'consent:',
      'fact:',
      'confirm:x',
      'next-row:a',
      'copy:/a/b',
      'constructor',
      ':',
    );
    const entry = fc.record({
      type: fc.constantFrom('answered', 'back', 'ended', 'attached', 'opened'),
      at: fc.constantFrom(at, 'nonsense', 5),
      prompt: fc.oneof(prompts, fc.anything()),
      value: fc.jsonValue(),
    });
    fc.assert(fc.property(fc.array(fc.oneof(entry, fc.anything())), (any) => void caseHtml(RECORD, { journal: any })));
  });
});

describe('its picture', () => {
  const marks = (html: string): number => html.split('overflow="visible"').length - 1;

  it('has a mark for each event with a time, and says how many have none', () => {
    const record = { ...RECORD, stepsTried: [...RECORD.stepsTried, { step: 'reboot', result: 'withheld' } as const] };
    const html = caseHtml(record);
    expect(marks(html)).toBe(4);
    expect(html).toContain('Not drawn, because the time is not known or far from the rest, or there are too many: 1.');
  });

  it('names the pauses that have room', () => {
    expect(caseHtml(RECORD)).toMatch(/>15 min<.*>10 min<.*>11 min</s);
  });

  it('is there for a single event, and left out when no time is known', () => {
    const { firstObservedAt: _, ...rest } = RECORD;
    const single = { ...rest, stepsTried: [], notes: [] };
    expect(marks(caseHtml(single))).toBe(1);
    const none = caseHtml({ ...single, createdAt: { utc: '', local: '', zone: '' } });
    expect(marks(none)).toBe(0);
    expect(none).toContain('There is nothing to draw: no time is known.');
  });

  it('draws five hundred events of thousands', () => {
    const notes = Array.from({ length: 3000 }, (_, second) => ({
      at: showTime(1_795_000_000_000 + second * 1000, ZONE),
      text: 'x',
    }));
    expect(marks(caseHtml({ ...RECORD, notes }))).toBe(500);
  });

  it('has moments in order on its line, from end to end, each told apart from the one before', () => {
    const moments = fc
      .array(fc.integer({ min: 0, max: 4e12 }), { minLength: 2, maxLength: 60 })
      .map((all) => all.toSorted((a, b) => a - b));
    fc.assert(
      fc.property(moments, (all) => {
        const places = placesOf(all);
        expect(places[0]).toBe(0);
        expect(places.at(-1)).toBeCloseTo(1);
        for (const [index, place] of places.entries())
          if (index > 0) expect(place - places[index - 1]!).toBeGreaterThan(0.0001);
      }),
    );
    expect(placesOf([5])).toEqual([0.5]);
  });

  it('gives weeks more room than minutes, and leaves minutes enough', () => {
    const [minute, month] = [60_000, 30 * 24 * 3_600_000];
    const places = placesOf([0, minute, minute + month, 2 * minute + month]);
    expect(places[2]! - places[1]!).toBeGreaterThan(0.7);
    expect(places[1]).toBeGreaterThan(0.04);
  });

  it('stacks marks that would hide each other, in as few rows as will do', () => {
    expect(stackMarks([0, 10, 20], 10)).toEqual([0, 0, 0]);
    expect(stackMarks([0, 4, 8, 12, 16], 10)).toEqual([0, 1, 2, 0, 1]);
    expect(stackMarks([1, 1, 1, 1, 1], 10)).toEqual([0, 1, 2, 3, 0]);
  });

  it('says how long and how large in few words', () => {
    const times = [0, 59_000, 60_000, 3_599_999, 3_600_000, 7_500_000, 172_799_999, 172_800_000, 1_500_000_000];
    expect(times.map(elapsedWords)).toEqual([
      '0 s',
      '59 s',
      '1 min',
      '59 min',
      '1 h',
      '2 h 5 min',
      '47 h 59 min',
      '2 days',
      '17 days',
    ]);
    expect([0, 1, 999, 1000, 9949, 123_456, 999_499, 999_600, 4.5e9].map(byteWords)).toEqual([
      '0 bytes',
      '1 byte',
      '999 bytes',
      '1.0 kB',
      '9.9 kB',
      '123 kB',
      '999 kB',
      '1.0 MB',
      '4.5 GB',
    ]);
  });
});
