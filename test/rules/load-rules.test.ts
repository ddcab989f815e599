import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Files } from '../../src/io/io.ts';
import { loadRules } from '../../src/rules/load-rules.ts';
import { packCache } from '../../src/rules/pack-cache.ts';
import { diskIo, temporaryFolder } from '../support/disk.ts';
import { packFiles, row, yesNo, type PackText } from '../support/pack-text.ts';
import { writePack } from '../support/lint.ts';

const PACK: PackText = { facts: `[${yesNo('crm.a')}]`, rows: row('crm/a', '{crm.a: true}') };
const SECOND: PackText = { name: 'second', facts: `[${yesNo('second.a')}]`, rows: row('second/a', '{second.a: true}') };

/** A built-in pack and a further one on disk, and a home for the cache. */
function setUp() {
  const { files } = diskIo();
  const builtIn = { directory: writePack(Object.fromEntries(packFiles(PACK))), compiled: '/no/such/file' };
  const directory = writePack(Object.fromEntries(packFiles(SECOND)));
  const home = temporaryFolder();
  const load = async (version = '1.0.0', directories = [directory]) => {
    const read: string[] = [];
    const written: string[] = [];
    const watched: Files = {
      ...files,
      read: (path, limit) => (read.push(path), files.read(path, limit)),
      write: (path, ...rest) => (written.push(path), files.write(path, ...rest)),
    };
    const loaded = await loadRules({ builtIn, directories, settings: {} }, watched, packCache(home, watched, version));
    return { ids: loaded.rules.symptoms.map((item) => item.id), compiledAnew: written.length > 0, loaded };
  };
  return {
    load,
    home,
    directory,
    cached: () => readdirSync(join(home, 'cache/packs')).map((name) => join(home, 'cache/packs', name)),
  };
}

describe('a further pack', () => {
  test('is compiled once, and then read from the cache', async () => {
    const { load } = setUp();
    expect(await load()).toMatchObject({ ids: ['crm/a', 'second/a'], compiledAnew: true });
    expect(await load()).toMatchObject({ ids: ['crm/a', 'second/a'], compiledAnew: false });
  });

  test('is the same from the cache as compiled', async () => {
    const { load } = setUp();
    const [compiled, cached] = [await load(), await load()];
    expect(cached.loaded).toEqual(compiled.loaded);
  });

  test('is compiled again when a file of it changes', async () => {
    const { load, directory } = setUp();
    await load();
    const table = join(directory, 'tables/second.yaml');
    writeFileSync(table, readFileSync(table, 'utf8').replace('second/a', 'second/b'));
    expect(await load()).toMatchObject({ ids: ['crm/a', 'second/b'], compiledAnew: true });
  });

  test('is compiled again by another version of the program', async () => {
    const { load } = setUp();
    await load('1.0.0');
    expect(await load('1.0.1')).toMatchObject({ compiledAnew: true });
  });

  test.each<[string, (text: string) => string]>([
    ['cut short', (text) => text.slice(0, -20)],
    ['empty', () => ''],
    ['changed in one character', (text) => text.replace('second/a', 'second/x')],
    ['of another format', (text) => text.replace('deskmedic-pack 1', 'deskmedic-pack 0')],
    ['no JSON', () => 'deskmedic-pack 1\n{\n'],
    ['of something else', () => '{"symptoms": []}\n'],
  ])('is compiled again, and cached anew, when its cache is %s', async (_what, spoil) => {
    const { load, cached } = setUp();
    await load();
    for (const path of cached()) writeFileSync(path, spoil(readFileSync(path, 'utf8')));
    expect(await load()).toMatchObject({ ids: ['crm/a', 'second/a'], compiledAnew: true });
    expect(await load()).toMatchObject({ ids: ['crm/a', 'second/a'], compiledAnew: false });
  });

  test('is not taken from the cache of another pack that bears its key', async () => {
    const { load, cached } = setUp();
    const other = writePack(
      Object.fromEntries(packFiles({ ...SECOND, name: 'third', rows: row('third/a', '{second.a: true}') })),
    );
    await load('1.0.0', [other]);
    const [foreign] = cached();
    await load();
    const own = cached().find((path) => path !== foreign)!;
    writeFileSync(own, readFileSync(foreign!, 'utf8'));
    expect(await load()).toMatchObject({ ids: ['crm/a', 'second/a'], compiledAnew: true });
  });

  test('is loaded although nothing can be cached', async () => {
    const { load, home } = setUp();
    rmSync(home, { recursive: true });
    writeFileSync(home, 'a file where the folder should be');
    expect(await load()).toMatchObject({ ids: ['crm/a', 'second/a'] });
  });

  test('of the same name replaces the one before, which is told', async () => {
    const { load } = setUp();
    const twin = writePack(Object.fromEntries(packFiles({ ...PACK, rows: row('crm/b', '{crm.a: true}') })));
    const { ids, loaded } = await load('1.0.0', [twin]);
    expect(ids).toEqual(['crm/b']);
    expect(loaded.replaced).toEqual(['crm']);
  });

  test('with an error throws all of its errors', async () => {
    const { load, directory } = setUp();
    writeFileSync(join(directory, 'facts.yaml'), 'schema: deskmedic/facts/v1\nfacts: []\nfcts: []\n');
    const error: unknown = await load().catch((caught: unknown) => caught);
    expect(error).toMatchObject({
      code: 'bad-pack',
      exit: 2,
      problems: [{ code: 'bad-value' }, { code: 'unknown-key', file: `${directory}/facts.yaml` }],
    });
  });
});
