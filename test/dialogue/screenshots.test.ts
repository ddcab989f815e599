import { execFileSync } from 'node:child_process';
import { chmod, mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findScreenshots, findScreenshotsAt } from '../../src/dialogue/screenshots.ts';
import { UserError } from '../../src/errors.ts';
import { realIo } from '../../src/io/real.ts';
import { jpeg, png } from '../evidence/images.ts';

const NARROW = '\u202f';
let home = '';

beforeAll(async () => {
  home = await realpath(await mkdtemp(join(tmpdir(), 'shots-')));
  await mkdir(join(home, 'my shots'));
  await writeFile(join(home, 'my shots', 'one.png'), png(640, 480));
  await writeFile(join(home, 'my shots', 'two.png'), png(2, 1));
  await writeFile(join(home, 'desk.png'), png(1920, 1080));
  await writeFile(join(home, `Screenshot at 8.41.00${NARROW}AM.png`), png(3, 3));
  await writeFile(join(home, 'photo.jpg'), jpeg(800, 600));
  await writeFile(join(home, 'really.png'), jpeg(4, 3));
  await writeFile(join(home, 'letter.pdf'), '%PDF-1.7\n');
  await writeFile(join(home, 'renamed.png'), '%PDF-1.7\n');
  await writeFile(join(home, 'empty.png'), '');
  await writeFile(join(home, 'cut.png'), png(640, 480).subarray(0, 20));
  await writeFile(join(home, 'odd [2].png'), png(5, 5));
  await symlink(join(home, 'desk.png'), join(home, 'link.png'));
  await symlink(join(home, 'nowhere.png'), join(home, 'broken.png'));
});

afterAll(async () => {
  await rm(home, { recursive: true, force: true });
});

function find(text: string): ReturnType<typeof findScreenshots> {
  const io = realIo(home);
  return findScreenshots(text, { files: io.files, system: { platform: process.platform, home, cwd: home } });
}

async function problem(text: string): Promise<string> {
  const { found, problems } = await find(text);
  expect(found).toEqual([]);
  return problems.map(({ reason, hint }) => `${reason}. ${hint}`).join(' | ');
}

describe('findScreenshots', () => {
  test('says where an image is, how large, and its hash', async () => {
    const path = join(home, 'my shots', 'one.png');
    const [sha256 = ''] = execFileSync('sha256sum', [path], { encoding: 'utf8' }).split(' ');
    expect(await find(`'${path}'`)).toEqual({
      found: [{ path, bytes: png(640, 480).length, sha256, type: 'png', width: 640, height: 480 }],
      problems: [],
    });
  });

  test.each([
    ['~/desk.png', ['desk.png']],
    ['desk.png, photo.jpg', ['desk.png', 'photo.jpg']],
    ['my shots/one.png desk.png', ['my shots/one.png', 'desk.png']],
    ["'~/my shots/*.png'", ['my shots/one.png', 'my shots/two.png']],
    ['~/my\\ shots/t*', ['my shots/two.png']],
    ['odd\\ [2].png', ['odd [2].png']],
    ['desk.png link.png ./desk.png', ['desk.png']],
    [`Screenshot at 8.41.00${NARROW}AM.png`, [`Screenshot at 8.41.00${NARROW}AM.png`]],
  ])('%s', async (text, names) => {
    const { found, problems } = await find(text);
    expect(problems).toEqual([]);
    expect(found.map(({ path }) => path)).toEqual(names.map((name) => join(home, name)));
  });

  test('goes by content, not by name', async () => {
    expect((await find('really.png')).found).toMatchObject([{ type: 'jpeg', width: 4, height: 3 }]);
  });

  test('nothing typed is nothing found', async () => {
    expect(await find(' \n')).toEqual({ found: [], problems: [] });
  });
});

