import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildBag } from '../../src/bundle/bag.ts';
import { nameProblem } from '../../src/bundle/entry-name.ts';
import { formatManifest, parseManifest } from '../../src/bundle/manifest.ts';
import { redactEntries } from '../../src/redact/door.ts';
import { temporaryFolder } from '../support/disk.ts';

const info = { case: '20261120-k3f9', tool: 'deskmedic 0.1.0', createdAt: '2026-11-20T13:41:00.123Z' };
const { entries } = redactEntries([
  { name: 'b.txt', kind: 'text', text: 'two' },
  { name: 'a.txt', kind: 'text', text: 'three' },
]);

describe('a bag', () => {
  it('has the tag files of BagIt 1.0, with the total of its payload', () => {
    const bag = buildBag(entries, info);
    const text = (path: string): string =>
      new TextDecoder().decode(bag.files.find((file) => file.path === path)?.bytes);
    expect(bag.top).toBe('20261120-k3f9-20261120T134100Z');
    expect(text('bagit.txt')).toBe('BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n');
    expect(text('bag-info.txt')).toBe(
      'Bag-Software-Agent: deskmedic 0.1.0\nBagging-Date: 2026-11-20\nExternal-Identifier: 20261120-k3f9\nPayload-Oxum: 8.2\n',
    );
    expect(parseManifest(text('manifest-sha256.txt')).lines.map(({ path }) => path)).toEqual([
      'data/a.txt',
      'data/b.txt',
    ]);
    expect(parseManifest(text('tagmanifest-sha256.txt')).lines.map(({ path }) => path)).toEqual([
      'bag-info.txt',
      'bagit.txt',
      'manifest-sha256.txt',
    ]);
  });

  it('has manifests that sha256sum agrees with', () => {
    const folder = temporaryFolder();
    for (const { path, bytes } of buildBag(entries, info).files) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), bytes);
    }
    expect(
      execFileSync('sha256sum', ['--strict', '-c', 'manifest-sha256.txt', 'tagmanifest-sha256.txt'], {
        cwd: folder,
        encoding: 'utf8',
      }).match(/: OK/g),
    ).toHaveLength(5);
  });

  it('is not made with an id, a time or a name that could lead elsewhere', () => {
    expect(() => buildBag(entries, { ...info, case: '../x' })).toThrow(TypeError);
    expect(() => buildBag(entries, { ...info, createdAt: '2026-11-20T08:41:00-05:00' })).toThrow(TypeError);
    const { entries: leading } = redactEntries([{ name: '../../x', kind: 'text', text: '' }]);
    expect(() => buildBag(leading, info)).toThrow(TypeError);
  });
});

describe('a manifest', () => {
  it('comes back as it was written, line ends and percent signs in paths included', () => {
    const line = fc.record({
      path: fc.string({ minLength: 1, unit: fc.constantFrom('a', '%', '0', 'A', 'D', '\r', '\n', 'é', ' b') }),
      sha256: fc.stringMatching(/^[0-9a-f]{64}$/),
    });
    fc.assert(
      fc.property(fc.uniqueArray(line, { selector: ({ path }) => path }), (lines) => {
        const kept = lines.filter(({ path }) => !/^\s|^\*|^\.\//.test(path));
        const { lines: read, problems } = parseManifest(formatManifest(kept));
        expect(problems).toEqual([]);
        expect(new Map(read.map(({ path, sha256 }) => [path, sha256]))).toEqual(
          new Map(kept.map(({ path, sha256 }) => [path, sha256])),
        );
      }),
    );
  });
});

describe('a name in an archive', () => {
  it.each(['a', 'data/evidence/01.png', 'top/', 'console.txt', 'a/.hidden', 'com10', 'é'])('may be %j', (name) => {
    expect(nameProblem(name)).toBeUndefined();
  });

  it.each([
    '',
    '/',
    '.',
    '..',
    'a//b',
    'a/./b',
    'nul',
    'x/AUX.txt',
    'com1',
    'LPT¹.log',
    'CONIN$',
    'a/clock$.txt',
    'nul .txt',
    'a ',
    'a.',
    'a/b ./c',
    'a?',
    'a|b',
    'a\u007f',
    'a\u200bb',
    'a\ud800',
    'x'.repeat(241),
  ])('may not be %j', (name) => {
    expect(nameProblem(name)).toBeTypeOf('string');
  });
});
