import type { UserError } from '../../errors.ts';
import type { HttpAnswer } from '../../io/io.ts';
import { parseDigest } from './repr-digest.ts';
import { mayPass } from './retry.ts';
import { uploadError } from './upload-error.ts';

/** What an answer to an upload comes to. */
export type Verdict =
  /** `confirmed`: the server named the digest of what it keeps, and it is ours. */
  | { readonly kind: 'sent' | 'unconfirmed'; readonly confirmed: boolean }
  /** A file of this name is there; what it holds is to be found out. */
  | { readonly kind: 'there' }
  | { readonly kind: 'failed'; readonly error: UserError; readonly mayPass: boolean };

/** What was sent, as far as an answer is judged by it. */
export interface SentTo {
  /** Lower-case hex, of the zip. */
  readonly sha256: string;
  readonly bytes: number;
  /** The whole URL. */
  readonly url: string;
}

/** What an answer means and what to do next. 201 and 401 are documented for Cisco's drive; the rest is HTTP (RFC 9110). Pure. */
export function judgeAnswer(answer: HttpAnswer, sent: SentTo): Verdict {
  const { status, headers } = answer;
  if (status >= 200 && status < 300) {
    if (!answer.isAllSent) return { ...failed(tooEarly(sent, status)), mayPass: true };
    const kept = parseDigest(headers['repr-digest']);
    if (kept !== undefined && kept !== sent.sha256) return failed(corrupted(sent, kept));
    return { kind: status === 201 ? 'sent' : 'unconfirmed', confirmed: kept !== undefined };
  }
  if (status === 409 || status === 412) return { kind: 'there' };
  return { ...failed(refusal(answer, sent)), mayPass: mayPass(status) };
}

/**
 * Whether what is there under our name is ours, by the answer to a `HEAD`: its size or digest is; `false` when the server does
 * not tell. Throws when it is something else.
 */
export function judgePresence(head: HttpAnswer, conflict: HttpAnswer, sent: SentTo): boolean {
  const { status, headers } = head;
  if (status === 404 || status === 410) throw rejected(conflict, sent);
  if (status < 200 || status >= 300) return false;
  const kept = parseDigest(headers['repr-digest']);
  const size = headers['content-length'];
  if (kept !== undefined) {
    if (kept !== sent.sha256) throw otherContent(sent, `its SHA-256 is ${kept}`);
    return true;
  }
  if (size !== undefined && Number(size) !== sent.bytes) throw otherContent(sent, `it has ${size} bytes`);
  return size !== undefined;
}

/**
 * What is there under our name when the server does not tell: nothing is known, which is an error when a try of ours was cut
 * off, and when the server only said that there is some conflict (409): a case that is closed is one too.
 */
export function judgeUnknown(conflict: HttpAnswer, sent: SentTo & { readonly wasCut: boolean }): void {
  if (sent.wasCut) throw maybePartial(conflict, sent);
  if (conflict.status !== 412) throw rejected(conflict, sent);
}

function refusal(answer: HttpAnswer, sent: SentTo): UserError {
  const { status } = answer;
  const host = new URL(sent.url).host;
  const says = saysOf(answer);
  if (status >= 300 && status < 400) return redirected(answer, sent);
  switch (status) {
    case 401:
      return uploadError(
        'unauthorized',
        `${host} does not take this token for this SR number (401)${says}`,
        'Check the SR number. A token belongs to one case, runs out 72 days after it was made, and ends with the case: make a new one in Support Case Manager.',
      );
    case 403:
      return uploadError(
        'forbidden',
        `${host} does not let you put files into this case (403)${says}`,
        'Ask the engineer of the case whether it still takes files, or the owner of the contract for the right to.',
      );
    case 404:
    case 410:
      return uploadError(
        'wrong-address',
        `there is no upload at ${sent.url} (${status})${says}`,
        'Check --to or upload.url; without either, bundles go to Cisco.',
      );
    case 407:
      return proxyAuth(host);
    case 413:
      return uploadError(
        'too-large-for-server',
        `the bundle is too large for ${host} or for a proxy before it (413): ${sent.bytes} bytes${says}`,
        'Make it again without screenshots (leave --with-screenshots out) or without the largest attachment; deskmedic bundle inspect shows the sizes.',
      );
    case 408:
    case 425:
    case 429:
      return uploadError('server-busy', `${host} is too busy (${status})${says}`, 'Try again in some minutes.');
    default:
      return status >= 500
        ? uploadError(
            'server-error',
            `${host} could not keep the bundle (${status}): the fault is on its side${says}`,
            'Try again later; when it is urgent, call, and upload it in Support Case Manager.',
          )
        : rejected(answer, sent);
  }
}

/** A proxy that wants to know who asks. */
export function proxyAuth(host: string): UserError {
  return uploadError(
    'proxy-auth',
    `the proxy before ${host} asks for a user name and a password (407)`,
    'Put them into the proxy: HTTPS_PROXY=http://user:password@proxy.example.com:8080',
  );
}

function redirected({ status, headers }: HttpAnswer, sent: SentTo): UserError {
  const location = headers['location'] ?? '';
  const target =
    location !== '' && URL.canParse(location, sent.url) ? new URL(location, sent.url).host : 'nowhere that can be read';
  return uploadError(
    'redirected',
    `${new URL(sent.url).host} points to ${target} (${status}); nothing was sent there, for the token is for one host alone`,
    'When you know that host and trust it, name it with --to. A sign-in page of your network may also answer so: open a browser first.',
  );
}

function rejected(answer: HttpAnswer, { url }: SentTo): UserError {
  return uploadError(
    'rejected',
    `${new URL(url).host} refuses the bundle (${answer.status})${saysOf(answer)}`,
    'To send the same again would not help: upload it in Support Case Manager, and report this answer.',
  );
}

function tooEarly({ url }: SentTo, status: number): UserError {
  return uploadError(
    'connection-lost',
    `${new URL(url).host} answered (${status}) before it had all of the bundle`,
    'Try again; when it happens again, something in between answers in its place: upload it in Support Case Manager.',
  );
}

function corrupted({ url, sha256 }: SentTo, kept: string): UserError {
  return uploadError(
    'corrupted',
    `what ${new URL(url).host} keeps is not what was sent: SHA-256 ${kept} there, ${sha256} here`,
    'Send it once more with --again, and tell the engineer to ignore the first file.',
  );
}

function otherContent({ url }: SentTo, what: string): UserError {
  return uploadError(
    'other-content',
    `${url} is there already, and it is not this bundle: ${what}`,
    'An earlier upload may have been cut off, and a file there cannot be replaced: send it under another name with --again.',
  );
}

function maybePartial(answer: HttpAnswer, { url }: SentTo): UserError {
  return uploadError(
    'maybe-partial',
    `${url} is there already (${answer.status}), and the server does not tell whether it is all of the bundle: an earlier try was cut off${saysOf(answer)}`,
    'Send it under another name with --again, and tell the engineer to ignore the first file.',
  );
}

function saysOf({ text }: HttpAnswer): string {
  const words = text.replace(/\s+/g, ' ').trim();
  return words === '' ? '' : `; it says: ${words}`;
}

function failed(error: UserError): { kind: 'failed'; error: UserError; mayPass: false } {
  return { kind: 'failed', error, mayPass: false };
}
