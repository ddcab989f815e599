import type { SecretKind } from './kind.ts';
import { apiKey } from './kinds/api-key.ts';
import { authorization } from './kinds/authorization.ts';
import { bearer } from './kinds/bearer.ts';
import { card } from './kinds/card.ts';
import { commandPassword } from './kinds/command-password.ts';
import { connectionString } from './kinds/connection-string.ts';
import { cookie } from './kinds/cookie.ts';
import { csrf } from './kinds/csrf.ts';
import { customerName } from './kinds/customer-name.ts';
import { cvc } from './kinds/cvc.ts';
import { email } from './kinds/email.ts';
import { iban } from './kinds/iban.ts';
import { jwt } from './kinds/jwt.ts';
import { keypad } from './kinds/keypad.ts';
import { nationalId } from './kinds/national-id.ts';
import { networkDevice } from './kinds/network-device.ts';
import { oauth, oauthCode } from './kinds/oauth.ts';
import { oneTimeCode } from './kinds/one-time-code.ts';
import { password } from './kinds/password.ts';
import { presignedUrl, signature } from './kinds/presigned-url.ts';
import { privateAddress } from './kinds/private-address.ts';
import { jsonWebKey, privateKey } from './kinds/private-key.ts';
import { saml, samlContent } from './kinds/saml.ts';
import { plainSession, session } from './kinds/session.ts';
import { sipDigest } from './kinds/sip-digest.ts';
import { srtp } from './kinds/srtp.ts';
import { telephone } from './kinds/telephone.ts';
import { token } from './kinds/token.ts';
import { turn } from './kinds/turn.ts';
import { urlCredentials } from './kinds/url-credentials.ts';
import { userFolder } from './kinds/user-folder.ts';
import { webhookSignature } from './kinds/webhook-signature.ts';

/** Everything the door removes. Where two kinds find the same place, the one that stands first names it. */
export const SECRET_KINDS: readonly SecretKind[] = [
  authorization,
  cookie,
  privateKey,
  csrf,
  saml,
  oauth,
  session,
  presignedUrl,
  webhookSignature,
  turn,
  srtp,
  sipDigest,
  oneTimeCode,
  password,
  urlCredentials,
  commandPassword,
  connectionString,
  bearer,
  jwt,
  token,
  apiKey,
  networkDevice,
  plainSession,
  oauthCode,
  signature,
  jsonWebKey,
  samlContent,
  iban,
  card,
  cvc,
  nationalId,
  keypad,
  email,
  userFolder,
  customerName,
  privateAddress,
  telephone,
];

/** What a person is called and reached by: it stands where it was asked for, and nowhere else. */
export const PERSONAL_KINDS: readonly SecretKind[] = [email, userFolder, customerName, privateAddress, telephone];

/** All but what a person is called and reached by. */
export const IMPERSONAL_KINDS: readonly SecretKind[] = SECRET_KINDS.filter((kind) => !PERSONAL_KINDS.includes(kind));

/**
 * What an answer may look like to whoever was asked for a name, an address or an id: one in ten numbers of a contract or
 * a call passes for a card.
 */
export const ANSWER_KINDS: readonly SecretKind[] = [...PERSONAL_KINDS, iban, card, nationalId];

/** What opens something, and stands nowhere, whoever asked for it. */
export const CREDENTIAL_KINDS: readonly SecretKind[] = SECRET_KINDS.filter((kind) => !ANSWER_KINDS.includes(kind));

/** The kind of this name; one that is found in no text when there is none, for what is known from elsewhere. */
export function kindNamed(name: string): SecretKind {
  return SECRET_KINDS.find((kind) => kind.name === name) ?? { name, find: () => [] };
}
