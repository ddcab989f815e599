import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createTimelineReader } from '../../../src/evidence/timeline/timeline-reader.ts';
import { noteState } from '../../../src/evidence/timeline/note-state.ts';
import { readText } from '../reading-words.ts';

function read(...lines: readonly string[]): ReturnType<typeof readText> {
  return readText(lines.join('\n'), createTimelineReader({ zone: 'America/Chicago' }));
}

/** Lengths of the gaps in seconds. */
function lengths(...lines: readonly string[]): readonly (number | string)[] | undefined {
  return read(...lines)?.gaps?.map((gap) => {
    const ms = /(\d+) ms/.exec(gap)?.[1];
    return ms === undefined ? 'open' : Number(ms) / 1000;
  });
}

describe('what a note says', () => {
  it.each([
    ['down', 'down'],
    ['network is still not up', 'down'],
    ['no response', 'down'],
    ['link failed', 'down'],
    ['VPN dropped', 'down'],
    ['never came back', 'down'],
    ['Interface Dialer1, changed state to administratively down', 'down'],
    ['up again', 'up'],
    ['back after the outage', 'up'],
    ['outage over', 'up'],
    ['the network is no longer down', 'up'],
    ['the network is not down', 'up'],
    ['line ok', 'up'],
    ['Interface Dialer1, changed state to up', 'up'],
    ['lost, then back', 'both'],
    ['follow-up with the carrier', undefined],
    ['wrote it down, will call Robin back', undefined],
    ['the login failed', undefined],
    ['everything ok', undefined],
    ['softphone down (headset battery)', undefined],
    ['the coffee machine is down', undefined],
    ['lunch', undefined],
    ['the WAN link is down', 'down'],
    ['up, all agents asked to wait', 'up'],
    ['eth0: link down', 'down'],
    ['docker0: link down', undefined],
    ['Line protocol on Interface GigabitEthernet1/0/14, changed state to down', undefined],
    ['Salesforce is down', undefined],
    ['Salesforce is up again', undefined],
    ['wallboard website down', undefined],
    ['Customer: my internet went down yesterday and my order is lost', undefined],
    ['Agent: is it back online now?', undefined],
    ['Ann offline', undefined],
    ['Planned: network maintenance, line will be down', undefined],
    ['outage reported by carrier in Tulsa, we are not affected', undefined],
    ['VPN of the Tulsa office down, our site not concerned', undefined],
    ['agent cannot log in, portal offline for her', undefined],
    ['password reset, she is online', undefined],
    ['CRM gateway,Down,Connection timeout', undefined],
  ])('%s', (note, state) => {
    expect(noteState(note)).toBe(state);
  });
});

describe('an interruption', () => {
  it.each([
    ['08:41 - 08:43 network down', 120],
    ['08:41:03–08:43:10 offline', 127],
    ['down 08:41 to 08:43', 120],
    ['outage from 11:59 to 12:01 pm', 120],
    ['offline 11:59 to 12:01 am', 120],
    ['offline from 1:10 to 1:15 pm', 300],
    ['Outage 13:05-13:06', 60],
    ['2026-11-20T08:41-06:00 - 2026-11-20T14:43Z down', 120],
    ['2026-11-20 08:41:00 -0600 to 2026-11-20 14:43:00 UTC down', 120],
    ['08:41 down, not back until 08:43', 120],
    ['08:41 lost, back at 08:43', 120],
    ['2026-11-20T08:41:00.250Z until 2026-11-20T08:43:00Z no connection', 119.75],
    ['20.11.2026 23:59 - 21.11.2026 00:01 down', 120],
    ['11/20/2026 11:59 PM to 11/21/2026 12:01 AM: outage', 120],
    ['23:58 to 00:03 down', 300],
    ['Nov 20, 2026 08:41 – 08:43 unreachable', 120],
    ['20 November 2026 08:41 – 08:43 unreachable', 120],
    ['The network in Tulsa was down from 08:41 to 08:43. Lunch was late.', 120],
  ])('is a range: %s', (line, seconds) => {
    expect(lengths(line)).toEqual([seconds]);
  });

  it('is a line that says down and one that says up', () => {
    expect(lengths('08:41:03 down', '08:42 still down', '08:43:10 up', '08:44 up', '09:00 down')).toEqual([
      127,
      'open',
    ]);
  });

  it('has no moment where the day can be two', () => {
    expect(read('10/11/2026 08:41 down', '10/11/2026 08:43 up')).toEqual({
      facts: ['network.outage = 120000 (line 1)'],
      gaps: ['network, 120000 ms, line 1'],
    });
  });

  it('takes its date from the line above', () => {
    expect(read('Friday, 20 November 2026', '', '23:59 down', '00:01 up')?.gaps).toEqual([
      'network, 120000 ms, line 3, 2026-11-21T05:59:00.000Z to 2026-11-21T06:01:00.000Z',
    ]);
  });

  it('is that of one interface', () => {
    const syslog = (time: string, name: string, state: string): string =>
      `Nov 20 ${time} sw %LINK-3-UPDOWN: Interface ${name}, changed state to ${state}`;
    expect(
      lengths(
        syslog('08:41:00', 'Tunnel1', 'down'),
        syslog('08:42:00', 'Tunnel2', 'up'),
        syslog('08:44:00', 'Tunnel1', 'up'),
      ),
    ).toEqual([180]);
  });

  it('is the same whichever end of the notes stands first', () => {
    const minutes = fc.uniqueArray(fc.integer({ min: 0, max: 60 * 24 * 300 }), { minLength: 2, maxLength: 40 });
    fc.assert(
      fc.property(minutes, fc.array(fc.boolean(), { minLength: 40, maxLength: 40 }), (times, states) => {
        const notes = times
          .toSorted((one, other) => one - other)
          .map((minute, at) => {
            const moment = new Date(Date.UTC(2026, 0, 1) + minute * 60_000).toISOString();
            return `${moment} ${states[at] ? 'up' : 'down'}`;
          });
        const sorted = (words: ReturnType<typeof read>): unknown =>
          words?.gaps?.map((gap) => gap.replace(/line \d+, /, '')).toSorted();
        expect(sorted(read(...notes.toReversed()))).toEqual(sorted(read(...notes)));
      }),
    );
  });

  it('is none where one answer of a ping is missing, and one where two in a row are', () => {
    const ping = (second: number, words: string): string => `[17636424${second}.5] ${words}`;
    const answer = '64 bytes from 192.0.2.1: icmp_seq=1 ttl=56 time=12.1 ms';
    const none = 'no answer yet for icmp_seq=2';
    expect(read(ping(63, answer), ping(64, none), ping(65, answer))).toBeNull();
    expect(lengths(ping(63, none), ping(64, answer), ping(65, none), ping(66, answer))).toBeUndefined();
    expect(lengths(ping(63, answer), ping(64, none), ping(65, none), ping(66, answer))).toEqual([2]);
    expect(
      lengths('08:41 Request timed out.', '08:42 Request timed out.', '08:43 Reply from 192.0.2.1: time=5ms'),
    ).toEqual([120]);
  });

  it('is the longest one for the fact', () => {
    expect(read('08:00 - 08:01 down', '09:00 - 09:05 down', '10:00 - 10:02 down')?.facts).toEqual([
      'network.outage = 300000 (line 2)',
    ]);
  });
});

