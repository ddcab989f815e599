import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findHars } from '../../../src/redact/har/find-hars.ts';
import { refuseHar } from '../../../src/redact/har/refuse-har.ts';
import { newPlaceholders } from '../../../src/redact/placeholders.ts';
import { redactJson } from '../../../src/redact/redact-json.ts';
import { entryOf, harOf, rebuild, spellingsOf } from './rebuild.ts';

const redact = (text: string): string => redactJson(text, newPlaceholders([text]), new Map());
const file = (name: string): string => readFileSync(join(import.meta.dirname, '../../../fixtures/har', name), 'utf8');
const entry = entryOf({
  comment: 'wobbly-comment',
  _webSocketMessages: [{ type: 'receive', time: 5, opcode: 1, data: '{"mood":"wobbly-message"}' }],
  request: {
    method: 'POST',
    url: 'https://api.example.com/reset/Zq8xT0kenx7Kd91LmWq2/x?y=wobbly-query',
    headers: [{ name: 'X-Mood', value: 'wobbly-header' }],
    postData: { mimeType: 'application/json', text: '{"mood":"wobbly-sent"}' },
  },
  response: { content: { size: 9, mimeType: 'application/json', text: '{"mood":"wobbly-answer"}' } },
});
const har = harOf(entry);
const [{ request, response, _webSocketMessages: messages }] = (
  JSON.parse(har) as { log: { entries: [Record<string, Record<string, unknown>>] } }
).log.entries;

describe('a HAR within other JSON', () => {
  it.each<[string, string]>([
    ['itself', har],
    ['a list', `[${har}]`],
    ['another object', `{"mine":1,"data":${har},"more":[1.50, "x"]}`],
    ['entries alone', `{"entries":[${JSON.stringify(entry)}],"more":[1.50, "x"]}`],
    ['a list of entries', JSON.stringify([entry, entry], undefined, 2)],
    ['one entry', JSON.stringify(entry)],
    ['deep lists', `[[[[{"a":{"b":[${JSON.stringify(entry)}]}}]]]]`],
    ['text', JSON.stringify({ data: har })],
    ['text in text', JSON.stringify({ data: JSON.stringify({ data: har }) })],
    ['escaped names', har.replaceAll('"request"', String.raw`"\u0072equest"`)],
    ['requests and answers', JSON.stringify([request, response])],
    ['an entry without an answer', JSON.stringify({ ...entry, response: undefined })],
    [
      'bodies',
      JSON.stringify({ a: request!.postData, postData: request!.postData, b: response!.content }).replace(
        /"a":.*?},/,
        '',
      ),
    ],
    ['messages', JSON.stringify({ messages })],
    ['an entry twice', `{"request":1,${JSON.stringify(entry).slice(1)}`],
  ])('as %s is rebuilt', (_, text) => {
    const once = redact(text);
    expect(once).not.toMatch(/wobbly|Zq8xT0kenx7Kd91LmWq2/);
    JSON.parse(once);
    expect(redact(once)).toBe(once);
  });

  it('is the same as by itself', async () => {
    const { text } = await rebuild(har);
    const { entries } = (JSON.parse(text) as { log: { entries: readonly unknown[] } }).log;
    expect(JSON.parse(redact(`[1,${JSON.stringify(entry)}]`))).toEqual([1, entries[0]]);
  });

  it('leaves what stands around it as it is', () => {
    const wrapped = redact(`{ "mine": 1.50,\n "data": [${JSON.stringify(entry)} ], "e": "li@example.net", "n": "x" }`);
    expect(wrapped).toMatch(
      /^\{ "mine": 1\.50,\n "data": \[\{"startedDateTime".*\} \], "e": "\{email-1\}", "n": "x" \}$/,
    );
  });

  it.each(['chrome', 'firefox', 'safari', 'charles', 'fiddler', 'mitmproxy', 'edge'])(
    'of %s loses every secret and keeps what support needs',
    (name) => {
      const lines = (ending: string): readonly string[] =>
        file(`${name}.${ending}.txt`)
          .split('\n')
          .filter((line) => line !== '');
      const redacted = redact(JSON.stringify({ data: [JSON.parse(file(`${name}.har`))] }));
      for (const secret of lines('secrets'))
        expect(spellingsOf(secret).filter((spelling) => redacted.includes(spelling))).toEqual([]);
      for (const needed of lines('kept')) expect(redacted).toContain(needed);
    },
  );

  it.each([
    '{"request":{"method":"GET","url":"/x","headers":{"a":"b"}},"response":{"status":500,"data":{"a":"b"}}}',
    '{"entries":[{"a":1}],"pages":3}',
    '{"status":"ok","content":{"a":"b"},"headers":["a"]}',
    '{"url":"https://example.com","method":"POST","headers":[{"name":"a","value":"b"}],"retries":3}',
    '{"mimeType":"text/plain","text":"hello"}',
    '{"request":"{","response":"}"}',
    '"request" ',
  ])('is not what only looks like one: %s', (text) => {
    expect(redact(text)).toBe(text);
  });

  it('is looked for once, however deep objects are nested', () => {
    const deep = '{"request":{"url":1,"method":1},"response":';
    expect(findHars(`${deep.repeat(100_000)}{"headers":[]}${'}'.repeat(100_000)}`)).toHaveLength(1);
    expect(findHars(`"request"${'['.repeat(1_000_000)}`)).toEqual([]);
    expect(findHars(`{request:"${'"request'.repeat(100_000)}`)).toEqual([]);
  });
});

describe('a HAR in text that cannot be read as JSON', () => {
  const pass = async (text: string, size: number): Promise<string> => {
    async function* pieces(): AsyncGenerator<string> {
      for (let at = 0; at < text.length; at += size) yield text.slice(at, at + size);
    }
    let passed = '';
    for await (const piece of refuseHar(pieces())) passed += piece;
    return passed;
  };

  it.each<[string, string]>([
    ['a HAR that was cut off', `[${har.slice(0, -9)}`],
    ['entries one behind the other', `${JSON.stringify(entry, undefined, 2)}\n${JSON.stringify(entry, undefined, 2)}`],
    ['a line of a log', `2026-11-20T08:41:07Z DEBUG ${JSON.stringify(entry)}`],
    ['a cell', `a,"${JSON.stringify(entry).replaceAll('"', '""')}"\n`],
    ['text in text', `x ${JSON.stringify(JSON.stringify(entry))}`],
  ])('is refused in %s', async (_, text) => {
    for (const size of [17, 1000, 1_000_000]) await expect(pass(text, size)).rejects.toThrow(/\.har file of its own/);
  });

  it('is none when only its words are there', async () => {
    const text = 'the startedDateTime of "headersSize" is _webSocketMessages\n'.repeat(100);
    expect(await pass(text, 19)).toBe(text);
  });
});
