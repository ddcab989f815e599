import { mkdirSync, readFileSync, statSync, symlinkSync, writeFileSync, lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadConfig, rememberConfig } from '../../src/case/config.ts';
import { CONFIG_KEYS, type ConfigPatch } from '../../src/case/config-keys.ts';
import { diskIo, stoppedClock, temporaryFolder } from '../support/disk.ts';

const clock = stoppedClock('2026-11-20T08:41:00-06:00', 'America/Chicago');
const io = diskIo({ clock });

function homeWith(text: string | Uint8Array): { home: string; file: string } {
  const home = temporaryFolder();
  const file = join(home, 'config.yaml');
  writeFileSync(file, text);
  return { home, file };
}

async function refusal(text: string | Uint8Array): Promise<Record<string, unknown> & { message: string }> {
  const { home, file } = homeWith(text);
  const error = await loadConfig(home, io).catch((caught: unknown) => caught);
  expect(error).toMatchObject({ name: 'UserError', code: 'bad-config', exit: 2, where: { file } });
  expect(readFileSync(file)).toEqual(Buffer.from(text));
  return error as Record<string, unknown> & { message: string };
}

describe('the configuration', () => {
  it('without a file is the defaults', async () => {
    const { values, origin } = await loadConfig(join(temporaryFolder(), 'none'), io);
    expect(values).toEqual({
      policy: 'cisco-tac',
      zone: 'America/Chicago',
      identity: {},
      contact: {},
      rules: [],
      settings: new Map(),
    });
    expect([...origin]).toEqual([
      ['policy', 'default'],
      ['zone', 'default'],
    ]);
  });

  it('takes each value from the first that has it: flag, environment, file, default', async () => {
    const { home } = homeWith('policy: in-file\nsite: TUL\nseats: 12\nzone: Europe/Berlin\n');
    const env = { DESKMEDIC_POLICY: 'in-environment', DESKMEDIC_SEATS: '120', DESKMEDIC_SITE: '' };
    const { values, origin } = await loadConfig(home, diskIo({ clock, env }), { policy: 'in-flag' });
    expect(values).toMatchObject({ policy: 'in-flag', seats: 120, site: 'TUL', zone: 'Europe/Berlin' });
    expect(Object.fromEntries(origin)).toEqual({
      policy: 'flag',
      seats: 'environment',
      site: 'file',
      zone: 'file',
    });
  });

  it('takes every zone that times can be shown in, and none that would have to be guessed', async () => {
    for (const zone of ['America/Chicago', 'utc', 'EST', '+05:30', '-03:00']) {
      const { home } = homeWith(`zone: "${zone}"\n`);
      expect((await loadConfig(home, io)).values.zone).toBe(zone);
    }
    for (const zone of ['BST', 'IST', 'Chicago', '+25:00', '2026-11-20T08:41:00Z'])
      expect((await refusal(`zone: "${zone}"\n`)).message).toContain('time zone');
  });

  it('reads every key, kebab-case becoming camelCase', async () => {
    const { home } = homeWith(
      [
        '# ours',
        'policy: cisco-tac',
        'identity: {cco-id: jdoe, contract: 204567890, subscription: Sub-1, product: "00123"}',
        'contact:',
        '  name: Jane Doe',
        '  phone: +1 918 555 0100',
        '  email: jane@example.com',
        'site: TUL',
        'zone: America/Chicago',
        'seats: 120',
        'region: us1',
        'upload: {url: https://drive.example.com/in/}',
        'rules: [packs/ours, /srv/packs]',
        'settings: {long-interruption: 3m, retries: 2, strict: true}',
        '',
      ].join('\r\n'),
    );
    const { values, origin } = await loadConfig(home, io);
    expect(values).toEqual({
      policy: 'cisco-tac',
      identity: { ccoId: 'jdoe', contract: '204567890', subscription: 'Sub-1', product: '00123' },
      contact: { name: 'Jane Doe', phone: '+1 918 555 0100', email: 'jane@example.com' },
      site: 'TUL',
      zone: 'America/Chicago',
      seats: 120,
      region: 'us1',
      upload: { url: 'https://drive.example.com/in/' },
      rules: [join(home, 'packs/ours'), '/srv/packs'],
      settings: new Map<string, unknown>([
        ['long-interruption', '3m'],
        ['retries', 2],
        ['strict', true],
      ]),
    });
    expect([...origin.values()].every((from) => from === 'file')).toBe(true);
    expect([...origin.keys()]).toEqual([
      ...CONFIG_KEYS.map(({ key }) => key),
      'settings.long-interruption',
      'settings.retries',
      'settings.strict',
    ]);
  });

  it('takes an empty value, an empty section and an empty file for "not set"', async () => {
    for (const text of ['', '# nothing\n', 'site:\nidentity:\ncontact: {}\nsettings:\n', '\uFEFFsite: ""\n'])
      expect((await loadConfig(homeWith(text).home, io)).values).not.toHaveProperty('site');
  });

  it('splits folders in the environment as the platform does', async () => {
    const env = { DESKMEDIC_RULES: 'C:\\packs;ours' };
    const windows = diskIo({ clock, env, system: { platform: 'win32', cwd: 'C:\\desk' } });
    // Only the path rules are those of Windows: no file of this name exists here.
    expect((await loadConfig('Z:\\none', windows)).values.rules).toEqual(['C:\\packs', 'C:\\desk\\ours']);
    const posix = diskIo({ clock, env: { DESKMEDIC_RULES: '/srv/a:b:' }, system: { cwd: '/srv/desk' } });
    expect((await loadConfig('/none', posix)).values.rules).toEqual(['/srv/a', '/srv/desk/b']);
  });
});

