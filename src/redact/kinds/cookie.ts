import type { SecretKind } from '../kind.ts';
import { valuesAfter } from '../value-after.ts';

const HEADER = /(?:set-)?cookie2?["'\\]{0,4}[ \t]{0,8}:[ \t]{0,8}/gi;
const FIELD = /cookies?["'\\]{0,4}[ \t]{0,8}=[ \t]{0,8}/gi;

/** Cookies: the headers `Cookie:` and `Set-Cookie:` (not a sentence about cookies), `cookie=…`, fields so named. */
export const cookie: SecretKind = {
  name: 'cookie',
  find: (text) => [
    ...valuesAfter(text, HEADER, 'line').filter(({ start, end }) => /^[^\s=;]+=/.test(text.slice(start, end))),
    ...valuesAfter(text, FIELD, 'pairs'),
  ],
  isField: (field) => /cookies?2?$/.test(field),
};
