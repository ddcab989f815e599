import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { verifyBundle, type Verification } from '../../src/bundle/verify.ts';
import { bagsIn, openSuite, translateBag } from '../support/bag-suite.ts';
import { temporaryFolder } from '../support/disk.ts';
import { wholeIo } from '../support/whole-io.ts';

const PATH = process.env['DESKMEDIC_BAGIT_SUITE'];
const SKIPPED =
  PATH === undefined
    ? ' — SKIPPED: set DESKMEDIC_BAGIT_SUITE to the path of the BagIt conformance suite of the Library of Congress, a folder or a .tar.gz'
    : '';
if (PATH === undefined) console.warn(`\n*** Bags made by others were not verified${SKIPPED} ***\n`);

const suite = PATH === undefined ? undefined : openSuite(PATH);
afterAll(() => suite?.remove());

const io = wholeIo();
const OLD = 'is not supported, only 1.0 is';
const FETCH = 'fetch.txt is not supported';
const NOWHERE = 'which does not belong there';

/** What is wrong with the bags of BagIt 1.0. */
const INVALID_1_0: Readonly<Record<string, Partial<Verification>>> = {
  'bagit-with-invalid-whitespace': { errors: [expect.stringContaining('does not declare BagIt 1.0')] },
  notAllManifestsListAllFiles: { extra: ['data/missingFromManifest.txt'], errors: [] },
  'same-filename-listed-twice-with-different-hashes': {
    changed: ['bagit.txt'],
    errors: [
      'manifest-sha256.txt: line 2 lists a file again',
      expect.stringContaining('does not declare BagIt 1.0'), // has a blank behind the version, too
    ],
  },
  'same-filename-listed-twice-with-the-same-hash': {
    changed: ['bagit.txt'],
    extra: ['debug'],
    errors: ['manifest-sha256.txt: line 2 lists a file again'],
  },
};

/** Bags that are valid by BagIt 0.97 and not supported here, translated or not, with the reason that is told. */
const NOT_SUPPORTED: Readonly<Record<string, string>> = {
  // Reading other encodings would be more ways to spell a path, for bags that no tool of this century writes.
  'ISO-8859-1-encoded-tag-files': 'tag files in ISO-8859-1 are not supported, only in UTF-8',
  'UTF-16-encoded-tag-files': 'tag files in UTF-16 are not supported, only in UTF-8',
  // A bag that makes its reader download is a way into the reader's network.
  'holey-bag': FETCH,
};

/** What is told of bags that other readers only warn of, once they are translated. */
const WARNINGS: Readonly<Record<string, Partial<Verification>>> = {
  'made-with-md5sum-tools': { valid: true, warnings: Array.from({ length: 2 }, () => expect.stringContaining('*')) },
  'relative-path': { valid: true, warnings: [expect.stringContaining('./')] },
  'special-system-files': {
    valid: true,
    warnings: ['data/.DS_Store', 'data/Thumbs.db'].map((path) => expect.stringContaining(path)),
  },
  // Stricter than others: a manifest lists two files of which there is one, and both cannot be unpacked everywhere.
  'duplicate-file-with-different-case': { valid: false, missing: ['data/HELLO.txt'] },
  'same-filename-listed-twice-with-different-normalization': { valid: false, missing: [expect.any(String)] },
  // Forbidden since 1.0, as the suite's own bag of 1.0 says.
  'same-filename-listed-twice-with-the-same-hash': {
    valid: false,
    errors: ['manifest-sha256.txt: line 2 lists a file again'],
  },
};

/** What is wrong with the others once they are translated. A path that leads elsewhere does so on every system. */
const INVALID: Readonly<Record<string, Partial<Verification>>> = {
  'baginfo-missing-encoding': { errors: [expect.stringContaining('does not declare')] },
  'bom-in-bagit.txt': { errors: [expect.stringContaining('does not declare')] },
  'invalid-version-number': { errors: [expect.stringContaining('does not declare')] },
  'missing-bagit.txt': { errors: [expect.stringContaining('no bagit.txt')] },
  'corrupt-data-file': { changed: ['data/bare-filename'], errors: [expect.stringContaining('Payload-Oxum is 58.2')] },
  'corrupt-tag-file': { changed: expect.arrayContaining(['bag-info.txt']) },
  'extra-file-in-bag': { extra: ['data/bar'], errors: [expect.stringContaining('Payload-Oxum is 29.1')] },
  'missing-baginfo': { missing: ['bag-info.txt'] },
  'same-filename-listed-twice-with-different-hashes': { errors: ['manifest-sha256.txt: line 2 lists a file again'] },
  'out-of-scope-file-paths-using-dot-notation': {
    errors: [expect.stringContaining('"../../../README.md"'), expect.stringContaining(NOWHERE)],
  },
};
const LEADING_OUT: Partial<Verification> = { errors: [expect.stringContaining(NOWHERE)] };
const FETCHING: Partial<Verification> = { errors: [expect.stringContaining(FETCH)] };