describe('a faulty configuration', () => {
  it('is named with place, reason and what was probably meant', async () => {
    const cases: readonly (readonly [string, number, number, RegExp, RegExp])[] = [
      ['site: TUL\npolcy: x\n', 2, 1, /unknown key "polcy"/, /did you mean "policy"/],
      ['identity:\n  ccoid: x\n', 2, 3, /unknown key "identity.ccoid"/, /did you mean "cco-id"/],
      ['seats: many\n', 1, 8, /"seats" must be a whole number/, /./],
      ['seats: 0\n', 1, 8, /"seats" must be a whole number/, /./],
      ['zone: Chicago\n', 1, 7, /"zone" must be a time zone/, /./],
      ['site: true\n', 1, 7, /"site" must be a text/, /./],
      ['contact: Jane\n', 1, 10, /"contact" must be lines/, /./],
      ['- site\n', 1, 1, /the file must be lines/, /./],
      ['site: a\nsite: b\n', 2, 1, /"site" stands here a second time/, /keep one/],
      ['identity: {contract: 0123456}\n', 1, 22, /0123456/, /quotes/],
      ['site: [a\n', 2, 1, /./, /./],
      ['a: &x 1\nsite: *x\n', 2, 7, /alias/, /./],
      ['__proto__: {polluted: true}\n', 1, 1, /__proto__/, /./],
      ['settings: {a: [1]}\n', 1, 15, /"settings.a" must be one value/, /./],
      ['settings: {"Long Interruption": 1}\n', 1, 12, /cannot be a setting/, /./],
      ['site: !!js/function x\n', 1, 7, /./, /./],
      ['site: a\u0000b\n', 1, 8, /control character/, /./],
      [`site: "${'x'.repeat(501)}"\n`, 1, 7, /at most 500/, /./],
    ];
    for (const [text, line, column, message, hint] of cases) {
      const error = await refusal(text);
      expect([text, error['where']]).toMatchObject([text, { line, column }]);
      expect(error.message).toMatch(message);
      expect(error['hint']).toMatch(hint);
    }
  });

  it('is reported whole, not only its first mistake', async () => {
    const { message } = await refusal('polcy: x\nseats: many\nzone: Chicago\n');
    expect(message).toMatch(/polcy.*line 2: "seats".*line 3: "zone"/);
  });

  it('is refused quickly, whatever somebody made of it', async () => {
    const started = Date.now();
    expect((await refusal('a: '.padEnd(70_000, 'x'))).message).toMatch(/larger than 64 KiB/);
    await refusal('['.repeat(60_000));
    await refusal('- '.repeat(30_000));
    await refusal(Array.from({ length: 9000 }, (_, n) => `k${n}: 1`).join('\n'));
    await refusal(Uint8Array.from([0x73, 0xff, 0xfe, 0x0a]));
    const bomb = ['a: &a [x, x]', ...Array.from({ length: 9 }, (_, n) => `b${n}: &b${n} [*a, *a]`)].join('\n');
    await refusal(bomb);
    expect(Date.now() - started).toBeLessThan(5000);
  });

  it('in a flag or the environment is named by where it came from', async () => {
    const env = { DESKMEDIC_SEATS: 'lots' };
    const fromEnvironment = loadConfig('/none', diskIo({ clock, env }));
    await expect(fromEnvironment).rejects.toMatchObject({ code: 'bad-config', exit: 2, message: /DESKMEDIC_SEATS/ });
    await expect(loadConfig('/none', io, { zone: 'Mars' })).rejects.toMatchObject({ message: /--zone must be/ });
  });

  it('that cannot be read is exit 6', async () => {
    const home = temporaryFolder();
    mkdirSync(join(home, 'config.yaml'));
    await expect(loadConfig(home, io)).rejects.toMatchObject({ code: 'cannot-read', exit: 6 });
  });
});

