import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { caseMarkdown } from '../../src/report/case-markdown.ts';
import { RECORD } from '../support/bundle-case.ts';

describe('case.md', () => {
  it('begins with severity and channel, and says everything that the ticket needs', () => {
    const text = caseMarkdown({
      ...RECORD,
      evidence: [
        {
          path: 'data/evidence/01.png',
          name: 'shot.png',
          role: 'screenshot',
          bytes: 70,
          sha256: 'b'.repeat(64),
          media: 'image/png',
          copied: true,
        },
        {
          path: '/tmp/a.har',
          role: 'attachment',
          bytes: 9,
          sha256: 'c'.repeat(64),
          media: 'application/json',
          copied: false,
          why: 'it is a HAR',
        },
      ],
    });
    expect(text).toMatchInlineSnapshot(`
      "# S2: Call Cisco TAC, and have the contract number at hand.

      - Severity: S2 (cisco-tac), by phone
      - Because: an important function is degraded for a site

      ## What happens
      > The status bar says Not Responding
      > and the phone stays silent.

      - Username: \`ACME\\jdoe\`
      - Agent username: \`agent_7\`
      - First observed: 2026-11-20T08:05:00-05:00 (America/New_York) = 2026-11-20T13:05:00Z
      - Agents affected: 4 of 20
      - Scope: site
      - Site: TUL
      - Function: degraded
      - Workaround available: no
      - Customers reach agents: yes
      - Business impact: orders wait
      - Error text: \`Not Responding\`
      - Number called: \`+1 918 555 0100\`
      - Call session id: \`7f3a2c10-1b2d-4c3e-8f90-123456789012\`
      - Contact: Jo Doe, +1 918 555 0111, jo@example.com
      - SR number: \`698765432\`

      ## What was tried
      1. Push the PC's network cable in at both ends. (did not help, 2026-11-20T08:20:00-05:00 (America/New_York) = 2026-11-20T13:20:00Z)

      ## Missing
      - [ ] MISSING: a screenshot of the Agent Desktop

      ## To be filled in by the partner
      - [ ] contract number

      ## Evidence
      - screenshot: \`data/evidence/01.png\` (\`shot.png\`), 70 bytes, SHA-256 \`bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb\`
      - attachment: \`/tmp/a.har\`, 9 bytes, SHA-256 \`cccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc\`; not in the bundle: it is a HAR

      ## Diagnosis
      - The status bar shows "Not Responding" and the phone does not ring (\`desktop/not-responding-phone-silent\`, yes): desktop.status = not-responding

      ## Notes
      - 2026-11-20T08:30:00-05:00 (America/New_York) = 2026-11-20T13:30:00Z: Began after the lunch break.

      ## Facts
      - \`desktop.status\` = \`not-responding\` (person)

      Case \`20261120-k3f9\`, made by deskmedic 0.1.0 (webex-cc 1.0.0) at 2026-11-20T08:41:00-05:00 (America/New_York) = 2026-11-20T13:41:00Z.
      "
    `);
  });

  it('says what was proposed and why it was overruled', () => {
    const severity = { ...RECORD.severity, severity: 'S1', reason: 'the site is dark' };
    expect(caseMarkdown({ ...RECORD, severity })).toContain('- Proposed was S2; chosen because: the site is dark');
  });

  it('leaves identifiers letter by letter as they are', () => {
    const text = caseMarkdown({
      ...RECORD,
      username: 'DOM\\j_doe*',
      agentUsername: '`a``b`',
      errorText: '<b>& [x](y)',
    });
    expect(text).toContain('- Username: `DOM\\j_doe*`');
    expect(text).toContain('- Agent username: ``` `a``b` ```');
    expect(text).toContain('- Error text: `<b>& [x](y)`');
  });

  it('escapes also what a foreign bundle put into ids, verdicts, sources and times', () => {
    const bad = 'x\n# y\u202e*';
    const time = { utc: bad, local: bad, zone: bad };
    const text = caseMarkdown({
      ...RECORD,
      createdAt: time,
      severity: { ...RECORD.severity, severity: bad, proposed: `${bad}2` },
      symptoms: [{ ...RECORD.symptoms[0]!, verdict: bad as 'yes' }],
      facts: [{ id: 'a', value: 'b', by: bad as 'person' }],
      stepsTried: [{ ...RECORD.stepsTried[0]!, at: time }],
      notes: [{ at: time, text: 'n' }],
      evidence: [{ path: 'p', role: bad as 'screenshot', bytes: 1, sha256: 'c'.repeat(64), media: 'm', copied: true }],
    });
    expect(text).not.toContain('\u202e');
    expect(text).not.toMatch(/^# y/m);
    expect(text.replaceAll('\\*', '')).not.toContain('*');
  });

  it('never lets typed text become markup, a new line or an invisible character', () => {
    const typed = fc.string({
      unit: fc.constantFrom(...'ab *_`[]<>&#|\\~!-+.1)\n\r\t\u202e\u200b\x1b=>'.split('')),
      maxLength: 30,
    });
    fc.assert(
      fc.property(typed, typed, (summary, business) => {
        const text = caseMarkdown({ ...RECORD, summary, impact: { business } });
        expect(text).not.toMatch(/[\u202e\u200b\x1b\r\t]/);
        const line = text.split('\n').find((each) => each.startsWith('- Business impact: ')) ?? '- Business impact: ';
        // What is left after the escaped characters are taken out has nothing that opens markup.
        expect(line.slice(19).replace(/\\[!-/:-@[-`{-~]/g, '.')).not.toMatch(
          /[`*[\]<>]|~|(?<![a-z0-9])_|_(?![a-z0-9])/,
        );
        const quoted = text.slice(text.indexOf('## What happens\n') + 16).split('\n\n')[0] ?? '';
        for (const each of quoted.split('\n')) expect(each).toMatch(/^>(?: |$)(?!#|[-+] |\d+[.)] |=|>)/);
      }),
    );
  });
});
