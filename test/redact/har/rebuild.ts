import { sanitizeHar, type HarReport } from '../../../src/redact/har/sanitize-har.ts';
import { newPlaceholders } from '../../../src/redact/placeholders.ts';

/** A HAR with these entries, as a browser would write it. */
export function harOf(...entries: readonly unknown[]): string {
  return JSON.stringify({
    log: { version: '1.2', creator: { name: 'WebInspector', version: '537.36' }, pages: [], entries },
  });
}

/** An entry that is complete; what is given replaces or joins its fields. */
export function entryOf(
  fields: { readonly [name: string]: unknown; request?: object; response?: object } = {},
): object {
  return {
    startedDateTime: '2026-11-20T13:41:00.500Z',
    time: 12.5,
    cache: {},
    timings: { send: 1, wait: 10, receive: 1.5 },
    ...fields,
    request: {
      method: 'GET',
      url: 'https://api.example.com/v1/agents',
      httpVersion: 'HTTP/1.1',
      headers: [],
      queryString: [],
      cookies: [],
      headersSize: -1,
      bodySize: 0,
      ...fields.request,
    },
    response: {
      status: 200,
      statusText: 'OK',
      httpVersion: 'HTTP/1.1',
      headers: [],
      cookies: [],
      content: { size: 0, mimeType: 'text/plain' },
      redirectURL: '',
      headersSize: -1,
      bodySize: 0,
      ...fields.response,
    },
  };
}

/** The HAR rebuilt, and what was said of it. `pieces` is how many bytes come at a time. */
export async function rebuild(
  har: string | Uint8Array,
  { pieces = 65_536, redact }: { readonly pieces?: number; readonly redact?: (text: string) => string } = {},
): Promise<{ readonly text: string; readonly report: HarReport }> {
  const bytes = Buffer.from(har as Uint8Array);
  const sanitized = sanitizeHar(cut(bytes, pieces), {
    placeholders: newPlaceholders(),
    ...(redact === undefined ? {} : { redact }),
  });
  const given: Uint8Array[] = [];
  for await (const part of sanitized.bytes) given.push(part);
  return { text: Buffer.concat(given).toString('utf8'), report: sanitized.report() };
}

/** The first entry of a HAR that came out. */
export function firstEntry(text: string): Entry {
  return (JSON.parse(text) as { log: { entries: Entry[] } }).log.entries[0]!;
}

/** What the tests look at. */
export interface Entry {
  readonly [name: string]: unknown;
  readonly request: Message & {
    readonly url: string;
    readonly queryString: readonly object[];
    readonly postData?: object;
  };
  readonly response: Message & { readonly status: number; readonly redirectURL: string };
}

interface Message {
  readonly [name: string]: unknown;
  readonly headers: readonly { readonly name: string; readonly value: string }[];
}

/** How a secret may be written: as it is, in an address, in a JSON string, in base64 at any offset, in either case. */
export function spellingsOf(secret: string): readonly string[] {
  const base64 = [0, 1, 2].map((offset) => {
    const text = Buffer.from('x'.repeat(offset) + secret).toString('base64');
    // The first and the last characters depend on what stands beside the secret.
    return text.slice(offset === 0 ? 0 : 4, -4);
  });
  const hex = Buffer.from(secret).toString('hex');
  const plain = [secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1)];
  const cases = plain.flatMap((text) => [text, text.toLowerCase(), text.toUpperCase()]);
  return [...new Set([...cases, ...base64, hex])].filter((text) => text.length >= 4);
}

function* cut(bytes: Uint8Array, size: number): Generator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}
