import { parseToken, TOKEN_VARIABLE } from '../bundle/send/token.ts';
import { UserError } from '../errors.ts';
import { decodeUtf8 } from '../facts/utf8.ts';
import type { Session } from './session.ts';

/** Where a token may come from, if not from the environment or a prompt. */
export interface TokenSource {
  readonly tokenFile?: string;
  readonly tokenStdin?: true;
}

/** Bytes of stdin that are looked at. */
const LONGEST = 16 * 1024;

/**
 * The upload token: of the file or stdin that was named, else of the environment, else from a prompt that does not show it.
 * Never of an argument, which every process of the machine could see.
 */
export async function readToken({ io, flags }: Session, source: TokenSource, sr: string): Promise<string> {
  if (source.tokenFile !== undefined)
    return parseToken(decode(await io.files.readPrivate(source.tokenFile)), source.tokenFile);
  if (source.tokenStdin === true) return parseToken(decode((await io.stdin.bytes()).subarray(0, LONGEST)), 'stdin');
  const given = io.env[TOKEN_VARIABLE];
  if (given !== undefined && given !== '') return parseToken(given, TOKEN_VARIABLE);
  if (io.terminal === null || flags.plain)
    throw new UserError('missing-answer', 'there is no upload token', {
      hint: `set ${TOKEN_VARIABLE}, or give --token-file FILE or --token-stdin; it stands with the case in Support Case Manager`,
    });
  const message = `Upload token of SR ${sr}? (It is not shown. Support Case Manager has it.)`;
  return parseToken(await io.terminal.ask({ kind: 'secret', message }), 'the prompt');
}

/** Only the first line that is not blank counts; bytes that are no UTF-8 are no token either. */
function decode(bytes: Uint8Array): string {
  return (
    (decodeUtf8(bytes) ?? '\u0000').split(/[\r\n]/).find((line) => line.replace(/^\uFEFF/, '').trim() !== '') ?? ''
  );
}