describe('a path that gives no screenshot', () => {
  test.each([
    ['Desk.PNG', /there is no such file\. Did you mean .*\/desk\.png\?/],
    ['desk.jpg', /Did you mean .*\/desk\.png\?/],
    ['desk', /Did you mean .*\/desk\.png\?/],
    ['desk.png.png', /Did you mean .*\/desk\.png\?/],
    ['Screenshot at 8.41.00 AM.png', new RegExp(`Did you mean .*8\\.41\\.00${NARROW}AM\\.png\\?`)],
    ['other.png', /there is no such file\. Check the name/],
    ['broken.png', /there is no such file/],
    ['nodir/desk.png', /There is no folder .*\/nodir either/],
    ['desk.png/x.png', /a part of the path is a file, not a folder/],
    ['~/my\\ shots', /that is a folder/],
    ['letter.pdf', /that is a PDF, not an image/],
    ['renamed.png', /that is a PDF, not an image/],
    ['empty.png', /that file is empty/],
    ['cut.png', /that PNG image is damaged/],
    ['*.gif', /no file fits this pattern/],
    ['/dev/null', /that is no file/],
  ])('%s', async (text, reason) => {
    expect(await problem(text)).toMatch(reason);
  });

  test('does not keep the others back', async () => {
    const { found, problems } = await find('desk.png letter.pdf photo.jpg');
    expect(found).toHaveLength(2);
    expect(problems.map(({ path }) => path)).toEqual([join(home, 'letter.pdf')]);
  });

  test('a pattern for too many files says how many', async () => {
    const many = join(home, 'many');
    await mkdir(many);
    for (let at = 0; at < 51; at += 1) await writeFile(join(many, `${at}.png`), png(1, 1));
    expect(await problem('many/*.png')).toMatch(/^51 files fit this pattern\. Name those/);
  });

  test('what the disk refuses is said in its words', async () => {
    const io = realIo(home);
    const refused = new UserError('cannot-read', '/x/shot.png cannot be read: permission denied', {
      hint: 'Ask its owner.',
    });
    const files = { ...io.files, readAt: () => Promise.reject(refused) };
    const { problems } = await findScreenshots('desk.png', { files, system: { platform: 'linux', home, cwd: home } });
    expect(problems).toEqual([{ path: join(home, 'desk.png'), reason: refused.message, hint: 'Ask its owner.' }]);
  });

  test.skipIf(process.getuid?.() === 0)(
    'an unreadable file is a problem and no crash (skipped for root, who can read everything)',
    async () => {
      const path = join(home, 'secret.png');
      await writeFile(path, png(1, 1));
      await chmod(path, 0o000);
      expect(await problem('secret.png')).toMatch(/secret\.png/);
    },
  );
});

test('on Windows, paths are Windows paths', async () => {
  const io = realIo(home);
  const asked: string[] = [];
  const files = { ...io.files, facts: (path: string) => (asked.push(path), Promise.resolve(null)) };
  const system = { platform: 'win32', home: 'C:\\Users\\J D', cwd: 'D:\\work' } as const;
  await findScreenshots('~\\Desktop\\my shot.png "shot.png" C:/x/a.png', { files, system });
  expect(asked.filter((path) => path.endsWith('.png'))).toEqual([
    'C:\\Users\\J D\\Desktop\\my shot.png',
    'D:\\work\\shot.png',
    'C:\\x\\a.png',
  ]);
});

describe('a pattern in a folder whose name looks like one', () => {
  test.each(['shots (1)', 'Program Files (x86)', 'a {b}', '@(c)', 'd+(e)', '!f', 'g!', 'h|i', 'j [2]', 'k*'])(
    '%s',
    async (name) => {
      const folder = join(home, 'odd', name);
      await mkdir(folder, { recursive: true });
      await writeFile(join(folder, 'one (2).png'), png(1, 1));
      const typed = { files: realIo(home).files, system: { platform: process.platform, home: folder, cwd: folder } };
      for (const text of ['*.png', '"one (2)*"', '~/*.png', './*.png']) {
        const { found, problems } = await findScreenshots(text, typed);
        expect(problems, text).toEqual([]);
        expect(
          found.map(({ path }) => path),
          text,
        ).toEqual([join(folder, 'one (2).png')]);
      }
      if (name === 'k*') return; // typed, its star is a pattern
      expect((await find(`"${folder}/*.png"`)).found.map(({ path }) => path)).toEqual([join(folder, 'one (2).png')]);
    },
  );

  test('is escaped without backslashes on Windows, where they separate', async () => {
    const patterns: string[] = [];
    const files = {
      ...realIo(home).files,
      facts: () => Promise.resolve(null),
      glob: (pattern: string) => {
        patterns.push(pattern);
        return Promise.resolve([]);
      },
    };
    const system = { platform: 'win32', home: 'C:\\Users\\J (D)', cwd: 'C:\\Program Files (x86)\\[a]' } as const;
    for (const text of ['*.png', '~\\*.png', '"D:\\x (1)\\*.png"']) await findScreenshots(text, { files, system });
    expect(patterns).toEqual([
      'C:\\Program Files [(]x86[)]\\[[]a[]]\\*.png',
      'C:\\Users\\J [(]D[)]\\*.png',
      'D:\\x [(]1[)]\\*.png',
    ]);
  });
});

describe('findScreenshotsAt', () => {
  test.each(['a "b".png', 'back\\slash.png', 'two\nlines.png', 'st*r.png', "it's, so.png", '~.png', 'q?[1].png'])(
    'takes the path %j as it stands',
    async (name) => {
      await writeFile(join(home, name), png(7, 7));
      const io = { files: realIo(home).files, system: { platform: process.platform, home, cwd: home } };
      const { found, problems } = await findScreenshotsAt([join(home, name)], io);
      expect(problems).toEqual([]);
      expect(found).toMatchObject([{ path: join(home, name), width: 7 }]);
    },
  );

  test('knows no pattern, no home and no list in a path', async () => {
    const io = { files: realIo(home).files, system: { platform: process.platform, home, cwd: home } };
    for (const name of ['*.png', '~/desk.png', 'desk.png, photo.jpg']) {
      const { found, problems } = await findScreenshotsAt([join(home, name)], io);
      expect(found).toEqual([]);
      expect(problems).toMatchObject([{ path: join(home, name) }]);
    }
  });
});
