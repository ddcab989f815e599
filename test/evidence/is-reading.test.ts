import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { isReading } from '../../src/evidence/is-reading.ts';
import { readEvidence } from '../../src/evidence/read-evidence.ts';

const FOLDER = join(import.meta.dirname, '../../fixtures/evidence');

test('what readers make of any file is a reading, also once it was written down', async () => {
  const names = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' }).filter((name) =>
    statSync(join(FOLDER, name)).isFile(),
  );
  expect(names.length).toBeGreaterThan(50);
  for (const name of names) {
    const bytes = readFileSync(join(FOLDER, name));
    const reading = await readEvidence(
      name,
      async function* () {
        yield bytes;
      },
      { zone: 'America/Chicago' },
    );
    expect([name, isReading(JSON.parse(JSON.stringify(reading)))]).toEqual([name, true]);
  }
});
