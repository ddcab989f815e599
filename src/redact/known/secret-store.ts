import { UserError } from '../../errors.ts';
import { EXIT } from '../../exit-codes.ts';
import type { SecretKind } from '../kind.ts';
import type { Placeholders } from '../placeholders.ts';
import type { KnownSecret } from './known-secret.ts';
import { isTooCommon } from './too-common.ts';

/** Values beyond this number end the work: to forget one would be to let it out. */
export const MOST_SECRETS = 100_000;

/**
 * Longer secrets are looked for in pieces of so many characters and more: the memory of a search grows with the longest
 * spelling, and of a long secret that was cut off somewhere a piece is found.
 */
const PIECE = 1024;

/** The secrets that were found while files were read, for {@link KnownReplacer} and {@link KnownFinder}. */
export interface SecretStore {
  /**
   * Keeps a secret; false when it is too common to be looked for. Throws a UserError (`too-many-secrets`, exit 6) when
   * there are more than {@link MOST_SECRETS}.
   */
  add(kind: SecretKind, value: string): boolean;
  /** All that were kept, in the order in which they came. Of a value that is encoded for addresses the plain one, too. */
  list(): readonly KnownSecret[];
}

/**
 * An empty store. `required` are the values that the escalation needs (usernames, contact): they stay wherever they
 * stand. Spellings of one secret get the same placeholder, which is the one that `placeholders` gives.
 */
export function newSecretStore(placeholders: Placeholders, required: readonly string[] = []): SecretStore {
  const stays = new Set(required.map((value) => value.trim().toLowerCase()));
  const wholes = new Set<string>();
  const secrets = new Map<string, KnownSecret>();
  const placeholderOf = new Map<string, string>();

  function add(kind: SecretKind, value: string): boolean {
    const written = value.trim();
    const plain = plainValue(written);
    if ([written, plain].some((text) => stays.has(text.toLowerCase()) || isTooCommon(kind, text))) return false;
    if (wholes.has(written)) return true;
    const key = kind.canonical?.(plain) ?? plain;
    const placeholder = placeholderOf.get(key) ?? placeholders.standFor(kind, written);
    placeholderOf.set(key, placeholder);
    for (const text of [written, plain].flatMap(piecesOf)) keep({ kind: kind.name, value: text, placeholder });
    wholes.add(written);
    return true;
  }

  function keep(secret: KnownSecret): void {
    if (secrets.has(secret.value)) return;
    if (secrets.size >= MOST_SECRETS) throw tooManySecrets();
    secrets.set(secret.value, secret);
  }

  return { add, list: () => [...secrets.values()] };
}

function piecesOf(value: string): readonly string[] {
  const count = Math.max(1, Math.floor(value.length / PIECE));
  return Array.from({ length: count }, (_, index) =>
    value.slice(index * PIECE, index === count - 1 ? undefined : (index + 1) * PIECE),
  );
}

/** A value without the encoding of addresses, if it has one. */
function plainValue(value: string): string {
  if (!/%[0-9a-f]{2}/i.test(value)) return value;
  try {
    return decodeURIComponent(value).trim();
  } catch {
    // It only looks encoded.
    return value;
  }
}

function tooManySecrets(): UserError {
  return new UserError(
    'too-many-secrets',
    `These files hold more than ${MOST_SECRETS.toLocaleString('en-US')} different secrets, too many to look for in every file, so nothing was written.`,
    { exit: EXIT.unreachable, hint: 'Leave out the largest recordings, or record a shorter time, and try again.' },
  );
}
