import { UserError } from '../../errors.ts';
import { EXIT } from '../../exit-codes.ts';
import { ownText } from '../../facts/own-text.ts';
import type { SecretKind } from '../kind.ts';
import { ANSWER_KINDS, PERSONAL_KINDS } from '../kinds.ts';
import type { Placeholders } from '../placeholders.ts';
import type { KnownSecret } from './known-secret.ts';
import { isTooCommon } from './too-common.ts';

/** Values beyond this number end the work: to forget one would be to let it out. */
export const MOST_SECRETS = 100_000;

/**
 * Of what people are called and reached by so many are looked for elsewhere: an export of all customers must not keep a
 * bundle from being made. More are removed only where they show themselves.
 */
export const MOST_PERSONAL = 20_000;

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
  /** Ids that support needs: what equals one is no secret, whoever took it for one. */
  spare(ids: Iterable<string>): void;
  /** All that were kept, in the order in which they came. Of a value that is encoded for addresses the plain one, too. */
  list(): readonly KnownSecret[];
}

/**
 * An empty store. `required` are the values that the escalation needs (usernames, contact, ids): they stay wherever they
 * stand. Spellings of one secret get the same placeholder, which is the one that `placeholders` gives.
 */
export function newSecretStore(placeholders: Placeholders, required: readonly string[] = []): SecretStore {
  const stays = new Set(required.map((value) => value.trim().toLowerCase()));
  /** Of what may stand in an answer, nothing that is a part of a required value goes either. */
  const isRequired = (kind: SecretKind, text: string): boolean =>
    stays.has(text.toLowerCase()) ||
    (ANSWER_KINDS.some(({ name }) => name === kind.name) && required.some((value) => isPartOf(kind, text, value)));
  let personal = 0;
  const spared = new Set<string>();
  const wholes = new Set<string>();
  const secrets = new Map<string, KnownSecret>();
  const placeholderOf = new Map<string, string>();

  function add(kind: SecretKind, value: string): boolean {
    const texts = kind.elsewhere?.(value) ?? [value];
    return texts.map((text) => addText(kind, text)).some(Boolean);
  }

  function addText(kind: SecretKind, value: string): boolean {
    const written = value.trim();
    const plain = plainValue(written);
    const isPersonal = PERSONAL_KINDS.some(({ name }) => name === kind.name);
    if (isPersonal && !wholes.has(written) && personal >= MOST_PERSONAL) return false;
    if ([written, plain].some((text) => isRequired(kind, text) || isTooCommon(kind, text))) return false;
    if (wholes.has(written)) return true;
    const key = `${kind.name}:${kind.canonical?.(plain) ?? plain}`;
    const placeholder = placeholderOf.get(key) ?? placeholders.standFor(kind, written);
    placeholderOf.set(ownText(key), placeholder);
    // Behind a password in a sentence its punctuation may have been taken for a part of it.
    const bare = kind.name === 'password' ? plain.replace(/[.,;:!?)\]]{1,3}$/, '') : plain;
    const texts = isRequired(kind, bare) || isTooCommon(kind, bare) ? [written, plain] : [written, plain, bare];
    for (const text of texts.flatMap(piecesOf)) keep({ kind: kind.name, value: text, placeholder });
    wholes.add(ownText(written));
    if (isPersonal) personal += 1;
    return true;
  }

  function keep(secret: KnownSecret): void {
    if (secrets.has(secret.value)) return;
    if (secrets.size >= MOST_SECRETS) throw tooManySecrets();
    const value = ownText(secret.value);
    secrets.set(value, { ...secret, value });
  }

  return {
    add,
    spare(ids) {
      for (const id of ids) spared.add(ownText(id));
    },
    list: () => [...secrets.values()].filter(({ value }) => !spared.has(value)),
  };
}

function isPartOf(kind: SecretKind, text: string, required: string): boolean {
  const [part, whole] = [text, required].map((one) => (kind.canonical?.(one) ?? one).toLowerCase()) as [string, string];
  return part !== '' && whole.includes(part);
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
