import type { HttpFailure } from './io.ts';
import { ProxyFailure } from './proxy.ts';
import { TlsFailure } from './tls-connection.ts';

/** What the codes of the operating system, of TLS and of undici come to. */
const CODES: Readonly<Record<HttpFailure['reason'], readonly string[]>> = {
  'not-found': ['ENOTFOUND', 'EAI_AGAIN', 'EAI_FAIL', 'EAI_NODATA', 'EAI_NONAME'],
  'not-reached': [
    'ECONNREFUSED',
    'EHOSTUNREACH',
    'EHOSTDOWN',
    'ENETUNREACH',
    'ENETDOWN',
    'EADDRNOTAVAIL',
    'EACCES',
    'EPERM',
    'ETIMEDOUT',
  ],
  stalled: ['UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT'],
  cut: ['ECONNRESET', 'ECONNABORTED', 'EPIPE', 'UND_ERR_SOCKET', 'UND_ERR_INFO'],
  untrusted: [
    'UNABLE_TO_GET_ISSUER_CERT',
    'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
    'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
    'SELF_SIGNED_CERT_IN_CHAIN',
    'DEPTH_ZERO_SELF_SIGNED_CERT',
    'CERT_UNTRUSTED',
    'CERT_SIGNATURE_FAILURE',
    'CERT_CHAIN_TOO_LONG',
    'CERT_REJECTED',
    'CERT_REVOKED',
    'INVALID_CA',
    'INVALID_PURPOSE',
    'PATH_LENGTH_EXCEEDED',
  ],
  'wrong-host': ['ERR_TLS_CERT_ALTNAME_INVALID'],
  expired: ['CERT_HAS_EXPIRED', 'CERT_NOT_YET_VALID'],
  'no-tls': ['EPROTO'],
  'bad-answer': ['UND_ERR_HEADERS_OVERFLOW', 'UND_ERR_RES_CONTENT_LENGTH_MISMATCH'],
  'bad-proxy': [],
  'proxy-refused': [],
};

/** How undici tells of what a server may not answer: it knows no code for that. */
const UNASKED: Readonly<Record<string, string>> = {
  'bad response': 'an interim answer that was not asked for, 100 Continue',
  'bad upgrade': 'a change of protocol that was not asked for, 101',
};

/** Why a request had no answer. What is not a failure of the network is thrown on. */
export function failureOf(error: unknown): HttpFailure {
  if (error instanceof ProxyFailure) {
    const { status, cause } = error;
    if (status === undefined) return { ...failureOf(cause), at: 'proxy' };
    return { kind: 'failed', reason: 'proxy-refused', detail: '', proxyStatus: status };
  }
  if (error instanceof TlsFailure) {
    const failure = failureOf(error.cause);
    return failure.reason === 'untrusted' && error.issuer !== undefined
      ? { ...failure, issuer: error.issuer }
      : failure;
  }
  return networkFailure(error as NodeJS.ErrnoException);
}

function networkFailure(error: NodeJS.ErrnoException): HttpFailure {
  const { code, message, name } = error;
  const failed = (reason: HttpFailure['reason'], detail: string): HttpFailure => ({ kind: 'failed', reason, detail });
  if (code === 'UND_ERR_SOCKET' && Object.hasOwn(UNASKED, message)) return failed('bad-answer', UNASKED[message]!);
  // Of what does not parse undici mostly has no code.
  if (name === 'HTTPParserError' || code?.startsWith('HPE_')) return failed('bad-answer', code ?? 'HPE');
  if (typeof code !== 'string') throw error;
  const known = (Object.keys(CODES) as HttpFailure['reason'][]).find((reason) => CODES[reason].includes(code));
  if (known !== undefined) return failed(known, code);
  if (code.startsWith('ERR_SSL_')) return failed('no-tls', code);
  if (/^E[A-Z]+$/.test(code)) return failed('cut', code);
  // OpenSSL has more reasons to refuse a certificate than are worth a name here.
  if (/CERT|CRL|SIGNATURE|UNSPECIFIED/.test(code)) return failed('untrusted', code);
  throw error;
}
