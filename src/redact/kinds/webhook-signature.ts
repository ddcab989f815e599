import type { SecretKind } from '../kind.ts';
import { namedValues, type Naming } from '../named-values.ts';

const naming: Naming = {
  words: 'signature|hmac',
  isName: (name) =>
    /^(?:http)?(?:x\w{1,30}|stripe|webhook|svix|paddle|linear|intercom|hub|twilio|slack|github|shopify|gitlab|bitbucket|dropbox|zoom|typeform|calendly|docusign)(?:signature|hmac)(?:sha(?:1|256|512)?)?(?:ed25519)?(?:v?\d{1,3})?$/.test(
      name,
    ) && !/^x(?:amz|goog|oss|cos|obs)/.test(name),
  // Hexadecimal digits or base64, with the scheme before it and pairs beside it.
  isValue: (value) => /[\w+/-]{20,}/.test(value),
  until: 'word',
};

/**
 * Signatures of webhooks: `X-Hub-Signature-256: sha256=…`, `Stripe-Signature: t=…,v1=…`, `X-Twilio-Signature`. With one
 * the message can be sent again, and the key that made it be guessed offline.
 */
export const webhookSignature: SecretKind = {
  name: 'webhook-signature',
  hint: /signature|hmac/i,
  harvested: true,
  find: namedValues(naming),
  isField: naming.isName,
};
