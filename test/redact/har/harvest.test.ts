import { describe, expect, it } from 'vitest';
import { entryOf, harOf, rebuild } from './rebuild.ts';

const UUID = '0b9f8e7d-6c5b-4a39-8271-605f4e3d2c1b';
const header = (name: string, value: string): object => ({ request: { headers: [{ name, value }] } });
const body = (text: string, encoding?: string): { readonly response: object } => ({
  response: { content: { size: 1, mimeType: 'x/y', text, encoding } },
});

async function harvestOf(fields: object): Promise<ReadonlyMap<string, string>> {
  return (await rebuild(harOf(entryOf(fields as Record<string, unknown>)))).report.harvest;
}

describe('secrets that are harvested from a HAR', () => {
  it.each<[string, object, string]>([
    ['a cookie', header('Cookie', 'lang=en-US; JSESSIONID=A7f3Kq92Lm'), 'A7f3Kq92Lm'],
    ['each line of Set-Cookie', header('set-cookie', 'a=first-9Kq2x; Path=/\nb=second-8Lm3z; Secure'), 'second-8Lm3z'],
    ['a cookie object', { response: { cookies: [{ name: 'c', value: 'obj-91kDlq7Z' }] } }, 'obj-91kDlq7Z'],
    ['a cookie as it was before it was escaped', header('cookie', 's=ab%2Bcd%3D9xk2'), 'ab+cd=9xk2'],
    ['a bearer token', header('AUTHORIZATION', 'bearer abcdef0123'), 'abcdef0123'],
    [
      'the password of Basic',
      header('Proxy-Authorization', `Basic ${Buffer.from('ana:S3cret-99').toString('base64')}`),
      'S3cret-99',
    ],
    [
      'the answer of a digest',
      header('authorization', 'Digest username="ana", response="0a1b2c3d4e5f6071"'),
      '0a1b2c3d4e5f6071',
    ],
    ['a token of an address', { request: { url: 'https://x.example/a?access_token=tok-7Kq2Lm9' } }, 'tok-7Kq2Lm9'],
    [
      'a token of a fragment',
      { response: { redirectURL: 'https://x.example/#access_token=frag-7Kq2Lm9&x=1' } },
      'frag-7Kq2Lm9',
    ],
    ['the password of an address', { request: { url: 'https://ana:pw-81zQk@x.example/' } }, 'pw-81zQk'],
    [
      'a password of a form',
      {
        request: {
          postData: { mimeType: 'application/x-www-form-urlencoded', text: 'user=ana&password=Sommer%212026' },
        },
      },
      'Sommer!2026',
    ],
    [
      'a password of a form in parts',
      {
        request: {
          postData: { text: '--b\r\nContent-Disposition: form-data; name="password"\r\n\r\nSommer!2026\r\n--b--' },
        },
      },
      'Sommer!2026',
    ],
    [
      'a password in JSON',
      { request: { postData: { text: '{"a":{"b":[{"password":"Sommer!2026"}]}}' } } },
      'Sommer!2026',
    ],
    [
      'a token in JSON within JSON',
      body(JSON.stringify({ x: JSON.stringify({ access_token: 'inner-7Kq2Lm9' }) })),
      'inner-7Kq2Lm9',
    ],
    [
      'a token in base64',
      body(Buffer.from('{"access_token":"b64-7Kq2Lm9x"}').toString('base64'), 'base64'),
      'b64-7Kq2Lm9x',
    ],
    ['a token behind a guard', body(`)]}',\n{"access_token":"guard-7Kq2Lm9"}`), 'guard-7Kq2Lm9'],
    [
      'a token in a message',
      { _webSocketMessages: [{ type: 'send', data: '{"data":{"token":"Bearer ws-7Kq2Lm9xYz"}}' }] },
      'ws-7Kq2Lm9xYz',
    ],
    ['a token in a header of its own', header('X-Own', 'q7Lk29xMp41Vt83Rw56Ab'), 'q7Lk29xMp41Vt83Rw56Ab'],
    [
      'a token in a call stack',
      { _initiator: { stack: { callFrames: [{ url: 'https://x.example/a.js?access_token=stk-7Kq2Lm9' }] } } },
      'stk-7Kq2Lm9',
    ],
    ['a token in a field that nobody knows', { _own: { deep: [{ access_token: 'own-7Kq2Lm9' }] } }, 'own-7Kq2Lm9'],
  ])('%s', async (_, fields, secret) => {
    expect([...(await harvestOf(fields)).keys()]).toContain(secret);
  });

  it.each<[string, object]>([
    [
      'languages, themes, flags and numbers of cookies',
      header(
        'Cookie',
        'lang=en-US; theme=light-mode; consent=true; n=1234567; d=2026-11-20; v=1.20.3; r=us-east-1; h=https://x.example; t=desktop',
      ),
    ],
    [
      'ids that support searches by',
      {
        request: {
          url: `https://x.example/interactions/${UUID}?orgId=${UUID}`,
          headers: [{ name: 'trackingid', value: `GTWY_${UUID}` }],
        },
      },
    ],
    [
      'an id that a cookie repeats',
      {
        request: {
          headers: [
            { name: 'trackingid', value: UUID },
            { name: 'Cookie', value: `t=${UUID}` },
          ],
        },
      },
    ],
    ['what a page says', body('<html><body>Your session will expire, enter your password</body></html>')],
    [
      'media types, dates and addresses',
      {
        response: {
          headers: [
            { name: 'Accept', value: 'application/json' },
            { name: 'Last-Modified', value: 'Fri, 20 Nov 2026 13:41:01 GMT' },
            { name: 'Origin', value: 'https://desktop.example.com' },
          ],
        },
      },
    ],
    [
      'passwords that are a number of few digits or a word',
      body('{"password":"123456","pwd":"welcome","x":{"password":20261120}}'),
    ],
    ['what was removed before', header('Cookie', 'a={cookie-1}')],
  ])('are not %s', async (_, fields) => {
    expect([...(await harvestOf(fields))]).toEqual([]);
  });

  it('say of which kind they are', async () => {
    const harvest = await harvestOf({
      request: {
        headers: [
          { name: 'Cookie', value: 'a=A7f3Kq92Lm' },
          { name: 'Authorization', value: 'Bearer tok-7Kq2Lm9' },
        ],
      },
    });
    expect(Object.fromEntries(harvest)).toEqual({ A7f3Kq92Lm: 'cookie', 'tok-7Kq2Lm9': 'authorization' });
  });
});