describe('remembering', () => {
  it('makes the file with the first case, for its owner alone', async () => {
    const home = join(temporaryFolder(), 'new');
    const patch: ConfigPatch = { 'identity.cco-id': 'jdoe', 'contact.phone': '0918 5550100', seats: 120, site: 'TUL' };
    expect(await rememberConfig(home, patch, io)).toEqual(['identity.cco-id', 'contact.phone', 'site', 'seats']);
    const file = join(home, 'config.yaml');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readFileSync(file, 'utf8')).toMatch(/^# .*\n[^]*identity:\n {2}cco-id: jdoe\n/);
    const { values, origin } = await loadConfig(home, io);
    expect(values).toMatchObject({ identity: { ccoId: 'jdoe' }, contact: { phone: '0918 5550100' }, seats: 120 });
    expect(origin.get('seats')).toBe('file');
    expect(readdirSync(home)).toEqual(['config.yaml']);
  });

  it('fills gaps only, and keeps what a person wrote: values, order, comments', async () => {
    const { home, file } = homeWith(
      '# mine\nsite: TUL # Tulsa\n\nidentity:\n  # ask Bob\n  contract: "0204"\ncontact:\n',
    );
    const patch: ConfigPatch = {
      site: 'OKC',
      'identity.contract': '9',
      'identity.product': 'CCE',
      'contact.name': 'Jane',
    };
    expect(await rememberConfig(home, patch, io)).toEqual(['identity.product', 'contact.name']);
    expect(readFileSync(file, 'utf8')).toBe(
      '# mine\nsite: TUL # Tulsa\n\nidentity:\n  # ask Bob\n  contract: "0204"\n  product: CCE\ncontact:\n  name: Jane\n',
    );
  });

  it('of nothing new does not touch the file', async () => {
    const { home, file } = homeWith('site:   TUL\n');
    const before = statSync(file).mtimeMs;
    expect(await rememberConfig(home, { site: 'OKC', region: '', zone: 'Mars', seats: undefined }, io)).toEqual([]);
    expect(readFileSync(file, 'utf8')).toBe('site:   TUL\n');
    expect(statSync(file).mtimeMs).toBe(before);
  });

  it('keeps a file of comments and a link to a file elsewhere', async () => {
    const elsewhere = homeWith('# only this\n');
    const home = temporaryFolder();
    symlinkSync(elsewhere.file, join(home, 'config.yaml'));
    await rememberConfig(home, { site: 'TUL' }, io);
    expect(lstatSync(join(home, 'config.yaml')).isSymbolicLink()).toBe(true);
    expect(readFileSync(elsewhere.file, 'utf8')).toMatch(/# only this\n+site: TUL\n/);
  });

  it('never writes over a file that is faulty', async () => {
    const { home, file } = homeWith('polcy: x\n');
    await expect(rememberConfig(home, { site: 'TUL' }, io)).rejects.toMatchObject({ code: 'bad-config' });
    expect(readFileSync(file, 'utf8')).toBe('polcy: x\n');
  });

  it('gives back any text that a person can type', async () => {
    const typed = fc.string({ unit: 'binary', minLength: 1, maxLength: 60 });
    await fc.assert(
      fc.asyncProperty(typed, typed, async (site, name) => {
        const home = temporaryFolder();
        await rememberConfig(home, { site, 'contact.name': name }, io);
        const { values } = await loadConfig(home, io);
        expect(values.site ?? '').toBe(site.trim());
        expect(values.contact.name ?? '').toBe(name.trim());
      }),
      { numRuns: 150 },
    );
  });
});
