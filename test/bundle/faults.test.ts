import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createBundle, explainBundle } from '../../src/bundle/create.ts';
import type { EvidenceInput } from '../../src/bundle/evidence-input.ts';
import { redactFile } from '../../src/bundle/redact-file.ts';
import { verifyBundle } from '../../src/bundle/verify.ts';
import type { Files } from '../../src/io/io.ts';
import type { SecretKind, Span } from '../../src/redact/kind.ts';
import { SECRET_KINDS } from '../../src/redact/kinds.ts';
import { bundleInput, CARD, PIXEL } from '../support/bundle-case.ts';
import { temporaryFolder } from '../support/disk.ts';
import { failingFiles } from '../support/failing-files.ts';
import { canMount, onSmallDisk } from '../support/small-disk.ts';
import { wholeIo } from '../support/whole-io.ts';

const SECRET = 'Zx81-qUARTZ-77kestrel';
const HAR = JSON.stringify({
  log: {
    version: '1.2',
    creator: { name: 'WebInspector', version: '1' },
    entries: [
      {
        startedDateTime: '2026-11-20T13:41:00.000Z',
        request: { method: 'GET', url: 'https://x.example/', headers: [{ name: 'Cookie', value: `a=${SECRET}` }] },
        response: { status: 200, headers: [], content: { size: 2, mimeType: 'text/plain', text: 'ok' } },
      },
    ],
  },
});

/** A file of each kind, all with something to remove. */
const CONTENTS: Readonly<Record<string, string | Buffer>> = {
  'agent.log': `ready\nAuthorization: Bearer ${SECRET}\nwrite to guest7@mail.example\n`.repeat(40),
  'event.json': JSON.stringify({ password: SECRET, note: `card ${CARD}` }),
  'events.ndjson': `{"token":"${SECRET}"}\n{"a":1}\n`,
  'rows.csv': `time,who\n13:05,guest7@mail.example\n`,
  'trace.har': HAR,
  'shot.png': PIXEL,
  'core.dmp': Buffer.from([0, 1, 2, 3]),
};

/** A folder with the files, `out/` for the bundle and `home/` for what its placeholders stand for. */
function desk(contents: Readonly<Record<string, string | Buffer>> = CONTENTS) {
  const folder = temporaryFolder();
  const at = (name: string): string => join(folder, name);
  for (const name of ['in', 'out', 'home']) mkdirSync(at(name));
  for (const [name, content] of Object.entries(contents)) writeFileSync(at(`in/${name}`), content);
  const evidence: readonly EvidenceInput[] = Object.keys(contents).map((name) => ({
    path: at(`in/${name}`),
    role: 'attachment',
    consent: true,
  }));
  const input = bundleInput(at('out/b.zip'), { evidence });
  return {
    at,
    input,
    create: (files: Partial<Files> = {}) => createBundle(input, wholeIo(files), at('home')),
    expectNothing() {
      expect(readdirSync(at('out'))).toEqual([]);
      expect(readdirSync(at('home'))).toEqual([]);
      expect(readdirSync(at('in')).sort()).toEqual(Object.keys(contents).sort());
    },
  };
}

/** Fails the first call of `work`, then the second, and so on until none is left to fail; the number of calls. */
async function failEachCall(
  work: (files: Files) => Promise<unknown>,
  afterFailure: (call: number) => void,
): Promise<number> {
  for (let failing = 1; ; failing += 1) {
    let calls = 0;
    const files = failingFiles(wholeIo().files, () => {
      calls += 1;
      if (calls === failing) throw new Error('the disk is gone');
    });
    const error = await work(files).then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    if (error === undefined && calls < failing) return calls;
    // What is thrown away need not be closed well; anything else that fails must be told.
    if (error !== undefined) afterFailure(failing);
  }
}

