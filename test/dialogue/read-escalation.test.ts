import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { temporaryFolder } from '../support/disk.ts';
import { runTool, type Ran } from '../support/run-tool.ts';

const OUTAGE = {
  schema: 'deskmedic/escalation/v1',
  area: 'network',
  summary: 'The site is cut off',
  firstObservedAt: '2026-11-20T08:41:00-05:00',
  agentsAffected: 21,
};

/** Makes a bundle of an escalation file, at a standing clock, on a machine in `zone`. */
async function bundleOf(escalation: object, zone = 'UTC'): Promise<{ ran: Ran; bytes: () => Buffer }> {
  const folder = temporaryFolder();
  const [file, output] = [join(folder, 'escalation.json'), join(folder, 'bundle.zip')];
  writeFileSync(file, JSON.stringify({ ...OUTAGE, ...escalation }, null, 2));
  const args = ['bundle', 'create', '--from', file, '-o', output, '--json'];
  return { ran: await runTool(args, { zone, now: '2026-11-22T10:00:00Z' }), bytes: () => readFileSync(output) };
}

describe('an escalation that somebody else wrote', () => {
  test('gives the same bytes wherever it is read, because its time names its own offset', async () => {
    const [here, there] = await Promise.all([bundleOf({}, 'UTC'), bundleOf({}, 'Asia/Tokyo')]);
    expect(here.ran.code, here.ran.stderr).toBe(0);
    expect(there.ran.code, there.ran.stderr).toBe(0);
    expect(there.bytes().equals(here.bytes())).toBe(true);
  });

  test.each([
    [
      'a row that no pack has',
      { symptom: 'network/long-interuption' },
      /symptom: there is no symptom .*\n.*did you mean "network\/long-interruption"/,
    ],
    ['a row of another area', { symptom: 'audio/cross-talk' }, /area: "audio\/cross-talk" stands in the area "audio"/],
    [
      'a step whose time is none',
      { stepsTried: [{ step: 'x', result: 'fixed', at: 'tomorrowish' }] },
      /stepsTried\.0\.at: /,
    ],
    ['a time without a day', { firstObservedAt: 'noonish' }, /firstObservedAt: /],
  ])('is refused for %s, with the place and without a bundle', async (_, mistake, words) => {
    const { ran, bytes } = await bundleOf(mistake);
    expect(ran.code).toBe(2);
    expect(ran.stderr).toMatch(words);
    expect(ran.stderr).toMatch(/escalation\.json:\d+:\d+ /);
    expect(bytes).toThrow(/ENOENT/);
  });

  test('lacks what is blank as much as what is not there', async () => {
    const { ran } = await bundleOf({ area: 'desktop', username: '  ', agentUsername: ' ' });
    expect(ran.code).toBe(2);
    expect(ran.stderr).toMatch(/username .*agentUsername .*screenshots/);
  });

  test('takes times of steps with and without an offset', async () => {
    const stepsTried = ['2026-11-20T08:50:00-05:00', '2026-11-20 08:55'].map((at) => ({
      step: 'x',
      result: 'skip',
      at,
    }));
    const { ran } = await bundleOf({ stepsTried });
    expect(ran.code, ran.stderr).toBe(0);
  });
});
