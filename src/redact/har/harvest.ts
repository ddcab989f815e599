import { cutLength } from '../../evidence/har/held-value.ts';
import { foldText } from '../fold-text.ts';
import type { SecretKind } from '../kind.ts';
import { SECRET_KINDS } from '../kinds.ts';
import { ID_NAMES, plainName } from './allowed.ts';
import { fieldKind } from './field-kind.ts';
import { isHarvestable, looksRandom } from './harvestable.ts';
import { remember } from './remember.ts';

/** The secrets that were seen where secrets stand, each with the name of its kind. */
export interface Harvest {
  /** The value of a field, a header, a parameter; `isBody` when there may be thousands of them, which are looked at briefly. */
  field(name: string, value: string, isBody?: boolean): void;
  /** Text that may hold secrets which show themselves. */
  text(text: string): void;
  /** The secrets of an address: its password, its query, its fragment. */
  url(url: string): void;
  /** A value that is a secret because of where it stood. */
  add(kind: string, value: string): void;
  readonly values: ReadonlyMap<string, string>;
  /** The values that are none of these ids. */
  without(ids: ReadonlySet<string>): ReadonlyMap<string, string>;
}

/** Text of which more is there is looked at in its beginning only. */
const LONGEST_TEXT = 256 * 1024;

/** Kinds whose values a person thought up or is called, so that they may look like words and numbers. */
const TYPED = /^(?:password|passphrase|customer-name|user-folder|telephone)/;

/** A token is written with its scheme in some fields; elsewhere it stands alone. */
const SCHEME = /^\s*(?:bearer|basic|token|negotiate|ntlm)\s+(?=\S)/i;

/** What a text in a body must have to be looked at: it is cheap, and there are very many of them. */
const WORTH_A_LOOK =
  /eyJ|bearer|-----BEGIN|:\/\/[^\s/:@]{1,80}:|(?:secret|token|passw|signature|credential|apikey|sig)["'\s\\]*[=:]/i;

/** Texts of headers come again and again; longer ones do not. */
const LONGEST_SEEN = 1000;

/** Nothing harvested yet. */
export function newHarvest(): Harvest {
  const values = new Map<string, string>();
  const seen = new Set<string>();

  function add(kind: string, value: string): void {
    for (const spelling of spellingsOf(value)) {
      if (!values.has(spelling) && isHarvestable(spelling, TYPED.test(kind))) values.set(spelling, kind);
    }
  }

  function text(whole: string): void {
    if (seen.has(whole)) return;
    if (whole.length < LONGEST_SEEN) remember(seen, whole);
    const folded = foldText(whole.slice(0, LONGEST_TEXT));
    for (const kind of harvestedKinds()) {
      if (kind.hint?.test(folded) === false) continue;
      for (const { start, end } of kind.find(folded)) add(kind.name, whole.slice(start, end));
    }
  }

  function field(name: string, value: string, isBody = false): void {
    if (value.length < 6 || cutLength(value) !== undefined) return;
    const kind = fieldKind(name);
    if (kind?.harvested === true) {
      const { start, end } = kind.inField?.(foldText(value)) ?? { start: 0, end: value.length };
      return add(kind.name, value.slice(start, end).replace(SCHEME, ''));
    }
    if (kind !== undefined || ID_NAMES.has(plainName(name))) return;
    if (/^(?:https?|wss?):\/\/\S+$/i.test(value) && value.length < 16_384) url(value);
    else if (!isBody) {
      text(value);
      if (looksRandom(value)) add('token', value);
    } else if (WORTH_A_LOOK.test(value)) text(value);
    else if (name.length === 1 && looksRandom(value)) add('token', value);
  }

  function url(address: string): void {
    if (/^(?:data|blob|about):/i.test(address)) return;
    const [, userInfo = '', path = '', query = '', fragment = ''] =
      /^(?:[a-z][\w+.-]*:)?(?:\/\/(?:([^/?#@]*)@)?)?([^?#]*)(?:\?([^#]*))?(?:#([^]*))?$/i.exec(address) ?? [];
    const password = userInfo.slice(userInfo.indexOf(':') + 1);
    if (password !== userInfo) add('password', password);
    for (const parameter of path.split(/[;/]/)) pair(parameter);
    for (const part of [query, fragment.replace(/^[!/]*\??/, '')]) part.split(/[&;?]/).forEach(pair);
    if (path.includes('eyJ') || fragment !== '') text(`${path}#${fragment}`);
  }

  /** `name=value` of an address or of a form. */
  function pair(parameter: string): void {
    const equals = parameter.indexOf('=');
    if (equals > 0) field(parameter.slice(0, equals), parameter.slice(equals + 1));
    // A part of a path; names of files have such numbers in them, too.
    else if (parameter.length >= 32 && looksRandom(parameter) && !/\.[a-z][a-z0-9]{1,4}$/i.test(parameter))
      add('token', parameter);
  }

  return {
    field,
    text,
    url,
    add,
    values,
    without: (ids) => new Map([...values].filter(([value]) => !ids.has(value))),
  };
}

/** As it stands, and as it was before it was written into an address or a cookie. */
function spellingsOf(value: string): readonly string[] {
  const trimmed = value.trim().replace(/^"([^"]*)"$/, '$1');
  if (!trimmed.includes('%')) return [trimmed];
  try {
    return [trimmed, decodeURIComponent(trimmed)];
  } catch {
    return [trimmed];
  }
}

function harvestedKinds(): readonly SecretKind[] {
  return SECRET_KINDS.filter((kind) => kind.harvested === true);
}
