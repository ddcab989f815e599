import { describe, expect, it } from 'vitest';
import { SECRET_KINDS } from '../../../src/redact/kinds.ts';
import { webhookSignature } from '../../../src/redact/kinds/webhook-signature.ts';
import { marked } from './marked.ts';

const S = '{webhook-signature}';
const redact = (text: string): string => marked(text, [webhookSignature]);
const HEX = '7d38cdd689735b008b3c702edd92eea23791c5f6';

describe('signatures of webhooks', () => {
  it.each([
    [`X-Hub-Signature: sha1=${HEX}`, `X-Hub-Signature: ${S}`],
    [`"x-shopify-hmac-sha256": "XWmrwMey6OsLMeiZKwP4FppHH3cmAiiJJAweH5Jo4bM="`, `"x-shopify-hmac-sha256": "${S}"`],
    [`Stripe-Signature: t=1492774577,v1=${HEX},v0=${HEX}`, `Stripe-Signature: ${S}`],
    [`HTTP_X_SLACK_SIGNATURE=v0=${HEX} x`, `HTTP_X_SLACK_SIGNATURE=${S} x`],
  ])('are removed from %j', (text, expected) => {
    expect(redact(text)).toBe(expected);
  });

  it('are told by the name of a field', () => {
    const kindOf = (field: string): string | undefined => SECRET_KINDS.find((kind) => kind.isField?.(field))?.name;
    for (const field of ['xhubsignature256', 'xtwiliosignature', 'stripesignature', 'xshopifyhmacsha256'])
      expect([field, kindOf(field)]).toEqual([field, 'webhook-signature']);
    for (const field of ['emailsignature', 'signaturealgorithm', 'xsignaturemethod', 'dkimsignature'])
      expect([field, kindOf(field)]).toEqual([field, undefined]);
  });

  it.each([
    'X-Hub-Signature: missing, x-signature-method: HMAC-SHA256',
    `DKIM-Signature: v=1; bh=${HEX}`,
    'the signature of the letter, hmac: failed',
  ])('are not seen in %j', (text) => {
    expect(redact(text)).toBe(text);
  });
});
