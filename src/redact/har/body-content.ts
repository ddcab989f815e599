import { cutLength } from '../../evidence/har/held-value.ts';

/** Characters. */
const LONGEST_TOKEN = 16 * 1024;

/** How a body is written, whatever its type is said to be. */
export type BodyContent =
  | { readonly kind: 'json'; readonly value: unknown }
  | { readonly kind: 'form' | 'text'; readonly text: string }
  | { readonly kind: 'none' };

/** What a body says: of a request, of a response, of a message. Base64 is undone. */
export function bodyContent(body: string): BodyContent {
  if (body.length < 6 || cutLength(body) !== undefined) return { kind: 'none' };
  const value = jsonIn(body);
  if (value !== undefined) return { kind: 'json', value };
  const base64 = body.trim();
  if (!isBase64(base64)) return contentOf(body);
  const decoded = textIn(base64);
  if (decoded !== undefined) return contentOf(decoded);
  // An image or a recording. A shorter one may be a token.
  return base64.length > LONGEST_TOKEN ? { kind: 'none' } : { kind: 'text', text: body };
}

function contentOf(text: string): BodyContent {
  const value = jsonIn(text);
  return value === undefined ? { kind: isForm(text) ? 'form' : 'text', text } : { kind: 'json', value };
}

/** JSON, also behind the marks that some services put before it against being run as a script. */
function jsonIn(body: string): unknown {
  const start = /^\s*(?:\)\]\}'?,?\s*|while\(1\);|for\(;;\);)?(?=[{["])/.exec(body)?.[0].length;
  if (start === undefined) return undefined;
  try {
    return JSON.parse(body.slice(start));
  } catch {
    return undefined;
  }
}

function isForm(body: string): boolean {
  return /^\s*[\w.[\]%+~-]{1,100}=[^\s<>{]*\s*$/.test(body) && body.length < 1024 * 1024;
}

function isBase64(body: string): boolean {
  return /^[A-Za-z0-9+/_-]{8}/.test(body) && /^[A-Za-z0-9+/_\s-]+={0,2}$/.test(body);
}

/** The text that base64 stands for, in which bodies that are not UTF-8 are recorded; `undefined` when it is none. */
function textIn(base64: string): string | undefined {
  const bytes = Buffer.from(base64, 'base64');
  // Images and programs show themselves early.
  if (/[\0-\x08\x0e-\x1a]/.test(bytes.subarray(0, 512).toString('latin1'))) return undefined;
  const text = bytes.toString('utf8');
  return text.slice(0, 512).includes('\uFFFD') ? undefined : text;
}
