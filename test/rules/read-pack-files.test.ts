import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Files } from '../../src/io/io.ts';
import { readPackFiles } from '../../src/rules/read-pack-files.ts';
import { diskIo } from '../support/disk.ts';
import { writePack } from '../support/lint.ts';

const { files } = diskIo();

/** Every path that is looked at. */
function watched(): { disk: Files; seen: string[] } {
  const seen: string[] = [];
  return { disk: { ...files, facts: (path) => (seen.push(path), files.facts(path)) }, seen };
}

describe('the files of a pack', () => {
  test('are those in its folders, hidden ones never', async () => {
    const folder = writePack({
      'tables/a.yaml': '',
      'tables/b.yml': '',
      'tests/t.yaml': '',
      '.x/b.yaml': '',
      'a/b/c/d/e/f.yaml': '',
      'n.txt': '',
    });
    const { files: read } = await readPackFiles(folder, files);
    expect([...read.keys()]).toEqual(['pack.yaml', 'tables/a.yaml', 'tables/b.yml', 'tests/t.yaml']);
  });

  test('are files: a link to nothing or a folder that is called like one is an error, never left out silently', async () => {
    const folder = writePack({ 'tables/a.yaml': '' });
    symlinkSync('nowhere.yaml', join(folder, 'tables/audio.yaml'));
    mkdirSync(join(folder, 'tables/desktop.yml'));
    const { files: read, problems } = await readPackFiles(folder, files);
    expect([...read.keys()]).toEqual(['pack.yaml', 'tables/a.yaml']);
    expect(problems.map(({ code, file, level }) => `${level} ${code} ${file}`)).toEqual([
      'error missing-file tables/audio.yaml',
      'error missing-file tables/desktop.yml',
    ]);
  });

  test('are its own: what a link leads to outside of it is neither read nor quoted', async () => {
    const outside = join(writePack({ 'secret.yaml': 'root:x:0' }), 'secret.yaml');
    const folder = writePack({ 'tables/a.yaml': '' });
    symlinkSync(outside, join(folder, 'tables/audio.yaml'));
    symlinkSync('a.yaml', join(folder, 'tables/same.yaml'));
    const { files: read, problems } = await readPackFiles(folder, files);
    expect([...read.keys()]).toEqual(['pack.yaml', 'tables/a.yaml', 'tables/same.yaml']);
    expect(problems.map(({ code, file }) => `${code} ${file}`)).toEqual(['missing-file tables/audio.yaml']);
  });

  test('are not looked for through half the disk, when the folder is no pack', async () => {
    const folder = writePack({});
    for (let outer = 0; outer < 70; outer++) {
      mkdirSync(join(folder, `a${outer}`));
      for (let inner = 0; inner < 100; inner++) writeFileSync(join(folder, `a${outer}`, `${inner}.txt`), '');
    }
    const { disk, seen } = watched();
    const { problems } = await readPackFiles(folder, disk);
    expect(problems).toMatchObject([{ code: 'too-large', file: 'pack.yaml', level: 'error' }]);
    expect(seen.length).toBeLessThan(5_100);
  });

  test('are not looked for any further once there are too many', async () => {
    const folder = writePack({});
    for (let at = 0; at < 2_000; at++) writeFileSync(join(folder, `${at}.yaml`), '');
    const { disk, seen } = watched();
    const { files: read, problems } = await readPackFiles(folder, disk);
    expect([read.size, problems.map(({ code }) => code)]).toEqual([501, ['too-large']]);
    expect(seen.length).toBeLessThan(1_100);
  });
});
