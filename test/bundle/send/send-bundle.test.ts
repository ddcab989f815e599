import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { sendBundle, type Shipment } from '../../../src/bundle/send/send-bundle.ts';
import { withoutToken } from '../../../src/bundle/send/token.ts';
import { Cancelled, type UserError } from '../../../src/errors.ts';
import type { HttpOutcome, HttpRequest, Io } from '../../../src/io/io.ts';
import { diskIo, temporaryFolder } from '../../support/disk.ts';

const EARS = { onProgress: () => {}, onRetry: () => Promise.resolve() };

/** A file of so many bytes, and a far side that takes it and gives these outcomes in turn. */
function sending(bytes: number, outcomes: readonly (Partial<HttpOutcome> | (() => never))[], onFirst = (): void => {}) {
  const path = join(temporaryFolder(), 'b.zip');
  writeFileSync(path, Buffer.alloc(bytes, 7));
  const content = readFileSync(path);
  const shipment: Shipment = {
    path,
    bytes,
    sha256: createHash('sha256').update(content).digest('hex'),
    url: 'https://drive.example.com/home/b.zip',
    sr: '694123456',
    token: 'canary',
    wasCut: false,
  };
  const requests: HttpRequest[] = [];
  const taken: number[] = [];
  const pauses: number[] = [];
  let now = 0;
  const { files } = diskIo();
  const io: Pick<Io, 'files' | 'network' | 'clock'> = {
    files,
    clock: { now: () => now, zone: () => 'UTC' },
    network: {
      async send(request) {
        requests.push(request);
        let count = 0;
        for await (const chunk of request.body?.content ?? []) {
          count += chunk.length;
          if (requests.length === 1) onFirst();
        }
        if (request.body !== undefined) taken.push(count);
        const outcome = outcomes[requests.length - 1];
        if (typeof outcome === 'function') return outcome();
        return { kind: 'answer', status: 201, headers: {}, isAllSent: true, text: '', ...outcome } as HttpOutcome;
      },
      pause(milliseconds) {
        pauses.push(milliseconds);
        now += milliseconds;
        return Promise.resolve();
      },
    },
  };
  const random = (): number => 0.5;
  return {
    shipment,
    requests,
    taken,
    pauses,
    path,
    pass: (by: number) => (now += by),
    send: () => sendBundle(shipment, EARS, random, io),
  };
}

const BUSY = { status: 503 };

test('every try sends the whole file from its beginning', async () => {
  const all = sending(700_000, [BUSY, { kind: 'failed', reason: 'cut', detail: 'ECONNRESET' }, BUSY]);
  expect(await all.send()).toMatchObject({ result: 'sent', tries: 4 });
  expect(all.taken).toEqual([700_000, 700_000, 700_000, 700_000]);
  expect(all.pauses).toEqual([500, 1000, 2000]);
});

test('a server that asks for more time than there is gets no further try', async () => {
  const asks = { status: 503, headers: { 'retry-after': '999999' } };
  const all = sending(10, Array(9).fill(asks));
  await expect(all.send()).rejects.toMatchObject({
    code: 'server-error',
    exit: 6,
    message: expect.stringContaining('tried 5 times') as string,
  });
  expect(all.pauses).toEqual([120_000, 120_000, 120_000, 120_000]);
});

test('a file that is changed or cut while it is sent is not sent to its end', async () => {
  const longer = sending(3_000_000, [], () => appendFileSync(longer.path, 'x'));
  await expect(longer.send()).rejects.toMatchObject({ code: 'changed', exit: 6 });
  const other = sending(3_000_000, [], () => writeFileSync(other.path, Buffer.alloc(3_000_000, 8)));
  await expect(other.send()).rejects.toMatchObject({ code: 'changed' });
  const shorter = sending(3_000_000, [], () => writeFileSync(shorter.path, ''));
  await expect(shorter.send()).rejects.toMatchObject({ code: 'changed' });
  expect([longer.taken, other.taken, shorter.taken]).toEqual([[], [], []]);
});

