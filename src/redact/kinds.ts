import type { SecretKind } from './kind.ts';
import { authorization } from './kinds/authorization.ts';
import { bearer } from './kinds/bearer.ts';
import { card } from './kinds/card.ts';
import { cookie } from './kinds/cookie.ts';
import { jwt } from './kinds/jwt.ts';
import { password } from './kinds/password.ts';

/** Everything the door removes. Where two kinds find the same place, the one that stands first names it. */
export const SECRET_KINDS: readonly SecretKind[] = [authorization, cookie, password, bearer, jwt, card];
