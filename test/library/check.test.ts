import { describe, expect, test } from 'vitest';
import { check, loadPack, UserError, type Result } from '../../src/index.ts';
import { temporaryFolder } from '../support/disk.ts';
import { runTool } from '../support/run-tool.ts';

const WORKAROUND = { id: 'w', facts: { 'desktop.status': 'not-responding', 'phone.rings': false } };
const ESCALATED = { id: 'e', facts: { 'audio.fault': 'cross-talk' } };
const SAID = { id: 't', text: 'she cannot hear the customer' };
const UNZONED = { id: 'z', observedAt: '2026-11-20T08:41:00', facts: {} };

async function all(results: AsyncIterable<Result>): Promise<Result[]> {
  const found: Result[] = [];
  for await (const result of results) found.push(result);
  return found;
}

describe('the library', () => {
  test.each([
    ['as it stands', {}, []],
    ['without text', { text: false }, ['--no-text']],
    ['with steps', { withSteps: true }, ['--with-steps']],
    ['in a zone', { zone: 'America/Chicago' }, ['--zone', 'America/Chicago']],
  ])('answers as the command does: %s', async (_how, options, flags) => {
    const incidents = [WORKAROUND, ESCALATED, SAID, UNZONED, 'no object', { facts: 1 }];
    const pack = await loadPack();
    const zoned = { zone: 'UTC', ...options };
    const { stdout } = await runTool(['check', '--format', 'json', ...flags, '-'], {
      stdin: JSON.stringify(incidents),
    });
    const { results } = JSON.parse(stdout) as { results: Result[] };
    const expected = results.map(({ line: _line, ...rest }) => rest);
    expect(new Set(expected.map(({ status }) => status)).size).toBeGreaterThan(2);
    // A text is taken for JSON here, so that one is given as JSON.
    const given = incidents.map((one) => (typeof one === 'string' ? JSON.stringify(one) : one));
    expect(await all(check(pack, given, zoned))).toEqual(expected);
  });

  test('reads an incident from text and bytes, and answers each bad one', async () => {
    const pack = await loadPack();
    const json = JSON.stringify(WORKAROUND);
    const plain = await check(pack, WORKAROUND);
    expect(plain).toMatchObject({ id: 'w', status: 'matched' });
    expect(await check(pack, json)).toEqual(plain);
    expect(await check(pack, Buffer.from(json))).toEqual(plain);
    const bad = ['{', '', Buffer.from([0xff]), `${'['.repeat(30_000)}${']'.repeat(30_000)}`, '3'];
    const codes: unknown[] = [];
    for (const one of bad) codes.push((await check(pack, one)).problems.map(({ code }) => code));
    expect(codes).toEqual([['bad-json'], ['bad-json'], ['not-utf8'], ['too-deep'], ['not-an-object']]);
  });

  test('reads of an object what is its own, and lets nobody change what other results share', async () => {
    const pack = await loadPack();
    const inheriting = Object.assign(Object.create({ fact: 1, texts: 2 }) as object, { id: 'i', facts: {} });
    const result = await check(pack, inheriting);
    expect(result.problems).toEqual([]);
    expect(() => (result.missingFacts as string[]).push('x')).toThrow(TypeError);
    expect((await check(pack, { id: 'j', facts: {} })).missingFacts).toEqual([]);
  });

  test('takes one incident when the result before it was taken, and closes the source of a reader who leaves', async () => {
    const pack = await loadPack();
    const seen: string[] = [];
    async function* source(): AsyncGenerator<object> {
      try {
        for (let nth = 0; ; nth++) {
          seen.push(`given ${nth}`);
          yield { id: String(nth) };
        }
      } finally {
        seen.push('closed');
      }
    }
    for await (const { id, index } of check(pack, source())) {
      seen.push(`taken ${id} ${index}`);
      if (id === '1') break;
    }
    expect(seen).toEqual(['given 0', 'taken 0 0', 'given 1', 'taken 1 1', 'closed']);
  });

  test('checks many at once with options of their own, none in the way of another', async () => {
    const pack = await loadPack();
    const [bare, stepped, deaf, heard] = await Promise.all([
      check(pack, WORKAROUND),
      check(pack, WORKAROUND, { withSteps: true }),
      check(pack, SAID, { text: false }),
      check(pack, SAID),
    ]);
    expect(bare.symptoms[0]).not.toHaveProperty('steps');
    expect(stepped.symptoms[0]?.steps?.length).toBeGreaterThan(0);
    expect([deaf.status, heard.status]).not.toContain('invalid');
    expect(deaf.symptoms).toEqual([]);
    expect(heard.symptoms.length).toBeGreaterThan(0);
  });

  test('says at once what is wrong with options and packs', async () => {
    const pack = await loadPack();
    expect(() => check(pack, WORKAROUND, { zone: 'Mars/Base' })).toThrow(UserError);
    expect(() => check(pack, [], { policy: 'none' })).toThrow('there is no policy "none"');
    expect(() => check({ packs: [], replaced: [] }, {})).toThrow('this is no pack');
    await expect(loadPack({ settings: { nonsense: 1 } })).rejects.toMatchObject({ code: 'bad-setting' });
    await expect(loadPack({ directories: [temporaryFolder()] })).rejects.toBeInstanceOf(Error);
  });
});
