import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { escalationEvents } from '../../src/dialogue/escalation-events.ts';
import { readEscalation } from '../../src/dialogue/read-escalation.ts';
import { PIXEL } from '../support/bundle-case.ts';
import { temporaryFolder } from '../support/disk.ts';
import { wholeIo } from '../support/whole-io.ts';

/** Names that a shell or a pattern would take for something else. */
const NAMES = ['a "b".png', 'back\\slash.png', 'two\nlines.png', 'st*r.png', "it's, so.png", 'c (1).png'];

/** A folder with these screenshots, a like-named one beside them, and an escalation that names them. */
function folderWith(names: readonly string[]): { folder: string; file: string } {
  const folder = temporaryFolder();
  for (const name of [...names, 'star.png']) writeFileSync(join(folder, name), PIXEL);
  const file = join(folder, 'escalation.json');
  const escalation = { schema: 'deskmedic/escalation/v1', area: 'desktop', summary: 'slow', screenshots: names };
  writeFileSync(file, JSON.stringify(escalation));
  return { folder, file };
}

describe('screenshots that a file names', () => {
  test('are found under exactly these names by an escalation', async () => {
    const { folder, file } = folderWith(NAMES);
    const { screenshots } = await readEscalation(file, { policy: 'cisco-tac', zone: 'UTC' }, wholeIo());
    expect(screenshots.map(({ path }) => path)).toEqual(NAMES.map((name) => join(folder, name)));
  });

  test('are found under exactly these names by an answers file', async () => {
    const { folder } = folderWith(NAMES);
    const events = await escalationEvents({ screenshots: NAMES }, folder, 'UTC', wholeIo());
    const [answered] = events.filter((event) => event.type === 'answered');
    expect(answered?.value).toMatchObject(NAMES.map((name) => ({ path: join(folder, name) })));
  });
});
