import { execFileSync } from 'node:child_process';
import { createWriteStream, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { describe, expect, it } from 'vitest';
import { ZipFile } from 'yazl';
import { openZip } from '../../src/bundle/zip-read.ts';
import { UserError } from '../../src/errors.ts';
import { craftZip, type CraftedEntry } from '../support/craft-zip.ts';
import { temporaryFolder } from '../support/disk.ts';
import { wholeIo } from '../support/whole-io.ts';

const { files } = wholeIo();

/** Reads every entry to the end; what is wrong comes as the message of the error. */
async function readAll(bytes: Buffer): Promise<Record<string, string>> {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'a.zip'), bytes);
  const zip = await openZip(join(folder, 'a.zip'), files);
  const contents: Record<string, string> = {};
  for (const entry of zip.entries) {
    const chunks: Uint8Array[] = [];
    for await (const chunk of zip.content(entry)) chunks.push(chunk);
    contents[entry.name] = Buffer.concat(chunks).toString();
  }
  expect(readdirSync(folder)).toEqual(['a.zip']);
  return contents;
}

async function refusal(bytes: Buffer): Promise<string> {
  const error = await readAll(bytes).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof UserError)) throw new Error(`expected a refusal, got ${String(error)}`);
  expect([error.code, error.exit]).toEqual(['bad-zip', 3]);
  // oxlint-disable-next-line no-control-regex
  expect(error.message).not.toMatch(/[\x00-\x1f\x7f-\x9f\u202e]/);
  return error.message;
}

const one = (entry: CraftedEntry): Buffer => craftZip([entry]);
const named = (...names: (string | Buffer)[]): Buffer => craftZip(names.map((name) => ({ name })));
const unicodePath = Buffer.from([0x75, 0x70, 6, 0, 1, 0, 0, 0, 0, 0x62]);

