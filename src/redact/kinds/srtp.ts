import type { SecretKind } from '../kind.ts';
import { lastGroup } from '../last-group.ts';
import { namedValues, type Naming } from '../named-values.ts';
import { searchFor } from '../search/search.ts';

const PATTERNS = [
  // SDES, RFC 4568 9.1: `a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:KEY|lifetime|MKI:length`
  /\binline:([A-Za-z0-9+/=]{16,256})/g,
  // ICE, RFC 8839 5.4, `a=ice-pwd:`; MIKEY, RFC 4567 3; the `k=` of RFC 8866 5.12
  /\bice-pwd[:=][ \t]{0,2}([A-Za-z0-9+/]{8,256})/gi,
  /\bkey-mgmt:[ \t]{0,2}mikey[ \t]{1,2}([A-Za-z0-9+/=]{16,8192})/gi,
  /(?:(?<![\w-])|(?<=\\[nr]))k=(?:clear|base64|prompt|uri):([^\s\\"]{4,1024})/g,
].map((pattern) => searchFor(pattern));
const naming: Naming = {
  words: String.raw`srtp|ice[-_]?pwd|inline[-_]?key|sdes|crypto[-_]?key|master[-_]?salt`,
  isName: (name) =>
    /^(?:local|remote)?s?rtp\w{0,16}(?:key|salt|keysalt|secret)$|(?:local|remote|^)icepwd$|inlinekey|sdes\w{0,8}key|^cryptokey|mastersalt|keysalt/.test(
      name,
    ),
  isValue: (value) => value.length >= 8 && /[A-Za-z]/.test(value),
};
const inFields = namedValues(naming);

/** Keys of encrypted media: `inline:` of `a=crypto`, `a=ice-pwd`, `a=key-mgmt`, and fields that are called so. */
export const srtp: SecretKind = {
  name: 'srtp-key',
  hint: /inline|ice[-_]?pwd|key-mgmt|srtp|sdes|crypto|k=|master/i,
  harvested: true,
  find: (text) => [...PATTERNS.flatMap((pattern) => pattern.all(text).map(lastGroup)), ...inFields(text)],
  isField: naming.isName,
};
