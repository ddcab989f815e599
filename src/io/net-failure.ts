import type { HttpFailure } from './io.ts';

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
    'UND_ERR_CONNECT_TIMEOUT',
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
  'wrong-host': ['ERR_TLS_CERT_ALTNAME_INVALID', 'UND_ERR_PRX_TLS'],
  expired: ['CERT_HAS_EXPIRED', 'CERT_NOT_YET_VALID'],
  'no-tls': ['EPROTO'],
  'bad-proxy': ['UND_ERR_INVALID_ARG', 'ERR_INVALID_URL'],
  'proxy-refused': [],
};

/** How undici tells that a proxy did not open a tunnel. */
const PROXY_REFUSED = /^Proxy response \((\d{3})\)/;

/** Why a request had no answer. What is not a failure of the network is thrown on. */
export function failureOf(error: unknown): HttpFailure {
  const { code, message } = error as NodeJS.ErrnoException;
  const proxy = PROXY_REFUSED.exec(message ?? '')?.[1];
  if (proxy !== undefined) return { kind: 'failed', reason: 'proxy-refused', detail: '', proxyStatus: Number(proxy) };
  if (typeof code !== 'string') throw error;
  const known = (Object.keys(CODES) as HttpFailure['reason'][]).find((reason) => CODES[reason].includes(code));
  if (known !== undefined) return { kind: 'failed', reason: known, detail: code };
  if (code.startsWith('ERR_SSL_')) return { kind: 'failed', reason: 'no-tls', detail: code };
  // What does not parse as HTTP (HPE_…) is a connection that is good for nothing.
  if (code.startsWith('HPE_') || /^E[A-Z]+$/.test(code)) return { kind: 'failed', reason: 'cut', detail: code };
  // OpenSSL has more reasons to refuse a certificate than are worth a name here.
  if (/CERT|CRL|SIGNATURE|UNSPECIFIED/.test(code)) return { kind: 'failed', reason: 'untrusted', detail: code };
  throw error;
}
