import { base64Lines } from './base64-lines.ts';

/** The address that takes files for a case by mail; it finds the case by `SR` and nine digits in the subject. */
export const ATTACH_ADDRESS = 'attach@cisco.com';

/** Bytes of a bundle that still fit: a message may have 20 MB at Cisco, often less on the way, and base64 adds 37 %. */
export const MAIL_LIMIT = 14_000_000;

/** What a message is made of. */
export interface MailParts {
  readonly subject: string;
  /** Shown as it is. */
  readonly text: string;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** Lower-case hex; sets this message apart from any other. */
  readonly unique: string;
  /** Whoever sends it; the mail program fills it in when it is not known. */
  readonly from?: string;
  readonly attachment: { readonly name: string; readonly content: AsyncIterable<Uint8Array> };
}

/** `SR 694123456 S2 20261120-k3f9`: ASCII, whatever stands in the bundle. */
export function mailSubject(sr: string, severity: string, caseId: string): string {
  const plain = (text: string): string => text.replace(/[^A-Za-z0-9._-]+/g, '-').slice(0, 64);
  return `SR ${sr} ${plain(severity)} ${plain(caseId)}`;
}

/** An address as it can stand in a header, or `undefined`: a record may come from anybody. */
export function plainAddress(text: string | undefined): string | undefined {
  return text !== undefined && text.length <= 200 && /^[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$/.test(text)
    ? text
    : undefined;
}

/**
 * A message as RFC 5322 and 2045 have it: the text, then the bundle. `X-Unsent` makes Outlook open it for sending. Name and
 * subject are plain ASCII already.
 */
export async function* mailMessage(parts: MailParts): AsyncGenerator<Uint8Array> {
  const { subject, text, now, unique, from, attachment } = parts;
  const boundary = `=_deskmedic_${unique}`;
  const ascii = (...lines: readonly string[]): Buffer =>
    Buffer.from(lines.map((line) => `${line}\r\n`).join(''), 'latin1');
  yield ascii(
    ...(from === undefined ? [] : [`From: ${from}`]),
    `To: ${ATTACH_ADDRESS}`,
    `Subject: ${subject}`,
    `Date: ${mailDate(now)}`,
    `Message-ID: <${unique}@deskmedic.invalid>`,
    'X-Unsent: 1',
    'MIME-Version: 1.0',
    `Content-Type: multipart/mixed;`,
    ` boundary="${boundary}"`,
    '',
    'The bundle is attached.',
    `--${boundary}`,
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: base64',
    '',
  );
  yield* base64Lines(once(Buffer.from(text.replace(/\r\n|\n|\r/g, '\r\n'), 'utf8')));
  yield ascii(
    `--${boundary}`,
    'Content-Type: application/zip;',
    ...folded('name', attachment.name),
    'Content-Transfer-Encoding: base64',
    'Content-Disposition: attachment;',
    ...folded('filename', attachment.name),
    '',
  );
  yield* base64Lines(attachment.content);
  yield ascii(`--${boundary}--`);
}

/** Characters of a parameter's value in one line. */
const PIECE = 50;

/** A parameter behind its header, in pieces (RFC 2231) when it is long: no line goes over 76 characters. */
function folded(name: string, value: string): readonly string[] {
  if (value.length <= PIECE) return [` ${name}="${value}"`];
  const pieces = value.match(new RegExp(`.{1,${PIECE}}`, 'g')) ?? [];
  return pieces.map((piece, at) => ` ${name}*${at}="${piece}"${at === pieces.length - 1 ? '' : ';'}`);
}

/** `Fri, 20 Nov 2026 13:41:00 +0000`. */
function mailDate(now: number): string {
  return new Date(now).toUTCString().replace('GMT', '+0000');
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
