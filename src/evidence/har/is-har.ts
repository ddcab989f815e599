import { cutHar } from './cut-har.ts';
import { encodingOf } from './utf8-bytes.ts';

/** Fields of `log` by which a HAR is known (HAR 1.2 §log); a document may have a `log` that is something else. */
const KNOWN_BY = new Set(['creator', 'browser', '_sanitizedBy']);

/**
 * Whether a file that begins with these bytes (the more the better, up to a MiB) is a HAR, whatever it is called. Only an
 * object that has `log` with a field of a HAR's in it is; gzip is to be unpacked before.
 */
export function isHar(head: Uint8Array): boolean {
  const { encoding, mark } = encodingOf(head);
  const text = head.subarray(mark);
  const bytes = encoding === 'utf-8' ? text : Buffer.from(new TextDecoder(encoding).decode(text, { stream: true }));
  const cutter = cutHar();
  return cutter.push(bytes).some(({ name }) => KNOWN_BY.has(name)) || cutter.hasList();
}
