import { UserError } from '../../errors.ts';
import { EXIT } from '../../exit-codes.ts';

/** Why a bundle did not arrive; each has its own code, for scripts and for the journal. */
export type UploadCode =
  | 'unauthorized'
  | 'forbidden'
  | 'wrong-address'
  | 'proxy-auth'
  | 'proxy-failed'
  | 'too-large-for-server'
  | 'redirected'
  | 'rejected'
  | 'server-busy'
  | 'server-error'
  | 'corrupted'
  | 'other-content'
  | 'maybe-partial'
  | 'cannot-resolve'
  | 'cannot-connect'
  | 'stalled'
  | 'connection-lost'
  | 'bad-answer'
  | 'certificate-untrusted'
  | 'certificate-wrong-host'
  | 'certificate-expired'
  | 'no-tls'
  | 'changed';

/** An upload that failed, exit 6: what happened, and what to do next. */
export function uploadError(code: UploadCode, message: string, hint: string): UserError {
  return new UserError(code, message, { exit: EXIT.unreachable, hint });
}