test('an interruption and a fault of ours are not taken for failures of the network', async () => {
  for (const error of [new Cancelled('x'), new TypeError('x')]) {
    const all = sending(10, [
      () => {
        throw error;
      },
    ]);
    await expect(all.send()).rejects.toBe(error);
    expect(all.requests).toHaveLength(1);
  }
});

test('a success that comes before everything was sent is none', async () => {
  const all = sending(10, [{ status: 201, isAllSent: false }, {}]);
  expect(await all.send()).toMatchObject({ result: 'sent', tries: 2 });
});

test('what failed for good is not tried again, and says what it is', async () => {
  const failures = ['untrusted', 'wrong-host', 'expired', 'no-tls', 'bad-proxy'] as const;
  const codes: string[] = [];
  for (const reason of failures) {
    const all = sending(10, [{ kind: 'failed', reason, detail: 'X' }]);
    const error = await all.send().then(
      () => undefined,
      (thrown: unknown) => thrown as UserError,
    );
    codes.push(error?.code ?? '');
    expect([error?.exit, all.requests.length, (error?.hint ?? '').length > 20]).toEqual([6, 1, true]);
  }
  expect(new Set(codes).size).toBe(failures.length);
});

test('what is there after a cut try, and is not told of, is no success', async () => {
  const said = 'the case is closed';
  const cut = { kind: 'failed', reason: 'cut', detail: 'ECONNRESET' } as const;
  const unknown = [{ status: 405 }, { kind: 'failed', reason: 'stalled', detail: '' }] as const;
  for (const head of unknown) {
    const after = sending(10, [cut, { status: 412, text: said }, head]);
    await expect(after.send()).rejects.toMatchObject({
      code: 'maybe-partial',
      exit: 6,
      message: expect.stringContaining(said) as string,
      hint: expect.stringContaining('--again') as string,
    });
    expect(await sending(10, [{ status: 412 }, head]).send()).toMatchObject({
      result: 'unconfirmed',
      confirmed: false,
    });
    await expect(sending(10, [{ status: 409, text: said }, head]).send()).rejects.toMatchObject({
      code: 'rejected',
      message: expect.stringContaining(said) as string,
    });
  }
});

test('no part of the token that is long enough to help anybody is shown, however it is repeated', () => {
  const token = 'canary-Wd5kQm91pY';
  const basic = Buffer.from(`694123456:${token}`).toString('base64');
  for (const text of [
    'x'.repeat(2000) + token.slice(0, 12),
    'x'.repeat(2000) + basic.slice(0, 20),
    'canary-Wd5kQ\u200bm91pY',
    'c a n a r y - W d 5 k Q m',
    token.toUpperCase(),
    `${token} and canary-wd5kqm91py`,
    `https://${token.toLowerCase()}.example.com/`,
  ]) {
    expect(withoutToken(text, '694123456', token)).toBe('(not shown: it repeats the token)');
  }
  expect(withoutToken(`it was ${token}.`, '694123456', token)).toBe('it was [token].');
  expect(withoutToken('wrong SR 694123456', '694123456', token)).toBe('wrong SR 694123456');
});

test('a redirect to a host that repeats the token is not shown', async () => {
  const all = sending(10, [{ status: 307, headers: { location: 'https://x.Canary.example.com/' } }]);
  await expect(all.send()).rejects.toMatchObject({
    code: 'redirected',
    message: expect.stringContaining('points to nowhere that can be read') as string,
  });
});

test('the token stands in one header, and not in the URL or any other', async () => {
  const all = sending(10, [
    { status: 412, headers: {} },
    { status: 200, headers: { 'content-length': '10' } },
  ]);
  expect(await all.send()).toMatchObject({ result: 'already-there', confirmed: true, status: 412 });
  for (const {
    headers: { authorization, ...others },
    url,
  } of all.requests) {
    expect(Buffer.from(authorization!.slice(6), 'base64').toString()).toBe('694123456:canary');
    expect(JSON.stringify([others, url])).not.toContain('canary');
  }
});
