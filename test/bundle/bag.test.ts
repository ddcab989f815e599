import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tagFiles, topFolder } from '../../src/bundle/bag.ts';
import { parseBagInfo } from '../../src/bundle/bag-info.ts';
import { nameProblem } from '../../src/bundle/entry-name.ts';
import { formatManifest, parseManifest } from '../../src/bundle/manifest.ts';
import { writeBag } from '../../src/bundle/write-bag.ts';
import type { SealedEntry } from '../../src/redact/door.ts';
import { temporaryFolder } from '../support/disk.ts';

const info = { case: '20261120-k3f9', tool: 'deskmedic 0.1.0', createdAt: '2026-11-20T13:41:00.123Z' };
const payload = ['two', 'three'].map((text, at) => ({
  path: `data/${'ba'[at]}.txt`,
  bytes: text.length,
  sha256: createHash('sha256').update(text).digest('hex'),
}));

function tagsOf(parent?: string): ReadonlyMap<string, string> {
  const { tags } = tagFiles(payload, { ...info, ...(parent === undefined ? {} : { parent }) });
  return new Map(tags.map(({ path, bytes }) => [path, new TextDecoder().decode(bytes)]));
}

describe('a bag', () => {
  it('has the tag files of BagIt 1.0, with the total of its payload', () => {
    const tags = tagsOf();
    expect(tags.get('bagit.txt')).toBe('BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n');
    expect(tags.get('bag-info.txt')).toBe(
      'Bag-Software-Agent: deskmedic 0.1.0\nBagging-Date: 2026-11-20\nExternal-Identifier: 20261120-k3f9\nPayload-Oxum: 8.2\n',
    );
    const listed = (manifest: string): string[] => parseManifest(tags.get(manifest)!).lines.map(({ path }) => path);
    expect(listed('manifest-sha256.txt')).toEqual(['data/a.txt', 'data/b.txt']);
    expect(listed('tagmanifest-sha256.txt')).toEqual(['bag-info.txt', 'bagit.txt', 'manifest-sha256.txt']);
  });

  it('has manifests that sha256sum agrees with', () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'data'));
    writeFileSync(join(folder, 'data/b.txt'), 'two');
    writeFileSync(join(folder, 'data/a.txt'), 'three');
    for (const [path, text] of tagsOf()) writeFileSync(join(folder, path), text);
    expect(
      execFileSync('sha256sum', ['--strict', '-c', 'manifest-sha256.txt', 'tagmanifest-sha256.txt'], {
        cwd: folder,
        encoding: 'utf8',
      }).match(/: OK/g),
    ).toHaveLength(5);
  });

  it('names the bundle that it adds to', () => {
    const parent = 'a1'.repeat(32);
    expect(parseBagInfo(tagsOf(parent).get('bag-info.txt')!).get('parent-bundle-id')).toEqual([parent]);
    expect(() => tagsOf('a1')).toThrow(TypeError);
  });

  it('is not made with an id, a time or a name that could lead elsewhere', async () => {
    expect(topFolder(info)).toBe('20261120-k3f9-20261120T134100Z');
    expect(() => topFolder({ ...info, case: '../x' })).toThrow(TypeError);
    expect(() => topFolder({ ...info, createdAt: '2026-11-20T08:41:00-05:00' })).toThrow(TypeError);
    const bag = writeBag('top', () => Promise.resolve());
    const leading = { name: '../../x', shrinksTo: 1, content: () => Readable.from([]) } as unknown as SealedEntry;
    await expect(bag.add(leading)).rejects.toThrow(TypeError);
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
        expect(new Map(read.map(({ path, digest }) => [path, digest]))).toEqual(
          new Map(kept.map(({ path, sha256 }) => [path, sha256])),
        );
      }),
    );
  });
});

describe('bag-info.txt', () => {
  it('is read with labels in any case, several values, blanks, and lines that go on', () => {
    const text = 'A-Label: one\r\na-label : two\r\n  and more\r\nB:\r\nno label\r\nC: x: y\r\n';
    expect([...parseBagInfo(text)]).toEqual([
      ['a-label', ['one', 'two and more']],
      ['b', ['']],
      ['c', ['x: y']],
    ]);
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
