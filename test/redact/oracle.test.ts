import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodedViews } from '../../src/redact/decoded-views.ts';
import { encodedTexts } from '../../src/redact/encoded-texts.ts';
import { foldText } from '../../src/redact/fold-text.ts';
import type { Span } from '../../src/redact/kind.ts';
import { SECRET_KINDS } from '../../src/redact/kinds.ts';
import { card } from '../../src/redact/kinds/card.ts';
import { cvc } from '../../src/redact/kinds/cvc.ts';
import { newPlaceholders } from '../../src/redact/placeholders.ts';
import { redactStream } from '../../src/redact/redact-stream.ts';
import { spelledDigits } from '../../src/redact/spelled-digits.ts';

/** Stands for what was removed; no kind takes it for anything. */
const GONE = '\u2588';

/** What each kind finds in the whole text, asked without its hint. */
function shown(text: string, kinds = SECRET_KINDS): readonly Span[] {
  const folded = foldText(text);
  return kinds.flatMap((kind) => kind.find(folded));
}

/** And in the whole of it decoded, and in what is encoded in it. */
function found(text: string, depth = 2): readonly Span[] {
  const everything = Number.MAX_SAFE_INTEGER;
  return [
    ...shown(text),
    ...decodedViews(text, everything).flatMap((view) =>
      [...shown(view.text), ...encoded(view.text, depth)].map((span) => view.original(span)),
    ),
    ...spelledDigits(text, everything).flatMap((view) =>
      shown(view.text, [card, cvc]).map((span) => view.original(span)),
    ),
    ...encoded(text, depth),
  ];
}

function encoded(text: string, depth: number): readonly Span[] {
  return depth === 0 ? [] : encodedTexts(text).filter((one) => found(one.text, depth - 1).length > 0);
}

/** The simplest redactor there can be: every unit that any finding covers goes. */
function bySlowOracle(text: string): string {
  const gone = new Uint8Array(text.length);
  for (const { start, end } of found(text)) gone.fill(1, start, end);
  return Array.from({ length: text.length }, (_, at) => (gone[at] === 1 ? GONE : text[at]))
    .join('')
    .replace(/\u2588+/g, GONE);
}

async function byStream(text: string, size: number): Promise<string> {
  async function* pieces(): AsyncGenerator<string> {
    for (let at = 0; at < text.length; at += size) yield text.slice(at, at + size);
  }
  let result = '';
  for await (const piece of redactStream(pieces(), newPlaceholders(), new Map())) result += piece;
  return result.replace(/(?:\{[a-z-]+-\d+\})+/g, GONE);
}

const clean = fc.constantFrom(
  '08:41:02.118 INFO  the agent is ready, and waits',
  'GET /v1/interactions/7f3a2c10-1b2d-4c3e-8f90-123456789012?a=%7B%7D 200 12 ms',
  '  at render (https://desktop.example.com/main.js:12:34)',
  'trackingId=ROUTER_7f3a2c10-1b2d-4c3e-8f90-123456789012 orgId=7f3a2c10-1b2d-4c3e-8f90-123456789012',
  '',
);
const base64 = (text: string): string => Buffer.from(text).toString('base64');
const secret = fc.constantFrom(
  'password=Otter7lake and more',
  'Authorization: Bearer 9aKq2LmPz0XcVb81TyRw',
  '{"customerName":"Ines Quiroga-Bell","pin":"4711"}',
  'card 5425 2334 3010 9903, cvv 123',
  '?mail=li.wei%40example.net&n=%2B14155550100 HTTP/1.1',
  String.raw`{"body":"{\"mail\":\"li\\u0040example.net\",\"pwd\":\"Otter7lake\"}"}`,
  'n=%35%34%32%35%32%33%33%34%33%30%31%30%39%39%30%33 end',
  'read five four two five two three three four three oh one zero nine nine zero three twice',
  `blob ${base64('the password: Otter7lake now')} end`,
  'mail from li&#64;example.net &lt;li&gt;',
  'X-Hub-Signature: sha1=7d38cdd689735b008b3c702edd92eea23791c5f6',
  'C:\\Users\\ccollins\\x and 10.4.5.6 and (415) 555-0100',
  'wss://x.example/sub?token=9aKq2LmPz0XcVb81TyRw',
  'MQTT_DEFAULT_PASS=Otter7lake',
);

describe('the redactor and the slowest one there is', () => {
  it('remove the same from logs of a few lines', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.oneof(clean, secret), { maxLength: 12 }),
        fc.integer({ min: 1, max: 500 }),
        async (lines, size) => {
          const text = lines.map((line) => `${line}\n`).join('');
          const expected = bySlowOracle(text);
          expect(await byStream(text, size)).toBe(expected);
          expect(expected).not.toMatch(/Otter7lake|9903|quiroga/i);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('remove the same from logs that are longer than what is looked at at a time', { timeout: 120_000 }, async () => {
    const block = fc.tuple(fc.array(clean, { minLength: 1, maxLength: 4 }), fc.integer({ min: 1, max: 600 }), secret);
    await fc.assert(
      fc.asyncProperty(
        fc.array(block, { minLength: 4, maxLength: 8 }),
        fc.integer({ min: 1000, max: 200_000 }),
        async (blocks, size) => {
          const text = blocks.map(([lines, times, one]) => `${`${lines.join('\n')}\n`.repeat(times)}${one}\n`).join('');
          const expected = bySlowOracle(text);
          expect(await byStream(text, size)).toBe(expected);
          expect(expected).not.toMatch(/Otter7lake|9903|quiroga/i);
        },
      ),
      { numRuns: 15 },
    );
  });
});
