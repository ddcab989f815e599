import { UserError } from '../../errors.ts';
import type { Io } from '../../io/io.ts';
import { safeFileName } from '../file-name.ts';

/**
 * Cisco's Customer eXperience Drive: an HTTPS PUT with the SR number as the user and the case's token as the password.
 * https://www.cisco.com/c/en/us/support/web/tac/tac-customer-file-uploads.html
 */
export const CISCO_DRIVE = 'https://cxd.cisco.com/home/';

/**
 * The folder that files are put in, ending in `/`. Throws `bad-destination` for anything but a plain `https:` URL: with a
 * user name in it a secret would be in the journal, and with a query the name would end up in the wrong place.
 */
export function parseDestination(typed: string): string {
  const url = URL.canParse(typed.trim()) ? new URL(typed.trim()) : null;
  if (url?.protocol !== 'https:') throw bad('it must begin with https://');
  if (url.username !== '' || url.password !== '') throw bad('it must not have a user name or a password in it');
  if (url.search !== '' || url.hash !== '') throw bad('it must not have ? or # in it');
  return `${url.origin}${url.pathname.replace(/\/*$/, '/')}`;
}

/**
 * The name under which a bundle is kept there: `<case>-<utc>-<start of its id>.zip`, in `A-Z a-z 0-9 . _ -` and at most 128
 * characters. What was sent cannot be replaced, so that the same name has to mean the same bundle.
 *
 * @param createdAt ISO 8601 in UTC
 * @param again sets a bundle that is sent once more apart from the first one
 */
export function uploadName(bundle: { case: string; createdAt: string; id: string }, again?: string): string {
  const utc = bundle.createdAt.replace(/\.\d+|[-:]/g, '');
  const head = safeFileName(`${bundle.case}-${utc}`).slice(0, 80);
  const tail = again === undefined ? '' : `-again-${again.replace(/\.\d+|[-:]/g, '')}`;
  return `${head}-${bundle.id.slice(0, 12)}${safeFileName(`x${tail}`).slice(1)}.zip`;
}

/** The proxy that the environment names for HTTPS, as curl reads it; a name in lower case goes first. */
export function proxyOf(env: Io['env']): { readonly url: string; readonly except: string } | undefined {
  const url = env['https_proxy'] || env['HTTPS_PROXY'] || '';
  return url === '' ? undefined : { url, except: env['no_proxy'] || env['NO_PROXY'] || '' };
}

function bad(why: string): UserError {
  return new UserError('bad-destination', `bundles cannot be sent there: ${why}`, {
    hint: `write a folder, such as ${CISCO_DRIVE}; --to and upload.url in config.yaml name it`,
  });
}
