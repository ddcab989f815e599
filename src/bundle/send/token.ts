import { UserError } from '../../errors.ts';

/** The environment variable that an upload token is taken from. */
export const TOKEN_VARIABLE = 'DESKMEDIC_UPLOAD_TOKEN';

/** What stands in for a token in whatever is printed of an answer. */
const HIDDEN = '[token]';
const LONGEST = 4096;

/**
 * A token as it was typed, or stands in a file, without blanks around it. Throws `bad-token`, which never shows it.
 *
 * @param from where it comes from, in words
 */
export function parseToken(typed: string, from: string): string {
  const token = typed.replace(/^\uFEFF/, '').trim();
  // A colon would be taken for a part of it by the server too; a line end would begin another header.
  if (token !== '' && token.length <= LONGEST && /^[\x21-\x7e]+$/.test(token)) return token;
  const why = token === '' ? 'it is empty' : 'it has other characters than a token has, or is too long';
  throw new UserError('bad-token', `the upload token from ${from} cannot be one: ${why}`, {
    hint: 'copy it from the case in Support Case Manager',
  });
}

/** The value of `Authorization` (RFC 7617). */
export function basicAuthorization(sr: string, token: string): string {
  return `Basic ${Buffer.from(`${sr}:${token}`, 'utf8').toString('base64')}`;
}

/** A text from outside without the token, in whatever form it was sent: a server may repeat what it was given. */
export function withoutToken(text: string, sr: string, token: string): string {
  const sent = basicAuthorization(sr, token).slice('Basic '.length);
  return [sent, sent.replace(/=+$/, ''), encodeURIComponent(token), token].reduce(
    (shown, secret) => shown.replaceAll(secret, HIDDEN),
    text,
  );
}
