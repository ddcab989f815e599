import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { escalationEvents } from '../../src/dialogue/escalation-events.ts';
import { PIXEL } from '../support/bundle-case.ts';
import { temporaryFolder } from '../support/disk.ts';
import { openBundle } from '../support/open-bundle.ts';
import { runTool } from '../support/run-tool.ts';
import { wholeIo } from '../support/whole-io.ts';

/** Names that a shell or a pattern would take for something else. */
const NAMES = ['a "b".png', 'back\\slash.png', 'two\nlines.png', 'st*r.png', "it's, so.png", 'c (1).png'];

/** A folder with these screenshots, and one beside them that a pattern would fit. */
function folderWithScreenshots(): string {
  const folder = temporaryFolder();
  for (const name of [...NAMES, 'star.png']) writeFileSync(join(folder, name), PIXEL);
  return folder;
}

describe('screenshots that a file names are found under exactly these names', () => {
  test('by an escalation', async () => {
    const folder = folderWithScreenshots();
    const from = join(folder, 'escalation.json');
    const escalation = { schema: 'deskmedic/escalation/v1', area: 'desktop', summary: 'slow', screenshots: NAMES };
    writeFileSync(from, JSON.stringify(escalation));
    const bundle = join(folder, 'x.zip');
    const ran = await runTool(['bundle', 'create', '--from', from, '-o', bundle, '--allow-incomplete']);
    expect(ran.code, ran.stderr).toBe(0);
    expect(openBundle(bundle)['screenshots']).toEqual(NAMES.map((name) => join(folder, name)));
  });

  test('by an answers file', async () => {
    const folder = folderWithScreenshots();
    const events = await escalationEvents({ screenshots: NAMES }, folder, 'UTC', wholeIo(), 'file');
    const [answered] = events.filter((event) => event.type === 'answered');
    expect(answered?.value).toMatchObject(NAMES.map((name) => ({ path: join(folder, name) })));
  });
});
