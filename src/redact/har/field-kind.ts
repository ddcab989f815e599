import { ownText } from '../../facts/own-text.ts';
import type { SecretKind } from '../kind.ts';
import { SECRET_KINDS } from '../kinds.ts';
import { plainName } from './allowed.ts';

const known = new Map<string, SecretKind | undefined>();

/** The kind of secret that a field of this name announces, if any. Names of one letter say nothing: `q` is a search mostly. */
export function fieldKind(name: string): SecretKind | undefined {
  if (name.length < 2 || name.length > 200) return undefined;
  if (!known.has(name)) {
    // Recordings repeat a few names; names that are made up for each value are not kept.
    if (known.size > 1000) known.clear();
    const plain = plainName(name);
    known.set(ownText(name), plain === '' ? undefined : SECRET_KINDS.find((kind) => kind.isField?.(plain) === true));
  }
  return known.get(name);
}
