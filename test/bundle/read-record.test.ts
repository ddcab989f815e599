import { execFileSync } from 'node:child_process';
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createBundle } from '../../src/bundle/create.ts';
import { inspectBundle } from '../../src/bundle/inspect.ts';
import { readBundleContent } from '../../src/bundle/read-record.ts';
import { verifyBundle } from '../../src/bundle/verify.ts';
import { bundleInput, CARD, PIXEL, RECORD } from '../support/bundle-case.ts';
import { craftZip } from '../support/craft-zip.ts';
import { temporaryFolder } from '../support/disk.ts';
import { runTool } from '../support/run-tool.ts';
import { wholeIo } from '../support/whole-io.ts';

const io = wholeIo();

async function original(folder: string) {
  writeFileSync(join(folder, 'shot.png'), PIXEL);
  writeFileSync(join(folder, 'a.log'), `card ${CARD}\n`);
  writeFileSync(join(folder, 'a.har'), '{}');
  const evidence = ['shot.png', 'a.log', 'a.har'].map((name) => ({
    path: join(folder, name),
    role: 'attachment' as const,
    consent: true,
  }));
  return createBundle(
    bundleInput(join(folder, 'first.zip'), { evidence, record: { ...RECORD, summary: `read ${CARD}` } }),
    io,
  );
}

describe('a bundle made from a bundle', () => {
  it('takes along everything of the first, and names it', async () => {
    const folder = temporaryFolder();
    const first = await original(folder);
    const content = await readBundleContent(first.path, io);
    expect(content.id).toBe(first.id);
    expect(content.journal).toHaveLength(1);
    const record = {
      ...content.record,
      parent: content.id,
      identity: { contract: '200123456' },
      summary: `${content.record.summary}, then 5555555555554444`,
    };
    const second = await createBundle({ ...content, record, output: join(folder, 'second.zip') }, io);
    expect(await verifyBundle(second.path, io)).toMatchObject({ valid: true, id: second.id });
    const { record: read, files } = await inspectBundle(second.path, io);
    expect(read).toMatchObject({
      parent: first.id,
      identity: { contract: '200123456' },
      summary: 'read {card-1}, then {card-2}',
    });
    expect(read?.evidence.map(({ name, copied }) => [name, copied])).toEqual([
      ['a.har', false],
      ['shot.png', true],
      ['a.log', true],
    ]);
    const digests = new Map((await inspectBundle(first.path, io)).files.map(({ path, sha256 }) => [path, sha256]));
    for (const { path, sha256 } of files) if (path.startsWith('data/evidence/')) expect(sha256).toBe(digests.get(path));
  });

  it('is made by this program, whatever the first says it was made by', async () => {
    const folder = temporaryFolder();
    const record = { ...RECORD, tool: 'call 0900 for help' };
    const first = await createBundle(bundleInput(join(folder, 'first.zip'), { record }), io);
    const second = join(folder, 'second.zip');
    const ran = await runTool(['bundle', 'create', '--from', first.path, '-o', second, '--allow-incomplete']);
    expect(ran.code).toBe(0);
    execFileSync('unzip', ['-q', second, '-d', join(folder, 'x')]);
    const all = execFileSync('sh', ['-c', 'cat $(find x -type f)'], { cwd: folder, encoding: 'latin1' });
    expect(all).not.toContain('call 0900');
    expect((await inspectBundle(second, io)).record?.tool).toMatch(/^deskmedic \d/);
  });

  it('is not made from one that does not verify', async () => {
    const folder = temporaryFolder();
    const { path } = await original(folder);
    const bytes = readFileSync(path);
    execFileSync('unzip', ['-q', path, '-d', join(folder, 'x')]);
    appendFileSync(join(folder, 'x/20261120-k3f9-20261120T134100Z/data/case.json'), ' ');
    execFileSync('python3', ['-m', 'zipfile', '-c', 'changed.zip', 'x/20261120-k3f9-20261120T134100Z'], {
      cwd: folder,
    });
    await expect(readBundleContent(join(folder, 'changed.zip'), io)).rejects.toMatchObject({
      code: 'bundle-invalid',
      exit: 3,
    });
    writeFileSync(path, bytes.subarray(0, 3000));
    await expect(readBundleContent(path, io)).rejects.toMatchObject({ code: 'bad-zip', exit: 3 });
    await expect(readBundleContent(join(folder, 'none'), io)).rejects.toMatchObject({ code: 'cannot-read', exit: 6 });
  });
});