describe('the report of a rebuilt HAR', () => {
  it('says what was left out, and how often', async () => {
    const { report } = await rebuild(
      harOf(
        entryOf({
          comment: 'x',
          _own: 'x',
          _nothing: null,
          _webSocketMessages: [{ data: 'x' }, { data: 'y' }],
          _initiator: { type: 'script', stack: {} },
          request: {
            url: 'https://x.example/a?q=x#f',
            postData: { text: 'x' },
            headers: [
              { name: 'Cookie', value: 'a=b' },
              { name: 'X-Own', value: 'x' },
            ],
          },
          response: { cookies: [{ name: 'a', value: 'b' }], content: { text: 'x' } },
        }),
      ),
    );
    expect(Object.fromEntries(report.removed.map(({ kind, count }) => [kind, count]))).toEqual({
      'call-stack': 1,
      comment: 1,
      cookie: 2,
      field: 1,
      fragment: 1,
      'header-value': 1,
      'query-value': 1,
      'request-body': 1,
      'response-body': 1,
      'web-socket-message': 2,
    });
    expect(report).toMatchObject({ ending: 'whole', entries: 1, refused: 0 });
  });

  it('says that the original was cut off, and so does the HAR, also when it is rebuilt once more', async () => {
    const whole = harOf(entryOf(), entryOf());
    const { text, report } = await rebuild(whole.slice(0, -200));
    expect(report).toMatchObject({ ending: 'cut', entries: 1 });
    const twice = await rebuild(text);
    expect(JSON.parse(twice.text)).toMatchObject({ log: { _source: { ended: 'cut' } } });
    expect(twice.text).toBe(text);
    expect(twice.report.ending).toBe('whole');
  });

  it('is not to be had before the end', async () => {
    const { sanitizeHar } = await import('../../../src/redact/har/sanitize-har.ts');
    const { newPlaceholders } = await import('../../../src/redact/placeholders.ts');
    expect(() => sanitizeHar([], { placeholders: newPlaceholders() }).report()).toThrow('not been read');
  });
});

describe('the mark of a rebuilt HAR', () => {
  it('says by what and by which rules, and saves nothing that bears it from being rebuilt', async () => {
    const { text } = await rebuild(harOf(entryOf()));
    const mark = (JSON.parse(text) as { log: { _sanitizedBy: object } }).log._sanitizedBy;
    expect(mark).toEqual({
      name: 'deskmedic',
      version: expect.any(String) as string,
      rules: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
    });
    const forged = JSON.stringify({
      log: { _sanitizedBy: { ...mark, own: 'hunter2' }, entries: [entryOf(body('hunter2'))] },
    });
    expect((await rebuild(forged)).text).not.toContain('hunter2');
  });
});

describe('secrets that were harvested elsewhere', () => {
  it('are removed from what is kept, too', async () => {
    const har = harOf(entryOf({ request: { url: 'https://x.example/agents/tulsa' } }));
    const { text } = await rebuild(har, { redact: (kept) => kept.replaceAll('tulsa', '{token-1}') });
    expect(text).toContain('/agents/{token-1}');
  });
});
