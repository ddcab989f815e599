import type { SecretKind } from '../kind.ts';
import { namedValues, type Naming } from '../named-values.ts';
import { isOrdinaryWord, isSaidOfPassword } from '../words.ts';

const naming: Naming = {
  words: 'csrf|xsrf|requestverificationtoken|authenticity_token|nonce',
  isName: (name) =>
    (/csrf|xsrf|requestverificationtoken|authenticitytoken/.test(name) &&
      !/(?:enabled|disabled|failed|failure|error|param|name|header|headername|cookiename|protection|mode|check|expiry|expires|domain|path)$/.test(
        name,
      )) ||
    /^wpnonce$/.test(name),
  isValue: (value, name) =>
    value.length >= 6 &&
    !isSaidOfPassword(value) &&
    !/^x?-?(?:csrf|xsrf)[-_]?token$|^[\d.]{1,6}$/i.test(value) &&
    (name.includes('token') || !isOrdinaryWord(value)),
};

/** Tokens against cross-site request forgery, by the names that frameworks give them, in headers, forms and meta tags. */
export const csrf: SecretKind = {
  name: 'csrf',
  hint: /csrf|xsrf|requestverificationtoken|authenticity_token|nonce/i,
  harvested: true,
  find: namedValues(naming),
  isField: naming.isName,
};