describe('reconnecting', () => {
  const outage = ['08:41 down', '08:43 up'];

  it.each(['All desktops reconnected', '08:44 agents are back online', 'everyone is connected again'])(
    'is what the words say: %s',
    (words) => {
      expect(read(...outage, words)?.facts).toContain('network.reconnected = true (line 3)');
      expect(read(...outage, words, '09:00 down')?.facts).toHaveLength(1);
    },
  );

  it.each(['most agents reconnected', 'agents had to sign in again, then all were back', 'desktops not back yet', ''])(
    'stays unknown otherwise: %s',
    (words) => {
      expect(read(...outage, words)?.facts).toEqual(['network.outage = 120000 (line 1)']);
    },
  );

  it('is taken back by whoever had to sign in', () => {
    expect(read(...outage, 'All desktops reconnected', 'Robin had to log in again')?.facts).toHaveLength(1);
  });
});

describe('a text', () => {
  it.each([
    'The network was down.',
    '08:41 down',
    '08:43 up',
    '10:00 - 11:00 meeting',
    '08:43 - 08:41 down',
    '2026-11-20 08:41:03 ERROR db connection lost\n2026-11-20 08:41:05 INFO db back',
    '{"at":"08:41","state":"down"}\n{"at":"08:43","state":"up"}',
    'between 10:00 and 11:00. The coffee machine is down.',
  ])('without an interruption that ended is no time-line: %s', (text) => {
    expect(readText(text, createTimelineReader({ zone: 'UTC' }))).toBeNull();
  });

  it('of any lines is read without an error, and none of its gaps is negative', () => {
    const word = fc.constantFrom(
      '08:41',
      '23:59:59',
      '24:00',
      '2026-02-30',
      'down',
      'up',
      'not',
      '-',
      'to',
      '[1763642463.5]',
      '\u001b[0m',
      '11/20/2026',
      '10 pm',
    );
    fc.assert(
      fc.property(fc.array(fc.array(fc.oneof(word, fc.string({ maxLength: 5 })), { maxLength: 8 })), (lines) => {
        for (const seconds of lengths(...lines.map((words) => words.join(' '))) ?? [])
          if (typeof seconds === 'number') expect(seconds).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  it('of hostile lines takes time in proportion to their number', () => {
    const reader = createTimelineReader({ zone: 'UTC' });
    const start = performance.now();
    for (const piece of ['08:41 was was not down up ', '11/', 'all ', '08:41:', 'x'.repeat(5000)])
      for (let number = 1; number <= 1000; number++)
        reader.line({ text: piece.repeat(400 / piece.length + 1).slice(0, 400), number });
    expect(performance.now() - start).toBeLessThan(10_000);
  });
});