describe('whichever call to the disk fails', () => {
  it('a bundle leaves nothing behind: no archive, no temporary file, no word of what its placeholders stand for', async () => {
    const place = desk();
    let failed = 0;
    const calls = await failEachCall(
      async (files) => {
        rmSync(place.at('out/b.zip'), { force: true });
        for (const map of readdirSync(place.at('home'))) rmSync(join(place.at('home'), map));
        await place.create(files);
      },
      () => {
        failed += 1;
        place.expectNothing();
      },
    );
    expect(calls).toBeGreaterThan(60);
    expect(failed).toBeGreaterThan(calls - 4);
    expect(readdirSync(place.at('home'))).toHaveLength(1);
    expect(await verifyBundle(place.at('out/b.zip'), wholeIo())).toMatchObject({ valid: true });
  }, 60_000);

  it('a look at what would be removed leaves nothing either, nor does the folder that was made for it', async () => {
    const place = desk();
    rmSync(place.at('out'), { recursive: true });
    const input = { ...place.input, output: `${place.at('out')}/` };
    await failEachCall(
      (files) => explainBundle(input, wholeIo(files)),
      () => expect(readdirSync(place.at('.')).sort()).toEqual(['home', 'in']),
    );
  }, 60_000);

  it.each(Object.keys(CONTENTS).filter((name) => name !== 'core.dmp'))('redact of %s writes nothing', async (name) => {
    const place = desk();
    const calls = await failEachCall(
      async (files) => {
        rmSync(place.at('out/clean'), { force: true });
        await redactFile(place.at(`in/${name}`), place.at('out/clean'), wholeIo(files));
      },
      () => place.expectNothing(),
    );
    expect(calls).toBeGreaterThan(15);
    expect(readFileSync(place.at('out/clean'), 'latin1')).not.toContain(SECRET);
  });

  it('keeps what the placeholders of an earlier bundle stand for', async () => {
    const place = desk();
    await place.create();
    const [map = ''] = readdirSync(place.at('home'));
    const before = readFileSync(join(place.at('home'), map), 'utf8');
    rmSync(place.at('out/b.zip'));
    const { files } = wholeIo();
    const refusing: Partial<Files> = {
      write: (path, content, options) =>
        path.endsWith('.zip') ? Promise.reject(new Error('the disk is gone')) : files.write(path, content, options),
    };
    await expect(place.create(refusing)).rejects.toThrow('the disk is gone');
    expect(readFileSync(join(place.at('home'), map), 'utf8')).toBe(before);
    expect(readdirSync(place.at('out'))).toEqual([]);
  });
});

describe('when a detector throws', () => {
  it.each(SECRET_KINDS.map((kind, index) => [index, kind.name, kind] as const))(
    'kind %i, %s: no archive, and nothing is quoted',
    async (_index, _name, kind) => {
      const place = desk();
      await expect(withKind(kind, { find: quoting, hint: undefined }, () => place.create())).rejects.toMatchObject({
        code: 'cannot-redact',
        exit: 6,
        message: expect.not.stringContaining(SECRET),
      });
      place.expectNothing();
      const redacting = withKind(kind, { find: quoting, hint: undefined }, () =>
        redactFile(place.at('in/agent.log'), place.at('out/clean.log'), wholeIo()),
      );
      await expect(redacting).rejects.toMatchObject({ code: 'cannot-redact', exit: 6 });
      place.expectNothing();
    },
  );

  it('on a value in JSON: no archive either', async () => {
    const place = desk({ 'event.json': CONTENTS['event.json']! });
    const kind = SECRET_KINDS.find(({ name }) => name === 'password')!;
    await expect(withKind(kind, { inField: quoting }, () => place.create())).rejects.toMatchObject({
      code: 'cannot-redact',
      exit: 6,
    });
    place.expectNothing();
  });
});

function quoting(text: string): readonly Span[] {
  if (text.includes('ready') || text.includes(SECRET)) throw new RangeError(`cannot make sense of ${text}`);
  return [];
}

/** Runs `work` with parts of a kind replaced. */
async function withKind<T>(kind: SecretKind, parts: object, work: () => Promise<T>): Promise<T> {
  const before = { ...kind };
  Object.assign(kind, parts);
  try {
    return await work();
  } finally {
    for (const name of Object.keys(parts)) delete (kind as unknown as Record<string, unknown>)[name];
    Object.assign(kind, before);
  }
}

describe('a file that changes while it is read', () => {
  /** Each time that the file is opened the next of these, and in the end the last. */
  function changing(name: string, versions: readonly (string | Buffer | Error)[]): Partial<Files> {
    const { files } = wholeIo();
    let opened = 0;
    return {
      async *stream(path, part) {
        if (!path.endsWith(name)) return yield* files.stream(path, part);
        const version = versions[Math.min(opened, versions.length - 1)]!;
        opened += 1;
        if (version instanceof Error) throw version;
        yield Buffer.from(version as string);
      },
    };
  }

  it('from JSON to something else ends it all, and is not quoted', async () => {
    const place = desk({ 'a.txt': '' });
    const made = place.create(changing('a.txt', ['{"a":1}', '{"a":1}', `password: ${SECRET}`]));
    await expect(made).rejects.toMatchObject({ exit: 6, message: expect.not.stringContaining(SECRET) });
    place.expectNothing();
  });

  it.each<[string, string | Buffer, string | Buffer]>([
    ['text to bytes', 'ready\n', Buffer.from([1, 0, 2])],
    ['a HAR to something else', HAR, `password: ${SECRET}`],
    ['an image to something else', PIXEL, `password: ${SECRET}`],
    ['an image to half of it', PIXEL, PIXEL.subarray(0, 50)],
  ])('from %s is listed, and not in the bundle', async (_, first, second) => {
    const place = desk({ 'a.txt': '' });
    // What is text is read once more before, to know how it is built.
    const versions = first === 'ready\n' ? [first, first, second] : [first, second];
    const made = await place.create(changing('a.txt', versions));
    expect(made.notCopied).toHaveLength(1);
    expect(readFileSync(made.path, 'latin1')).not.toContain(SECRET);
  });

  it('that vanishes ends it all', async () => {
    const gone = Object.assign(new Error('gone'), { code: 'ENOENT' });
    for (const opened of [0, 1, 2]) {
      const place = desk({ 'a.txt': '' });
      const versions = [...Array<string>(opened).fill('ready\n'), gone];
      await expect(place.create(changing('a.txt', versions))).rejects.toThrow();
      place.expectNothing();
    }
    const place = desk();
    rmSync(place.at('in/agent.log'));
    await expect(place.create()).rejects.toMatchObject({ code: 'cannot-read', exit: 6 });
    expect(readdirSync(place.at('out'))).toEqual([]);
    expect(readdirSync(place.at('home'))).toEqual([]);
  });
});

