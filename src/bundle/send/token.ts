import { UserError } from '../../errors.ts';

/** The environment variable that an upload token is taken from. */
export const TOKEN_VARIABLE = 'DESKMEDIC_UPLOAD_TOKEN';

/** What stands in for a token in whatever is printed of an answer. */
const HIDDEN = '[token]';
/** What is shown of a text that has more of a token than a few characters. */
const WITHHELD = '(not shown: it repeats the token)';
/** So many characters of a token in a row are no accident. */
const RUN = 6;
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

/**
 * A text from outside without the token, in whatever form it was sent: a server may repeat what it was given. A text that has a
 * part of it, or has it altered (another case, characters in between that nobody sees), is not shown at all.
 */
export function withoutToken(text: string, sr: string, token: string): string {
  const sent = basicAuthorization(sr, token).slice('Basic '.length);
  const secrets = [sent, sent.replace(/=+$/, ''), encodeURIComponent(token), token];
  const shown = secrets.reduce((rest, secret) => rest.replaceAll(secret, HIDDEN), text);
  const plain = plainOf(shown.replaceAll(HIDDEN, '\n'));
  return secrets.some((secret) => runsOf(plainOf(secret)).some((run) => plain.includes(run))) ? WITHHELD : shown;
}

/** Lower case, and no more than ASCII that can be seen. */
function plainOf(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\x21-\x7e]/g, '');
}

function runsOf(secret: string): readonly string[] {
  const length = Math.min(RUN, secret.length);
  return Array.from({ length: secret.length - length + 1 }, (_, at) => secret.slice(at, at + length));
}