describe('reading an archive', () => {
  it('reads what is in order: stored, deflated, in folders, named in any script', async () => {
    const zip = craftZip([
      { name: 'top/', content: Buffer.alloc(0), mode: 0o040755 },
      { name: 'top/a.txt', content: Buffer.from('stored') },
      { name: 'top/日本.txt', content: Buffer.from('deflated'.repeat(99)), deflate: true },
      { name: 'top/empty', content: Buffer.alloc(0) },
    ]);
    expect(await readAll(zip)).toEqual({
      'top/a.txt': 'stored',
      'top/日本.txt': 'deflated'.repeat(99),
      'top/empty': '',
    });
  });

  it('reads what yazl and Python write in 64 bits, with sizes behind the data or before it', async () => {
    const folder = temporaryFolder();
    const content = 'text '.repeat(100);
    for (const [index, compress] of [true, false].entries()) {
      const zip = new ZipFile();
      zip.addReadStream(Readable.from([Buffer.from(content)]), 'streamed.txt', { compress, forceZip64Format: true });
      zip.addBuffer(Buffer.from(content), 'known.txt', { compress, forceZip64Format: true });
      zip.addReadStream(Readable.from([Buffer.from(content)]), 'small.txt', { compress });
      zip.addReadStream(Readable.from([]), 'empty.txt', { compress, forceZip64Format: true });
      zip.end({ forceZip64Format: true, comment: '' });
      const path = join(folder, `${index}.zip`);
      await pipeline(zip.outputStream, createWriteStream(path));
      const read = await readAll(readFileSync(path));
      expect(read).toEqual({ 'streamed.txt': content, 'known.txt': content, 'small.txt': content, 'empty.txt': '' });
    }
    for (const output of ['sys.argv[1]', 'os.fdopen(os.dup(1), "wb")']) {
      const script = `import sys, os, zipfile
with zipfile.ZipFile(${output}, 'w', zipfile.ZIP_DEFLATED) as z:
    with z.open('forced.txt', 'w', force_zip64=True) as f: f.write(${JSON.stringify(content)}.encode())
    z.writestr('small.txt', ${JSON.stringify(content)})`;
      const path = join(folder, 'python.zip');
      const written = execFileSync('python3', ['-c', script, path]);
      const bytes = output === 'sys.argv[1]' ? readFileSync(path) : written;
      expect(await readAll(bytes)).toEqual({ 'forced.txt': content, 'small.txt': content });
    }
  });

  it('reads what Info-ZIP and Python write', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'a.txt'), 'text '.repeat(100));
    execFileSync('python3', ['-c', 'import zipfile;z=zipfile.ZipFile("p.zip","w",8);z.write("a.txt");z.close()'], {
      cwd: folder,
    });
    const zip = await openZip(join(folder, 'p.zip'), files);
    expect(zip.entries).toEqual([{ name: 'a.txt', bytes: 500, isStored: false }]);
  });

  it.each<[string, Buffer, string]>([
    ['a way out', named('../evil'), '"../evil" leads out of its folder'],
    ['an absolute path', named('/etc/x'), '"/etc/x" has an absolute path'],
    ['a drive', named('C:/x'), '"C:/x" has a colon'],
    ['a backslash', named('a\\..\\b'), 'has a backslash'],
    ['a way out further in', named('a/../../b'), '"a/../../b" leads out of its folder'],
    ['a link', one({ name: 'link', mode: 0o120777, content: Buffer.from('/etc/passwd') }), '"link" is a link'],
    ['the same name twice', named('a', 'a'), '"a" is there twice'],
    ['a NUL in a name', named('a\0.txt'), '"a\\u0000.txt" has a control'],
    [
      'a bomb',
      one({ name: 'bomb', content: Buffer.alloc(200_000_000), deflate: true }),
      '"bomb" would grow to more than 200 times',
    ],
    [
      'a size that lies',
      one({ name: 'liar', content: Buffer.alloc(500_000, 'abc'), deflate: true, claims: { size: 10 } }),
      '"liar" cannot be unpacked',
    ],
    ['an escape in a name', named('a\x1b[31m'), '"a\\u001b[31m" has a control'],
    ['names that differ by case alone', named('A', 'a'), 'by case or accents alone'],
    ['a reserved name', named('CON.txt'), '"CON.txt" has a name that is reserved on Windows'],
    ['names that differ by their spelling in Unicode alone', named('\u00e9', 'e\u0301'), 'by case or accents alone'],
    [
      'a file and a folder of one name',
      craftZip([{ name: 'a' }, { name: 'a/', mode: 0o040755, content: Buffer.alloc(0) }]),
      'is there twice',
    ],
    ['a device', one({ name: 'tty', mode: 0o020644 }), 'is neither a file nor a folder'],
    ['a setuid program', one({ name: 'su', mode: 0o104755 }), 'permissions that no file has'],
    [
      'an encrypted entry',
      one({ name: 'a', flags: 0x0801, content: Buffer.alloc(13), claims: { size: 1 } }),
      '"a" is encrypted',
    ],
    [
      'another name in front of the data',
      one({ name: 'good.txt', claims: { localName: 'evil.txt' } }),
      '"good.txt" has two different names',
    ],
    ['a second name', one({ name: 'a', extra: unicodePath }), '"a" has a second name'],
    ['a wrong checksum', one({ name: 'a', claims: { crc: 1 } }), '"a" has a wrong checksum'],
    ['a direction override', named('gpj.\u202eexe'), '"gpj.\\u202eexe" has a control'],
    ['a name that is no UTF-8', named(Buffer.from([0x61, 0xff])), 'has a name that is not text'],
    ['a dot at the end', named('a.'), 'ends in a dot'],
    ['a hidden stream', named('a:b'), 'has a colon'],
    ['a stored entry whose size lies', one({ name: 'a', claims: { size: 10 } }), 'its entry number 1: '],
    ['an unknown compression', one({ name: 'a', method: 99 }), 'compressed in a way that is not known'],
    ['too many entries', named(...Array.from({ length: 5_001 }, (_, index) => `f${index}`)), 'more than 5000 entries'],
    [
      'something between the entries and their list',
      craftZip([{ name: 'a' }], { between: Buffer.from('hidden') }),
      'between its entries and their list',
    ],
    [
      'another number of entries than it says',
      craftZip([{ name: 'a' }, { name: 'b' }], { count: 1 }),
      'list of entries is damaged',
    ],
    ['something behind its end', Buffer.concat([named('a'), Buffer.from('x')]), 'something behind its end'],
    ['nothing at all', Buffer.alloc(0), 'no zip file'],
  ])('refuses %s', async (_, zip, message) => {
    expect(await refusal(zip)).toContain(message);
  });

  it('refuses entries that overlap, the trick of a bomb that no single ratio shows', async () => {
    const zip = craftZip([
      { name: 'a', content: Buffer.from('same') },
      { name: 'b', content: Buffer.from('same') },
    ]);
    const second = zip.lastIndexOf(Buffer.from([0x50, 0x4b, 1, 2]));
    zip.writeUInt32LE(0, second + 42);
    expect(await refusal(zip)).toContain('different names');
  });

  it.each<[string, (zip: Buffer) => void, string]>([
    ['more entries than allowed', (zip) => [8, 10].forEach((at) => zip.writeUInt16LE(60_000, at)), 'more than 5000'],
    ['a list of entries out of all proportion', () => undefined, 'list of entries is larger'],
  ])('refuses %s before it reads them', async (_, change, message) => {
    const list = Buffer.alloc(9_000_000);
    const end = craftZip([]);
    end.writeUInt32LE(list.length, 12);
    change(end);
    const path = join(temporaryFolder(), 'a.zip');
    writeFileSync(path, Buffer.concat([list, end]));
    const lengths: number[] = [];
    const watched = {
      ...files,
      readAt: (file: string, at: number, length: number) => (lengths.push(length), files.readAt(file, at, length)),
    };
    await expect(openZip(path, watched)).rejects.toThrow(message);
    expect(Math.max(...lengths)).toBeLessThan(1_000);
  });

  it('refuses the total, not only the single entry, above the limit', async () => {
    const folder = temporaryFolder();
    writeFileSync(
      join(folder, 'a.zip'),
      craftZip(['a', 'b', 'c'].map((name) => ({ name, content: Buffer.alloc(40) }))),
    );
    const open = (totalBytes: number) =>
      openZip(join(folder, 'a.zip'), files, { entries: 9, entryBytes: 50, totalBytes });
    expect((await open(120)).entries.length).toBe(3);
    await expect(open(119)).rejects.toMatchObject({ code: 'bad-zip' });
  });
});
