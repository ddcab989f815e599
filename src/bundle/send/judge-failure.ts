import type { UserError } from '../../errors.ts';
import type { HttpFailure } from '../../io/io.ts';
import { proxyAuth, type Verdict } from './judge-answer.ts';
import { mayPass } from './retry.ts';
import { uploadError } from './upload-error.ts';

/** What it means that there was no answer, and what to do next. What a certificate or a name says stays so: no retry. Pure. */
export function judgeFailure(failure: HttpFailure, url: string): Verdict & { kind: 'failed' } {
  const { host } = new URL(url);
  const { reason, proxyStatus } = failure;
  const passes = ['not-found', 'not-reached', 'stalled', 'cut'].includes(reason);
  return {
    kind: 'failed',
    error: explain(failure, host),
    mayPass: passes || (reason === 'proxy-refused' && mayPass(proxyStatus ?? 0)),
  };
}

const NETWORK = 'Check the network; behind a company proxy, set HTTPS_PROXY=http://proxy.example.com:8080';

function explain({ reason, detail, issuer, proxyStatus, at }: HttpFailure, server: string): UserError {
  const host = at === 'proxy' ? `the proxy before ${server}` : server;
  const why = detail === '' ? '' : ` (${detail})`;
  switch (reason) {
    case 'not-found':
      return uploadError(
        'cannot-resolve',
        `the name ${at === 'proxy' ? 'of ' : ''}${host} is not known here${why}`,
        NETWORK,
      );
    case 'not-reached':
      return uploadError('cannot-connect', `${host} cannot be reached${why}`, NETWORK);
    case 'stalled':
      return uploadError(
        'stalled',
        `${host} was reached, but then nothing went on${why}`,
        'Try again; when it happens again, try another network, or upload it in Support Case Manager.',
      );
    case 'cut':
      return uploadError(
        'connection-lost',
        `the connection to ${host} was cut${why}`,
        at === 'proxy'
          ? `Nothing was sent. Ask its administrators whether it lets you out to ${server}.`
          : 'Try again: what arrived in part is found out, and the whole bundle is sent once more.',
      );
    case 'untrusted':
      return uploadError(
        'certificate-untrusted',
        `the certificate of ${host} is not trusted${why}${issuer === undefined ? '' : `; "${issuer}" issued it`}. Nothing was sent`,
        'Most likely your company looks into what goes out: ask its administrators for their CA certificate, and give it with --ca FILE. On any other network, do not send.',
      );
    case 'wrong-host':
      return uploadError(
        'certificate-wrong-host',
        `what answers at ${host} has the certificate of another host${why}. Nothing was sent`,
        'Check --to or upload.url. A sign-in page of your network may also answer so: open a browser first.',
      );
    case 'expired':
      return uploadError(
        'certificate-expired',
        `the certificate of ${host} is not valid now${why}. Nothing was sent`,
        "Check this computer's date and time first; when they are right, the server's side has to renew it.",
      );
    case 'no-tls':
      return uploadError(
        'no-tls',
        `${host} and this program have no version of TLS in common${why}. Nothing was sent`,
        'TLS 1.2 is the least. Check the port in --to; a proxy that is meant for http alone may also answer so.',
      );
    case 'bad-answer':
      return uploadError(
        at === 'proxy' ? 'proxy-failed' : 'bad-answer',
        `${host} does not answer as HTTP has it${why}`,
        at === 'proxy'
          ? 'HTTPS_PROXY may name the wrong port: ask the administrators of the proxy.'
          : 'Whether the bundle arrived is not known. Check --to; something in between may answer in its place: try another network, or upload it in Support Case Manager.',
      );
    case 'bad-proxy':
      return uploadError(
        'proxy-failed',
        'HTTPS_PROXY does not name a proxy that can be used',
        'Write HTTPS_PROXY=http://proxy.example.com:8080, or unset it.',
      );
    case 'proxy-refused':
      return proxyStatus === 407
        ? proxyAuth(server)
        : uploadError(
            'proxy-failed',
            `the proxy does not open a way to ${server} (${proxyStatus ?? 'no answer'})`,
            `Ask its administrators to allow ${server}, or leave it out of the proxy with NO_PROXY=${server.replace(/:\d+$/, '')}`,
          );
    default:
      return reason satisfies never;
  }
}