describe('when somebody interrupts', () => {
  it('at any call to the disk, nothing is left, and it ends as an interruption', async () => {
    const place = desk();
    let isDone = false;
    let stopped = 0;
    for (let at = 1; !isDone; at += 1) {
      const interrupt = new AbortController();
      let calls = 0;
      const files = failingFiles(wholeIo().files, () => {
        calls += 1;
        if (calls === at) interrupt.abort();
      });
      const made = createBundle(place.input, wholeIo(files, interrupt.signal), place.at('home'));
      isDone = await made.then(
        () => true,
        (error: unknown) => {
          expect(error).toMatchObject({ name: 'Cancelled' });
          place.expectNothing();
          stopped += 1;
          return false;
        },
      );
    }
    expect(stopped).toBeGreaterThan(60);
  }, 60_000);

  it('redact writes nothing', async () => {
    const place = desk();
    const interrupt = new AbortController();
    interrupt.abort();
    const redacting = redactFile(place.at('in/agent.log'), place.at('out/x'), wholeIo({}, interrupt.signal));
    await expect(redacting).rejects.toMatchObject({ name: 'Cancelled' });
    place.expectNothing();
  });
});

describe.skipIf(!canMount())('on a disk that gets full', () => {
  /** 300 KB that hardly get smaller. */
  const log = Array.from({ length: 3000 }, (_, line) => `${line} ${(line * 2654435761).toString(36).repeat(9)}\n`).join(
    '',
  );

  it('wherever in the work that is, a bundle leaves nothing behind', async () => {
    const place = desk({ 'a.log': log, 'b.log': `mail guest7@mail.example\n${log}` });
    let whole = 0;
    for (const kilobytes of [0, 16, 64, 200, 400, 600, 700, 750, 800, 850, 900, 1000, 1200, 2000]) {
      await onSmallDisk(`size=${Math.max(4, kilobytes)}k`, async (folder) => {
        const input = { ...place.input, output: join(folder, 'b.zip') };
        const made = await createBundle(input, wholeIo(), place.at('home')).catch((error: unknown) => {
          expect(error).toMatchObject({ code: 'cannot-write', exit: 6, message: /no space left on the disk/ });
          expect(readdirSync(folder)).toEqual([]);
          expect(readdirSync(place.at('home'))).toEqual([]);
        });
        if (made === undefined) return;
        whole += 1;
        expect(statSync(made.path).size).toBe(made.bytes);
        for (const map of readdirSync(place.at('home'))) rmSync(join(place.at('home'), map));
      });
    }
    expect(whole).toBeGreaterThan(0);
    expect(whole).toBeLessThan(10);
  }, 60_000);

  it('redact leaves nothing behind', async () => {
    const place = desk({ 'a.log': log });
    await onSmallDisk('size=64k', async (folder) => {
      await expect(redactFile(place.at('in/a.log'), join(folder, 'x.log'), wholeIo())).rejects.toMatchObject({
        code: 'cannot-write',
        exit: 6,
      });
      expect(readdirSync(folder)).toEqual([]);
    });
  });

  it('and a home without room for what the placeholders stand for keeps the bundle from being there', async () => {
    const guests = Array.from({ length: 400 }, (_, guest) => `from guest${guest}@mail.example\n`).join('');
    const place = desk({ 'a.log': guests });
    await onSmallDisk('size=8k', async (folder) => {
      await expect(createBundle(place.input, wholeIo(), folder)).rejects.toMatchObject({
        code: 'cannot-write',
        exit: 6,
      });
      expect(readdirSync(folder)).toEqual([]);
    });
    expect(readdirSync(place.at('out'))).toEqual([]);
  });
});
