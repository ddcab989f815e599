import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parsePaths } from '../../src/dialogue/parse-paths.ts';
import { quoteForShell } from '../../src/dialogue/quote.ts';

function paths(text: string, platform: NodeJS.Platform): readonly string[] {
  return parsePaths(text, platform).paths.map(({ path }) => path);
}

describe('on Linux and macOS', () => {
  test.each<[string, readonly string[]]>([
    ['', []],
    ['  \n ', []],
    ['/tmp/shot.png', ['/tmp/shot.png']],
    ['/tmp/shot.png\r', ['/tmp/shot.png']],
    [' /tmp/shot.png ', ['/tmp/shot.png']],
    ["'/tmp/my shot.png'", ['/tmp/my shot.png']],
    ["'/tmp/my shot.png' ", ['/tmp/my shot.png']],
    ['"/tmp/my \\"best\\" shot.png"', ['/tmp/my "best" shot.png']],
    ['"/tmp/a\\b.png"', ['/tmp/a\\b.png']],
    ['/tmp/my\\ shot\\ \\(1\\).png', ['/tmp/my shot (1).png']],
    ["'/tmp/it'\\''s.png'", ["/tmp/it's.png"]],
    ["/tmp/O'Brien.png", ["/tmp/O'Brien.png"]],
    ["/tmp/O'Brien's shot.png /tmp/O'Hara.png", ["/tmp/O'Brien's shot.png", "/tmp/O'Hara.png"]],
    ['/tmp/my shot.png', ['/tmp/my shot.png']],
    ['/tmp/a.png /tmp/b.png', ['/tmp/a.png', '/tmp/b.png']],
    ['a.png b.JPG c.jpeg', ['a.png', 'b.JPG', 'c.jpeg']],
    ['/tmp/Hello,\\ world,\\ again.png', ['/tmp/Hello, world, again.png']],
    ["'a.png','my b.png'", ['a.png', 'my b.png']],
    ['a.png,b.png, c.png', ['a.png', 'b.png', 'c.png']],
    ['a.png\nb.png\r\nmy c.png\n', ['a.png', 'b.png', 'my c.png']],
    ['/tmp/folder /tmp/b.png', ['/tmp/folder', '/tmp/b.png']],
    ['~/Desktop/my shot.png ~/b.png', ['~/Desktop/my shot.png', '~/b.png']],
    ['~', ['~']],
    ['file:///tmp/my%20shot%C3%A4.png', ['/tmp/my shotä.png']],
    ['file:///tmp/a.png file:///tmp/b.png', ['/tmp/a.png', '/tmp/b.png']],
    ['file://other.example/tmp/a.png', ['file://other.example/tmp/a.png']],
    ['file:///tmp/%', ['file:///tmp/%']],
    ['file:///tmp/%ff.png', ['file:///tmp/%ff.png']],
    ['file:///tmp/a%2Fb.png', ['file:///tmp/a%2Fb.png']],
    ['file://localhost/tmp/a.png', ['/tmp/a.png']],
    ["'file:///tmp/my%20shot.png'", ['/tmp/my shot.png']],
    ["& '/tmp/my shot.png'", ['/tmp/my shot.png']],
    ['/tmp/Screenshot 2026-11-20 at 8.41.00\u202fAM.png', ['/tmp/Screenshot 2026-11-20 at 8.41.00\u202fAM.png']],
    ['/tmp/Screenshot\\ 2026-11-20\\ at\\ 8.41.00\u202fAM.png', ['/tmp/Screenshot 2026-11-20 at 8.41.00\u202fAM.png']],
    ['"/tmp/never closed.png', ['"/tmp/never closed.png']],
    ['/tmp/trailing\\', ['/tmp/trailing\\']],
  ])('%j', (text, expected) => {
    expect(paths(text, 'linux')).toEqual(expected);
    expect(paths(text, 'darwin')).toEqual(expected);
  });
});

describe('on Windows', () => {
  test.each<[string, readonly string[]]>([
    ['C:\\Users\\J D\\shot.png', ['C:\\Users\\J D\\shot.png']],
    ['"C:\\Users\\J D\\shot.png"', ['C:\\Users\\J D\\shot.png']],
    ["'C:\\Users\\J D\\shot.png'", ['C:\\Users\\J D\\shot.png']],
    ["& 'C:\\Users\\J D\\shot.png'", ['C:\\Users\\J D\\shot.png']],
    ["& 'C:\\Users\\J D\\it''s.png'", ["C:\\Users\\J D\\it's.png"]],
    ['& "C:\\Users\\J D\\shot.png"', ['C:\\Users\\J D\\shot.png']],
    ["C:\\Users\\O'Brien\\my shot.png", ["C:\\Users\\O'Brien\\my shot.png"]],
    ['"C:\\a b.png" "D:\\c d.png"', ['C:\\a b.png', 'D:\\c d.png']],
    ['C:\\a b.png D:\\c d.png', ['C:\\a b.png', 'D:\\c d.png']],
    ['C:\\My Folder D:\\My Folder', ['C:\\My Folder', 'D:\\My Folder']],
    ['C:\\a.png, \\\\server\\share\\my b.png', ['C:\\a.png', '\\\\server\\share\\my b.png']],
    ['C:\\a.png\r\nC:\\b.png\r\n', ['C:\\a.png', 'C:\\b.png']],
    ['file:///C:/Users/J%20D/shot.png', ['C:\\Users\\J D\\shot.png']],
    ['file://server/share/a.png', ['\\\\server\\share\\a.png']],
    ['~\\Desktop\\my shot.png', ['~\\Desktop\\my shot.png']],
    ['C:\\new\\table\\', ['C:\\new\\table\\']],
    ['C:/Users/J D/shot.png', ['C:/Users/J D/shot.png']],
  ])('%j', (text, expected) => {
    expect(paths(text, 'win32')).toEqual(expected);
  });
});

test.each<[string, boolean]>([
  ['~/shots/*.png', true],
  ["'~/my shots/*.png'", true],
  ['~/Screen\\ Shot*.png', true],
  ['shot?.png', true],
  ['shot[12].png', true],
  ['what\\?.png', false],
  ['shot.png', false],
  ['file:///tmp/a%2A.png', false],
])('%j is a pattern: %j', (text, glob) => {
  expect(parsePaths(text, 'linux').paths.map((path) => path.glob)).toEqual([glob]);
});

test('reads back every path that is quoted for a shell', () => {
  const name = fc.string({ unit: 'grapheme', minLength: 1 }).filter((text) => !/[\r\n\0,]/.test(text));
  fc.assert(
    fc.property(fc.array(name, { minLength: 1 }), (names) => {
      const list = names.map((each) => `/tmp/${each}/x.png`);
      expect(paths(quoteForShell(list, 'linux', {}), 'linux')).toEqual(list);
    }),
  );
});

test('takes any text without failing or hanging', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('linux' as const, 'win32' as const),
      (text, platform) => {
        for (const path of paths(text, platform)) expect(path).not.toBe('');
      },
    ),
  );
  for (const bad of [
    '"'.repeat(20_000),
    "'".repeat(20_001),
    '\\'.repeat(20_001),
    ' '.repeat(20_000),
    'a '.repeat(20_000),
  ]) {
    const start = performance.now();
    parsePaths(bad, 'linux');
    parsePaths(bad, 'win32');
    expect(performance.now() - start).toBeLessThan(2_000);
  }
});
