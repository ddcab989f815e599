import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { redactFile } from '../../src/bundle/redact-file.ts';
import { installProgram, type BuiltProgram } from '../support/built-program.ts';
import { haystackOf, isKept, KEPT, leaksOf, PLANTED, PLANTED_FILES, SECRETS } from '../support/planted.ts';
import { temporaryFolder } from '../support/disk.ts';
import { wholeIo } from '../support/whole-io.ts';

const io = wholeIo();

describe('one file', () => {
  it.each(PLANTED_FILES)('%s loses its secrets, and nothing that support needs', async (file) => {
    const output = join(temporaryFolder(), 'out');
    await redactFile(join(PLANTED, file), output, io);
    const redacted = haystackOf(readFileSync(output));
    const here = SECRETS.filter(
      (secret) => secret.file === file && secret.in !== 'name' && secret.harvest === undefined,
    );
    const leaked = here.flatMap((secret) => leaksOf(secret, redacted).map((spelling) => `${secret.kind}: ${spelling}`));
    const lost = KEPT.filter((kept) => kept.file === file && kept.in === undefined && !isKept(kept, redacted));
    expect({ leaked, lost: lost.map(({ value }) => value) }).toEqual({ leaked: [], lost: [] });
  });

  it.each([...PLANTED_FILES, 'clean.log'])('%s stays as it is when it is redacted once more', async (file) => {
    const folder = temporaryFolder();
    // The name says what the file is.
    const [first, second] = ['first', 'second'].map((name) => {
      mkdirSync(join(folder, name));
      return join(folder, name, basename(file));
    }) as [string, string];
    await redactFile(join(PLANTED, file), first, io);
    await redactFile(first, second, io);
    expect(readFileSync(second).toString('latin1')).toBe(readFileSync(first).toString('latin1'));
  });

  it('of 500 ordinary lines comes out byte for byte', async () => {
    const output = join(temporaryFolder(), 'out');
    const { removed } = await redactFile(join(PLANTED, 'clean.log'), output, io);
    expect(removed).toEqual([]);
    expect(readFileSync(output).equals(readFileSync(join(PLANTED, 'clean.log')))).toBe(true);
  });
});

describe('a bundle of all of it, made by the built program', () => {
  let program: BuiltProgram;
  /** Path in the bag → bytes. */
  const entries = new Map<string, Buffer>();
  let copies: ReadonlyMap<string, string>;
  beforeAll(() => {
    program = installProgram();
    const zip = join(program.folder, 'b.zip');
    const from = join(PLANTED, 'escalation.yaml');
    const options = ['--with-screenshots', '--allow-incomplete', '--home', join(program.folder, 'home')];
    const argv = [program.bin, 'bundle', 'create', '--from', from, '-o', zip, ...options];
    execFileSync(process.execPath, argv, { stdio: 'pipe' });
    const names = execFileSync('unzip', ['-Z1', zip], { encoding: 'utf8' }).split('\n').filter(Boolean);
    for (const name of names)
      entries.set(name.slice(name.indexOf('/') + 1), execFileSync('unzip', ['-p', zip, name], { maxBuffer: 1 << 28 }));
    copies = copiesIn(entries.get('data/case.json')!);
  }, 120_000);
  afterAll(() => program.remove());

  /** What was made of a file; of the escalation, the case. Of an image that nobody agreed to, nothing. */
  function copyOf(file: string): Buffer {
    if (file === 'escalation.yaml') return entries.get('data/case.json')!;
    return entries.get(copies.get(file) ?? '') ?? Buffer.alloc(0);
  }

  it('has none of the secrets in it, in no encoding, in no entry and in no name', () => {
    const all = haystackOf(Buffer.concat([...entries].flatMap(([name, bytes]) => [Buffer.from(`\n${name}\n`), bytes])));
    const leaked = SECRETS.flatMap((secret) =>
      leaksOf(secret, haystackOf(copyOf(secret.file)), all).map(
        (spelling) => `${secret.file} ${secret.kind}: ${spelling}`,
      ),
    );
    expect(leaked).toEqual([]);
  });

  it('keeps all that support needs', () => {
    const inCase = haystackOf(entries.get('data/case.json')!);
    const lost = KEPT.filter(
      (kept) =>
        copyOf(kept.file).length > 0 && !isKept(kept, kept.in === undefined ? haystackOf(copyOf(kept.file)) : inCase),
    );
    expect(lost.map(({ file, value }) => `${file}: ${value}`)).toEqual([]);
  });

  it('holds a copy of each file but the image that nobody agreed to', () => {
    expect(PLANTED_FILES.filter((file) => copyOf(file).length === 0)).toEqual(['images/desk-photo.jpg']);
  });
});

/** Where in the bag the copy of each attached file stands: the case lists them in the order in which they were attached. */
function copiesIn(record: Uint8Array): ReadonlyMap<string, string> {
  const { evidence } = JSON.parse(Buffer.from(record).toString('utf8')) as {
    readonly evidence: readonly { readonly path: string; readonly role: string; readonly copied: boolean }[];
  };
  const escalation = readFileSync(join(PLANTED, 'escalation.yaml'), 'utf8');
  const listed = {
    attachment: [...escalation.matchAll(/^ {2}- "(.*)"$/gm)].map(([, path = '']) => path),
    screenshot: [/(?<=^screenshots: \[).*(?=\]$)/m.exec(escalation)?.[0] ?? ''],
  };
  return new Map(
    Object.entries(listed).flatMap(([role, files]) => {
      const places = evidence.filter((one) => one.role === role);
      return files.map((file, index): [string, string] => [file, places[index]?.path ?? '']);
    }),
  );
}
