import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadWordIndex } from '../../../src/match/words/load-word-index.ts';
import { loadRules } from '../../../src/rules/load-rules.ts';
import type { Rules } from '../../../src/rules/pack.ts';
import { diskIo, temporaryFolder } from '../../support/disk.ts';
import { packFiles, row, yesNo, type PackText } from '../../support/pack-text.ts';

const { files } = diskIo();

/** Folders of packs: the one that stands for the built-in one, and further ones. */
class Packs {
  readonly root = temporaryFolder();
  readonly builtIn = this.write('base', {
    facts: `[${yesNo('desk.on')}]`,
    rows: row('crm/a', '{desk.on: true}') + row('crm/b', '{desk.on: false}'),
    phrases: { 'crm/a': ['wobbly marmalade', 'purple marmalade', 'marmalade everywhere'] },
  });

  write(folder: string, { phrases, ...pack }: PackText & { phrases?: Record<string, string[]> }): string {
    const said = `schema: deskmedic/phrases/v1\nlanguage: en\nphrases: ${JSON.stringify(phrases)}\n`;
    const all = [...packFiles(pack), ...(phrases === undefined ? [] : [['phrases/en.yaml', said] as const])];
    for (const [path, text] of all) {
      const place = join(this.root, folder, path);
      mkdirSync(dirname(place), { recursive: true });
      writeFileSync(place, text);
    }
    return join(this.root, folder);
  }

  get cache(): string {
    return join(this.root, 'cache');
  }

  rules(directories: string[]): Promise<Rules> {
    const builtIn = { directory: this.builtIn, compiled: join(this.root, 'none.json') };
    return loadRules({ builtIn, directories, settings: {} }, files, null).then((loaded) => loaded.rules);
  }

  /** Bits by row for a text, by rules that were loaded before; `learned` tells whether the words were learned anew. */
  async ask(
    text: string,
    rules: Rules,
    directories: string[],
  ): Promise<{ bits: Record<string, number>; learned: boolean }> {
    let learned = false;
    const sources = {
      builtIn: { directory: this.builtIn, model: join(this.root, 'none.bin') },
      directories,
      cache: this.cache,
      version: '1.0.0',
      whileLearning: <T>(work: () => Promise<T>) => ((learned = true), work()),
    };
    const evidence = (await loadWordIndex(rules, sources, files))(text);
    const bits = Object.fromEntries(rules.symptoms.map(({ id }, at) => [id, evidence!.bits[at]!]));
    return { bits, learned };
  }
}

/** The row that a text speaks for most. */
const best = (bits: Record<string, number>): string | undefined =>
  Object.entries(bits)
    .sort(([, a], [, b]) => b - a)
    .map(([id]) => id)[0];

const OVERRIDES = { name: 'own', extended: '[crm]', rows: row('own/a', '{desk.on: true}', '    overrides: crm/a\n') };

describe('phrases of a row', () => {
  test('go to the row that overrides it', async () => {
    const packs = new Packs();
    const directories = [packs.write('own', OVERRIDES)];
    const { bits } = await packs.ask('marmalade', await packs.rules(directories), directories);
    expect(Object.keys(bits)).toEqual(['own/a', 'crm/b']);
    expect(best(bits)).toBe('own/a');
  });

  test('stay with it when the pack that overrode it was replaced by one that does not', async () => {
    const packs = new Packs();
    const later = packs.write('own-2', { ...OVERRIDES, rows: row('own/c', '{desk.on: true}') });
    const directories = [packs.write('own', OVERRIDES), later];
    const { bits } = await packs.ask('marmalade', await packs.rules(directories), directories);
    expect(Object.keys(bits)).toEqual(['crm/a', 'crm/b', 'own/c']);
    expect(best(bits)).toBe('crm/a');
  });

  test('are its own when it has the id of one that was overridden', async () => {
    const packs = new Packs();
    const again = packs.write('again', {
      name: 'again',
      extended: '[own]',
      area: 'crm',
      rows: row('crm/a', '{desk.on: false}'),
      phrases: { 'crm/a': ['tangerine carpet', 'soggy tangerine', 'tangerine again'] },
    });
    const directories = [packs.write('own', OVERRIDES), again];
    const rules = await packs.rules(directories);
    expect(best((await packs.ask('tangerine', rules, directories)).bits)).toBe('crm/a');
    expect(best((await packs.ask('marmalade', rules, directories)).bits)).toBe('own/a');
  });
});

describe('what was learned', () => {
  test('is kept, and learned again when its file is damaged', async () => {
    const packs = new Packs();
    const rules = await packs.rules([]);
    const first = await packs.ask('marmalade', rules, []);
    expect(first.learned).toBe(true);
    expect(await packs.ask('marmalade', rules, [])).toEqual({ ...first, learned: false });
    const [name] = readdirSync(packs.cache);
    const path = join(packs.cache, name!);
    const bytes = readFileSync(path);
    bytes[bytes.length - 1]! ^= 0x40;
    writeFileSync(path, bytes);
    expect(await packs.ask('marmalade', rules, [])).toEqual(first);
  });

  test('is not kept when a pack was written to after its rules were loaded', async () => {
    const packs = new Packs();
    const rules = await packs.rules([]);
    const phrases = readFileSync(join(packs.builtIn, 'phrases/en.yaml'));
    writeFileSync(join(packs.builtIn, 'phrases/en.yaml'), 'schema: deskmedic/phrases/v1\nlanguage: en\n');
    await packs.ask('A', rules, []);
    writeFileSync(join(packs.builtIn, 'phrases/en.yaml'), phrases);
    const { bits, learned } = await packs.ask('marmalade', rules, []);
    expect(learned).toBe(true);
    expect(best(bits)).toBe('crm/a');
  });
});
