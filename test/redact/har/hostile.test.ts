import { describe, expect, it } from 'vitest';
import { entryOf, harOf, rebuild } from './rebuild.ts';

const MEGABYTE = 1_000_000;
const named = (name: string, value: string): object => ({ name, value });

// No time is measured: what takes more than linear time does not come to an end before the runner gives up.
describe('a megabyte of what nearly is something', () => {
  it.each([
    ' ',
    'a=',
    '&a=b',
    '/a1',
    '%41',
    '{',
    '{token-1}',
    '<input ',
    'name="x"\r\n',
    'eyJ',
    '.',
    '@',
    ';',
    '; a=b',
    'A1-',
    '\n',
  ])('of %j is rebuilt wherever it stands', async (unit) => {
    const text = unit.repeat(Math.ceil(MEGABYTE / unit.length));
    const har = harOf(
      entryOf({ request: { url: `https://x.example/${text}` }, response: { redirectURL: text } }),
      entryOf({ request: { headers: [named('Cookie', text), named('Server', text), named(text, 'x')] } }),
      entryOf({ request: { headers: [named('Authorization', `Digest ${text}`), named('TrackingID', text)] } }),
      entryOf({ request: { postData: { text: `--${text}` } }, response: { content: { text: `${text}<` } } }),
      entryOf({ request: { postData: { text: JSON.stringify({ password: text, other: text }) } } }),
    );
    expect((await rebuild(har)).report).toMatchObject({ ending: 'whole', entries: 5, refused: 0 });
  });

  it('is not held when it is one string of very many, and the entries keep what is short', async () => {
    const text = 'x'.repeat(12 * MEGABYTE);
    const messages = [{ type: 'receive', time: 5, opcode: 1, data: text }];
    const { text: rebuilt } = await rebuild(harOf(entryOf({ _webSocketMessages: messages })));
    expect(rebuilt).toContain('{"type":"receive","time":5,"opcode":1,"length":12000000}');
    expect(rebuilt.length).toBeLessThan(2000);
  });
});