describe('a bundle that verifies, made to do harm', () => {
  /** A bundle whose manifests are in order, with `files` in place of ours. */
  async function forged(files: Readonly<Record<string, string>>): Promise<string> {
    const folder = temporaryFolder();
    const made = await createBundle(bundleInput(join(folder, 'b.zip')), io);
    execFileSync('unzip', ['-q', made.path, '-d', folder]);
    const top = join(folder, '20261120-k3f9-20261120T134100Z');
    for (const [name, text] of Object.entries(files)) writeFileSync(join(top, name), text);
    execFileSync('sed', ['-i', '/Oxum/d', 'bag-info.txt'], { cwd: top });
    const script =
      'sha256sum $(find data -type f) > manifest-sha256.txt; sha256sum bag*.txt manifest-*.txt > tagmanifest-sha256.txt';
    execFileSync('sh', ['-c', script], { cwd: top });
    execFileSync('python3', ['-m', 'zipfile', '-c', join(folder, 'forged.zip'), top], { cwd: folder });
    expect(await verifyBundle(join(folder, 'forged.zip'), io)).toMatchObject({ valid: true });
    return join(folder, 'forged.zip');
  }

  const deep = `${'['.repeat(30_000)}${']'.repeat(30_000)}`;
  const zone = { ...RECORD, createdAt: { ...RECORD.createdAt, zone: 'Nowhere/None' } };

  const gap = (more: object): object => ({ cause: 'network', ...more });
  const sample = (more: object): object => ({ leg: 'endpoint', ...more });

  /** A record with one file that shows this. */
  function withReading(changes: object): string {
    const reading = { file: 'a.log', format: 'console-log', gaps: [], quality: [], ids: {}, problems: [], ...changes };
    return JSON.stringify({ ...RECORD, readings: [reading] });
  }

  it.each<[string, Record<string, string>, string, string?]>([
    ['a document nested without end', { 'data/results.json': deep }, 'bad-record', 'data/results.json'],
    ['a journal that is none', { 'data/journal.jsonl': 'x' }, 'bad-record', 'data/journal.jsonl'],
    [
      'a record nested without end',
      { 'data/case.json': JSON.stringify({ ...RECORD, more: 0 }).replace('"more":0', `"more":${deep}`) },
      'bad-record',
    ],
    ['a record without its fields', { 'data/case.json': '{}' }, 'bad-record'],
    ['an id that leads elsewhere', { 'data/case.json': JSON.stringify({ ...RECORD, case: '../../x' }) }, 'bad-record'],
    ['a zone that nobody knows', { 'data/case.json': JSON.stringify(zone) }, 'bad-record'],
    [
      'evidence that is not there',
      {
        'data/case.json': JSON.stringify({
          ...RECORD,
          evidence: [
            { path: '/etc/passwd', role: 'attachment', bytes: 1, sha256: 'a'.repeat(64), media: 'x', copied: true },
          ],
        }),
      },
      'bad-record',
      '/etc/passwd',
    ],
    [
      'a gap of more than ten years',
      { 'data/case.json': withReading({ gaps: [gap({ milliseconds: 1e300 })] }) },
      'bad-record',
    ],
    [
      'a loss of more than all',
      { 'data/case.json': withReading({ quality: [sample({ loss: 100.5 })] }) },
      'bad-record',
    ],
    [
      'a round trip of an hour',
      { 'data/case.json': withReading({ quality: [sample({ roundTrip: 3_600_000 })] }) },
      'bad-record',
    ],
    [
      'more agents than can be counted',
      { 'data/case.json': JSON.stringify({ ...RECORD, agentsAffected: 1e300 }) },
      'bad-record',
    ],
  ])('is refused for %s, and it says where', async (_, files, code, where = 'data/case.json') => {
    const refused = await readBundleContent(await forged(files), io).catch((error: unknown) => error);
    expect(refused).toMatchObject({ code, exit: 3, message: expect.stringContaining(where) });
  });

  it('is taken with what is possible: a long gap, nothing lost, all lost', async () => {
    const reading = withReading({
      gaps: [gap({ milliseconds: 86_400_000 })],
      quality: [sample({ loss: 0, jitter: 600_000 }), sample({ loss: 100 })],
    });
    const { record } = await readBundleContent(await forged({ 'data/case.json': reading }), io);
    expect(record.readings![0]!.quality).toHaveLength(2);
  });
});

describe('bundle inspect', () => {
  it('shows the record, the files and what was removed', async () => {
    const folder = temporaryFolder();
    const made = await original(folder);
    const found = await inspectBundle(made.path, io);
    expect(found.verification).toMatchObject({ valid: true, id: made.id });
    expect(found.record?.case).toBe(RECORD.case);
    expect(found.removed).toEqual(made.removed);
    expect(found.files.map(({ path }) => path)).toContain('data/evidence/01.png');
  });

  it('shows a foreign archive as far as it can, without a record', async () => {
    const folder = temporaryFolder();
    writeFileSync(
      join(folder, 'a.zip'),
      craftZip([{ name: 'top/data/case.json', content: Buffer.from('{"schema":"deskmedic/case/v1","case":"../x"}') }]),
    );
    const found = await inspectBundle(join(folder, 'a.zip'), io);
    expect(found.record).toBeNull();
    expect(found.problem).toContain('data/case.json is not a case of this program');
    expect(found.verification.valid).toBe(false);
  });
});