/** Bags of the suite, each with what it is called there; none when the suite is absent. */
const bags = (...parts: string[]): [name: string, path: string][] =>
  suite === undefined
    ? []
    : parts.flatMap((part) =>
        bagsIn(suite, part).map((name): [string, string] => [name, join(suite.folder, part, name)]),
      );

function translated(bag: string): string {
  const to = join(temporaryFolder(), basename(bag));
  translateBag(bag, to);
  return to;
}

/** The bag, verified as a folder, and packed by Python; both have to come to the same. */
async function verified(bag: string): Promise<Verification> {
  const found = await verifyBundle(bag, io);
  const zip = join(temporaryFolder(), 'bag.zip');
  execFileSync('python3', ['-m', 'zipfile', '-c', zip, basename(bag)], { cwd: dirname(bag) });
  const packed = await verifyBundle(zip, io);
  if (existsSync(join(bag, 'bagit.txt'))) expect(packed).toEqual(found);
  else expect(packed.valid).toBe(false);
  return found;
}

describe.skipIf(suite === undefined)(`bags made by others${SKIPPED}`, () => {
  it('are as many as are told of here', () => {
    expect(bags('v1.0/valid').map(([name]) => name)).toEqual(['basicBag']);
    expect(bags('v1.0/invalid').map(([name]) => name)).toEqual(Object.keys(INVALID_1_0).sort());
    expect(bags('v0.97/valid')).toHaveLength(12);
    expect(bags('v0.97/warning').map(([name]) => name)).toEqual(Object.keys(WARNINGS).sort());
    expect(bags('v0.97/invalid', 'v0.97/linux-only', 'v0.97/windows-only')).toHaveLength(23);
  });

  it.each(bags('v1.0/valid'))('of BagIt 1.0: %s is valid', async (_, bag) => {
    expect(await verified(bag)).toMatchObject({ valid: true, errors: [], warnings: [] });
    execFileSync('sha512sum', ['--strict', '-c', 'manifest-sha512.txt'], { cwd: bag });
  });

  it.each(bags('v1.0/invalid'))('of BagIt 1.0: %s is refused with the reason', async (name, bag) => {
    expect(await verified(bag)).toMatchObject({ valid: false, ...INVALID_1_0[name] });
  });

  const parts = ['valid', 'warning', 'invalid', 'linux-only', 'windows-only'].map((part) => `v0.97/${part}`);
  it.each(bags(...parts))('of BagIt 0.97: %s is refused as it is', async (_, bag) => {
    const { valid, errors } = await verifyBundle(bag, io);
    expect(valid).toBe(false);
    if (errors.some((error) => error.includes('does not declare') || error.includes('no bagit.txt'))) return;
    expect(errors).toContainEqual(expect.stringContaining(OLD));
    for (const algorithm of ['md5', 'sha224'].filter((word) => existsSync(join(bag, `manifest-${word}.txt`))))
      expect(errors).toContainEqual(expect.stringContaining(`${algorithm} is not supported, only sha256 and sha512`));
  });

  it.each(bags('v0.97/valid'))(
    'of BagIt 0.97, translated: %s is valid, or told to be not supported',
    async (name, bag) => {
      const to = translated(bag);
      const found = await verified(to);
      const reason = NOT_SUPPORTED[name];
      if (reason === undefined) {
        expect(found).toMatchObject({ valid: true, errors: [] });
        const isUnix = ['manifest-sha256.txt', 'tagmanifest-sha256.txt'].every(
          (manifest) => !readFileSync(join(to, manifest), 'utf8').includes('\r'),
        );
        if (isUnix) execFileSync('sha256sum', ['--strict', '-c', 'manifest-sha256.txt'], { cwd: to });
      } else {
        expect(found.valid).toBe(false);
        expect(found.errors).toContainEqual(expect.stringContaining(reason));
      }
    },
  );

  it.each(bags('v0.97/warning'))('of BagIt 0.97, translated: of %s is warned', async (name, bag) => {
    const tree = join(temporaryFolder(), name);
    execFileSync('cp', ['-r', bag, tree]);
    // Some copies of the suite have lost this empty file on their way, as system files are.
    if (name === 'special-system-files') writeFileSync(join(tree, 'data/.DS_Store'), '');
    expect(await verified(translated(tree))).toMatchObject(WARNINGS[name] ?? { valid: 'told of here' });
  });

  it.each(bags('v0.97/invalid', 'v0.97/linux-only', 'v0.97/windows-only'))(
    'of BagIt 0.97, translated: %s is refused with the reason',
    async (name, bag) => {
      const expected = INVALID[name] ?? (name.endsWith('-for-fetch') ? FETCHING : LEADING_OUT);
      expect(await verified(translated(bag))).toMatchObject({ valid: false, ...expected });
    },
  );
});
