import { X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import * as tls from 'node:tls';
import { UserError } from '../errors.ts';

/** Options of TLS for every connection. Nothing turns verification off, the environment (`NODE_TLS_REJECT_UNAUTHORIZED`) included. */
export interface TlsOptions {
  readonly rejectUnauthorized: true;
  readonly minVersion: 'TLSv1.2';
  readonly ca?: string[];
}

/** @param ca certificates (PEM) to be trusted beside those that Node trusts */
export async function tlsOptions(ca: string | undefined): Promise<TlsOptions> {
  const options = { rejectUnauthorized: true, minVersion: 'TLSv1.2' } as const;
  if (ca === undefined) return options;
  requireCertificates(ca);
  return { ...options, ca: [...(await trusted()), ca] };
}

/** Throws `bad-ca`: a certificate that cannot be read would just not be trusted, and nobody would know why. */
function requireCertificates(pem: string): void {
  const blocks = pem.match(/-----BEGIN ([A-Z0-9 ]*CERTIFICATE)-----[^]*?-----END \1-----/g) ?? [];
  try {
    for (const block of blocks) new X509Certificate(block);
    if (blocks.length > 0) return;
  } catch {
    // told below
  }
  throw new UserError('bad-ca', 'the file of --ca holds no certificate in PEM, or one that cannot be read', {
    hint: 'it begins with -----BEGIN CERTIFICATE-----; openssl x509 -inform der -in FILE converts a .cer or .der',
  });
}

/** What Node trusts when it is not told otherwise; it adds nothing of its own to a list that it is given. */
async function trusted(): Promise<readonly string[]> {
  const { getCACertificates } = tls as { getCACertificates?: (type: 'default') => string[] };
  if (getCACertificates !== undefined) return getCACertificates('default');
  const extra = process.env['NODE_EXTRA_CA_CERTS'];
  if (extra === undefined || extra === '') return tls.rootCertificates;
  // Node itself only warns when it cannot read the file.
  const more = await readFile(extra, 'utf8').catch(() => '');
  return more.includes('-----BEGIN ') ? [...tls.rootCertificates, more] : tls.rootCertificates;
}
