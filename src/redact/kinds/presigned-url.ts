import type { SecretKind } from '../kind.ts';
import { namedValues, type Naming } from '../named-values.ts';
import { looksLikeToken } from '../words.ts';

const NAMES =
  /^(?:x(?:amz|goog|oss|cos|obs)(?:signature|credential|securitytoken)|signature|googleaccessid|ossaccesskeyid|keypairid|hdnts|hdnea|hmac)$/;
const naming: Naming = {
  words: String.raw`x-(?:amz|goog|oss|cos|obs)-|signature|sig|googleaccessid|accesskeyid|key-pair-id|hdnts|hdnea|hmac`,
  isName: (name) => NAMES.test(name) || name === 'sig',
  isValue: (value) => looksLikeToken(value) && !/^[\w.]{1,60}\(/.test(value),
};

/**
 * What makes an address one that anybody may use: `X-Amz-Signature`, `X-Amz-Credential`, `X-Amz-Security-Token` (AWS
 * Signature Version 4), `Signature`, `GoogleAccessId` (Google Cloud), `sig` (Azure SAS). When it expires stays.
 */
export const presignedUrl: SecretKind = {
  name: 'presigned-url',
  hint: /x-(?:amz|goog|oss|cos|obs)-|sig|googleaccessid|accesskeyid|key-pair-id|hdn|hmac/i,
  harvested: true,
  find: namedValues(naming),
  isField: (field) => NAMES.test(field) && !/^(?:signature|hmac)$/.test(field),
};

/** Fields that are called `signature`, no more: a function has one too, and so has a letter. */
export const signature: SecretKind = {
  name: 'presigned-url',
  hint: /$^/,
  harvested: true,
  find: () => [],
  isField: (field) => /^(?:sig|signature|hmac)$/.test(field),
  inField: (text) => ({ start: 0, end: /^[\w+/=%.-]{16,}$/.test(text) && looksLikeToken(text) ? text.length : 0 }),
};
