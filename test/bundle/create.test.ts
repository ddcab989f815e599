import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, linkSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createBundle } from '../../src/bundle/create.ts';
import { verifyBundle } from '../../src/bundle/verify.ts';
import { bundleLines } from '../../src/report/bundle-lines.ts';
import { renderLines } from '../../src/report/text.ts';
import { bundleInput, CARD, PIXEL, RECORD } from '../support/bundle-case.ts';
import { temporaryFolder } from '../support/disk.ts';
import { wholeIo } from '../support/whole-io.ts';

const io = wholeIo();
const TOP = '20261120-k3f9-20261120T134100Z';

function unpack(zip: string, folder: string): string {
  execFileSync('unzip', ['-q', zip, '-d', folder]);
  return join(folder, TOP);
}

describe('bundle create', () => {
  it('writes an archive that unzip and sha256sum find sound', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'shot.png'), PIXEL);
    writeFileSync(join(folder, 'agent.log'), 'ready\r\nAuthorization: Bearer abc.def.ghi-123\r\n');
    const evidence = [
      { path: join(folder, 'shot.png'), role: 'screenshot', consent: true } as const,
      { path: join(folder, 'agent.log'), role: 'attachment', consent: false } as const,
    ];
    const made = await createBundle(bundleInput(join(folder, 'b.zip'), { evidence }), io);
    expect(execFileSync('unzip', ['-tq', made.path], { encoding: 'utf8' })).toContain('No errors');
    const top = unpack(made.path, folder);
    for (const manifest of ['manifest-sha256.txt', 'tagmanifest-sha256.txt']) {
      execFileSync('sha256sum', ['--strict', '-c', manifest], { cwd: top });
    }
    expect(readdirSync(join(top, 'data')).sort()).toEqual([
      'case.json',
      'case.md',
      'evidence',
      'journal.jsonl',
      'redaction.json',
      'report.html',
      'results.json',
    ]);
    expect(readdirSync(join(top, 'data/evidence'))).toEqual(['01.png', '02.log']);
    expect(readFileSync(join(top, 'data/evidence/01.png')).equals(PIXEL)).toBe(true);
    expect(readFileSync(join(top, 'data/evidence/02.log'), 'utf8')).toBe(
      'ready\r\nAuthorization: Bearer {authorization-1}\r\n',
    );
    expect(made).toMatchObject({
      id: createHash('sha256')
        .update(readFileSync(join(top, 'tagmanifest-sha256.txt')))
        .digest('hex'),
      sha256: createHash('sha256').update(readFileSync(made.path)).digest('hex'),
      bytes: readFileSync(made.path).length,
      files: 8,
      missing: ['screenshots'],
    });
    expect(made.removed).toEqual([
      { kind: 'authorization', count: 1, where: 'data/evidence/02.log' },
      { kind: 'password', count: 1, where: 'data/journal.jsonl' },
    ]);
    expect(JSON.parse(readFileSync(join(top, 'data/redaction.json'), 'utf8'))).toMatchObject({
      schema: 'deskmedic/redaction/v1',
      removed: made.removed,
    });
  });

  it('lists each file with the size and digest that the receiver can check', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'shot.png'), PIXEL);
    writeFileSync(join(folder, 'trace.har'), '{"log":{"entries":[]}}');
    writeFileSync(join(folder, 'hidden.txt'), '{"x": 1, "log": {"entries": [{"secret": 1}]}}');
    writeFileSync(join(folder, 'core.dmp'), Buffer.from([0, 1, 2, 3]));
    writeFileSync(join(folder, 'utf16.txt'), Buffer.from('\uFEFFpassword=hunter2\r\n', 'utf16le'));
    writeFileSync(join(folder, 'page.html'), '<script>alert(1)</script>');
    const names = ['shot.png', 'trace.har', 'hidden.txt', 'core.dmp', 'utf16.txt', 'page.html'];
    const evidence = names.map((name) => ({ path: join(folder, name), role: 'attachment' as const, consent: false }));
    const made = await createBundle(bundleInput(`${folder}/out/`, { evidence }), io);
    expect(made.path.endsWith(`/out/${TOP}.zip`)).toBe(true);
    const top = unpack(made.path, folder);
    const { evidence: listed } = JSON.parse(readFileSync(join(top, 'data/case.json'), 'utf8')) as typeof RECORD;
    expect(listed.map(({ path, name, copied }) => [path.replace(folder, ''), name, copied])).toEqual([
      ['/shot.png', 'shot.png', false],
      ['data/evidence/01.har', 'trace.har', true],
      ['data/evidence/02.har', 'hidden.txt', true],
      ['/core.dmp', 'core.dmp', false],
      ['data/evidence/03.txt', 'utf16.txt', true],
      ['data/evidence/04.txt', 'page.html', true],
    ]);
    for (const { path, bytes, sha256, copied, why } of listed) {
      const content = readFileSync(copied ? join(top, path) : path);
      expect([content.length, createHash('sha256').update(content).digest('hex')]).toEqual([bytes, sha256]);
      expect(why === undefined).toBe(copied);
    }
    expect(readFileSync(join(top, 'data/evidence/03.txt'), 'utf8')).toBe('password={password-1}\r\n');
    expect(readFileSync(join(top, 'data/evidence/02.har'), 'utf8')).not.toContain('secret');
  });

  it('uses the same placeholder for the same secret in every file', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'a.log'), `card 4111-1111-1111-1111 and 5555 5555 5555 4444`);
    const made = await createBundle(
      bundleInput(join(folder, 'b.zip'), {
        evidence: [{ path: join(folder, 'a.log'), role: 'attachment', consent: false }],
        record: { ...RECORD, summary: `the agent read ${CARD} aloud` },
      }),
      io,
    );
    const top = unpack(made.path, folder);
    expect(readFileSync(join(top, 'data/evidence/01.log'), 'utf8')).toBe('card {card-1} and {card-2}');
    expect(JSON.parse(readFileSync(join(top, 'data/case.json'), 'utf8'))).toMatchObject({
      summary: 'the agent read {card-1} aloud',
    });
    expect(readFileSync(join(top, 'data/case.md'), 'utf8')).toContain('the agent read {card-1} aloud');
    expect(readFileSync(join(top, 'data/report.html'), 'utf8')).toContain('the agent read {card-1} aloud');
    expect(execFileSync('sh', ['-c', 'cat $(find . -type f)'], { cwd: top, encoding: 'latin1' })).not.toMatch(
      /4111.?1111.?1111/,
    );
  });

  it('leaves ids that were asked for as they were given, whatever number they pass for, and in no other place', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'a.log'), `card 4111 1111 1111 1111\ntoken=${CARD}\n${CARD}\n`);
    const username = 'AB123456C';
    const monitoring = { numberCalled: '5555555555554444', callSessionId: '378282246310005' };
    const identity = { ccoId: '6011111111111117', contract: CARD, subscription: 'GB82WEST12345698765432' };
    const record = { ...RECORD, username, monitoring, identity };
    const journal = [{ type: 'set', field: 'identity.contract', value: CARD }];
    const evidence = [{ path: join(folder, 'a.log'), role: 'attachment', consent: false } as const];
    const made = await createBundle(bundleInput(join(folder, 'b.zip'), { evidence, record, journal }), io);
    const top = unpack(made.path, folder);
    const read = (name: string): string => readFileSync(join(top, 'data', name), 'utf8');
    expect(JSON.parse(read('case.json'))).toMatchObject({ username, monitoring, identity });
    const asked = [username, ...Object.values(monitoring), ...Object.values(identity)];
    for (const id of asked) expect(read('case.md')).toContain(id);
    expect(read('evidence/01.log')).toBe('card {card-1}\ntoken={token-1}\n{card-1}\n');
    expect(read('journal.jsonl')).toContain('"value":"{card-1}"');
  });

  it('shows on its pages what the sealed record says, word by word, however it looks there', async () => {
    const folder = temporaryFolder();
    const summary = 'Agent typed password: Hunter2secret and then the desktop froze\nfor <5 minutes, password: x';
    const made = await createBundle(
      bundleInput(join(folder, 'b.zip'), { record: { ...RECORD, summary, errorText: 'pwd: y' }, journal: [] }),
      io,
    );
    const top = unpack(made.path, folder);
    const page = readFileSync(join(top, 'data/case.md'), 'utf8');
    expect(page).toContain('> Agent typed password: {password-1} and then the desktop froze');
    expect(page).toContain('> for \\<5 minutes, password: {password-2}\n');
    expect(page).toContain('- Error text: `pwd: {password-3}`');
    expect(readFileSync(join(top, 'data/report.html'), 'utf8')).toContain(
      'password: {password-1} and then the desktop froze\nfor &lt;5 minutes, password: {password-2}<',
    );
    expect(made.removed).toEqual([{ kind: 'password', count: 3, where: 'data/case.json' }]);
  });

  it('shows on its page small pictures of the images that are copied, what was answered, and what was removed', async () => {
    const folder = temporaryFolder();
    const photograph = readFileSync(join(import.meta.dirname, '../../fixtures/images/restarts.jpg'));
    writeFileSync(join(folder, 'shot.png'), PIXEL);
    writeFileSync(join(folder, 'photo.jpg'), photograph);
    writeFileSync(join(folder, 'kept.png'), PIXEL);
    const evidence = ['shot.png', 'photo.jpg', 'kept.png'].map((name) => ({
      path: join(folder, name),
      role: 'screenshot' as const,
      consent: name !== 'kept.png',
    }));
    const answer = { type: 'answered', by: 'person', at: '2026-11-20T13:05:30.000Z' };
    const journal = [
      { ...answer, prompt: 'fact:login', value: 'password: hunter2' },
      { ...answer, prompt: 'copy:/home/jo/shot.png', value: true },
      { ...answer, prompt: 'copy:/home/jo/hunter2.png', value: true },
    ];
    const made = await createBundle(bundleInput(join(folder, 'b.zip'), { evidence, journal }), io);
    const top = unpack(made.path, folder);
    const page = readFileSync(join(top, 'data/report.html'), 'utf8');
    expect(page.match(/<img src="data:image\/png;base64,[^"]+" width="\d+" height="\d+"/g)?.length).toBe(2);
    expect(page).toContain('width="1" height="1" alt="Screenshot 1: shot.png"');
    expect(page).toContain('width="40" height="24" alt="Screenshot 2: photo.jpg"');
    expect(page).toContain('login: password: {password-1}');
    expect(page).toContain('Copy shot.png into the bundle: yes');
    expect(page).toContain('Copy {password-1}.png into the bundle: yes');
    expect(page).toContain('<td>password</td>');
    // Read once for the journal and once for the page, and counted once.
    expect(made.removed).toContainEqual({ kind: 'password', count: 2, where: 'data/journal.jsonl' });
    expect(readFileSync(join(top, 'data/journal.jsonl'), 'utf8')).toContain('password: {password-1}');
  });

  it('shows a box for an image of which no small picture can be made', async () => {
    const folder = temporaryFolder();
    const head = readFileSync(join(import.meta.dirname, '../../fixtures/images/restarts.jpg'));
    // All there is of a frame, and then pixels that nobody can decode: the copy does not look at them.
    const scan = head.indexOf(Buffer.from([0xff, 0xda]));
    writeFileSync(join(folder, 'a.jpg'), Buffer.concat([head.subarray(0, scan + 14), Buffer.from([1, 0xff, 0xd9])]));
    const evidence = [{ path: join(folder, 'a.jpg'), role: 'screenshot', consent: true } as const];
    const made = await createBundle(bundleInput(join(folder, 'b.zip'), { evidence }), io);
    expect(made.notCopied).toEqual([]);
    const page = readFileSync(join(unpack(made.path, folder), 'data/report.html'), 'utf8');
    expect(page).not.toContain('<img');
    expect(page).toContain('No preview');
  });

  it('says which files were left out, and why', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'trace.har'), 'no HAR at all');
    writeFileSync(join(folder, 'core.dmp'), Buffer.from([0, 1, 2, 3]));
    writeFileSync(join(folder, 'a.log'), 'text');
    const evidence = ['trace.har', 'a.log', 'core.dmp'].map((name) => ({
      path: join(folder, name),
      role: 'attachment' as const,
      consent: false,
    }));
    const made = await createBundle(bundleInput(join(folder, 'b.zip'), { evidence }), io);
    expect(made.notCopied).toEqual([
      { path: join(folder, 'trace.har'), role: 'attachment', bytes: 13, why: expect.stringContaining('HAR') },
      {
        path: join(folder, 'core.dmp'),
        role: 'attachment',
        bytes: 4,
        why: expect.stringContaining('neither text nor a screenshot'),
      },
    ]);
    expect(made.taken).toEqual([{ name: 'a.log', role: 'attachment', bytes: 4, where: 'data/evidence/01.log' }]);
    const said = renderLines(bundleLines(made), { color: false });
    for (const { path, why } of made.notCopied) expect(said).toContain(`  not in it: ${path}: ${why}\n`);
  });

  it('refuses evidence that is no file, and does not wait for it', async () => {
    const folder = temporaryFolder();
    execFileSync('mkfifo', [join(folder, 'pipe')]);
    for (const path of [join(folder, 'pipe'), '/dev/zero']) {
      const evidence = [{ path, role: 'attachment', consent: false } as const];
      await expect(createBundle(bundleInput(join(folder, 'b.zip'), { evidence }), io)).rejects.toMatchObject({
        code: 'cannot-read',
        exit: 6,
      });
    }
    expect(readdirSync(folder)).toEqual(['pipe']);
  });

  it('refuses an output that is there, and one that goes into the bundle', async () => {
    const folder = temporaryFolder();
    const log = join(folder, 'agent.log');
    writeFileSync(log, 'text');
    await expect(createBundle(bundleInput(log), io)).rejects.toMatchObject({ code: 'exists', exit: 6 });
    symlinkSync(log, join(folder, 'link.log'));
    linkSync(log, join(folder, 'hard.log'));
    mkdirSync(join(folder, 'sub'));
    const evidence = [{ path: log, role: 'attachment', consent: false } as const];
    for (const name of ['agent.log', './agent.log', 'sub/../agent.log', 'link.log']) {
      await expect(
        createBundle(bundleInput(`${folder}/${name}`, { evidence, overwrite: true }), io),
      ).rejects.toMatchObject({ code: 'exists' });
    }
    expect(readFileSync(log, 'utf8')).toBe('text');
    const made = await createBundle(bundleInput(join(folder, 'hard.log'), { evidence, overwrite: true }), io);
    expect([readFileSync(log, 'utf8'), made.bytes]).toEqual(['text', readFileSync(join(folder, 'hard.log')).length]);
  });

  it('has nothing in its tag files that did not come through the door', async () => {
    const folder = temporaryFolder();
    const record = { ...RECORD, tool: 'deskmedic password=hunter2' };
    const made = await createBundle(bundleInput(join(folder, 'b.zip'), { record }), io);
    const info = readFileSync(join(unpack(made.path, folder), 'bag-info.txt'), 'utf8');
    expect(info).toContain('Bag-Software-Agent: deskmedic password={password-');
    expect(info).not.toContain('hunter2');
  });

  it('leaves nothing behind when the door refuses', async () => {
    const folder = temporaryFolder();
    const cyclic: Record<string, unknown> = {};
    cyclic['self'] = cyclic;
    await expect(createBundle(bundleInput(join(folder, 'b.zip'), { results: cyclic }), io)).rejects.toThrow();
    const record = { ...RECORD, case: '4111-1111-1111-1111' };
    await expect(createBundle(bundleInput(join(folder, 'b.zip'), { record }), io)).rejects.toThrow(
      'cannot hold a secret',
    );
    expect(readdirSync(folder)).toEqual([]);
  });

  it('leaves nothing behind whichever call to the disk fails', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'a.log'), 'text');
    writeFileSync(join(folder, 'shot.png'), PIXEL);
    const evidence = ['a.log', 'shot.png'].map((name) => ({
      path: join(folder, name),
      role: 'attachment' as const,
      consent: true,
    }));
    let calls = 0;
    for (let failing = 1; failing < 100; failing += 1) {
      calls = 0;
      const fail = (): void => {
        calls += 1;
        if (calls === failing) throw new Error('the disk is gone');
      };
      const { files } = wholeIo();
      const failingIo = wholeIo({
        facts: async (path) => (fail(), files.facts(path)),
        read: async (path, limit) => (fail(), files.read(path, limit)),
        resolve: async (path) => (fail(), files.resolve(path)),
        makeDirectory: async (path) => (fail(), files.makeDirectory(path)),
        async *stream(path) {
          fail();
          yield* files.stream(path);
        },
        write: async (path, content, options) => {
          async function* broken(): AsyncGenerator<Uint8Array> {
            for await (const chunk of content as AsyncIterable<Uint8Array>) {
              fail();
              yield chunk;
            }
          }
          return files.write(path, broken(), options);
        },
      });
      const attempt = createBundle(bundleInput(join(folder, 'b.zip'), { evidence }), failingIo);
      const made = await attempt.then(
        (bundle) => bundle,
        () => undefined,
      );
      if (made !== undefined) break;
      // Only the last look at the finished file comes after it was written whole.
      if (existsSync(join(folder, 'b.zip'))) {
        expect((await verifyBundle(join(folder, 'b.zip'), io)).valid).toBe(true);
        execFileSync('rm', [join(folder, 'b.zip')]);
      }
      expect(readdirSync(folder).sort()).toEqual(['a.log', 'shot.png']);
    }
    expect(calls).toBeGreaterThan(10);
  });

  it('stops when it is interrupted, and leaves nothing behind', async () => {
    const folder = temporaryFolder();
    const interrupt = new AbortController();
    const stopping = wholeIo({ makeDirectory: async () => interrupt.abort() }, interrupt.signal);
    await expect(createBundle(bundleInput(join(folder, 'b.zip')), stopping)).rejects.toMatchObject({
      name: 'Cancelled',
    });
    expect(readdirSync(folder)).toEqual([]);
  });

  it('stores what would look like a bomb, so that its own bundle can be read', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'same.log'), 'the same line again and again\n'.repeat(100_000));
    const made = await createBundle(
      bundleInput(join(folder, 'b.zip'), {
        evidence: [{ path: join(folder, 'same.log'), role: 'attachment', consent: false }],
      }),
      io,
    );
    expect(await verifyBundle(made.path, io)).toMatchObject({ valid: true, id: made.id });
  });
});
