import { fieldOf, listOf, textOf } from '../../evidence/har/shape.ts';
import { HEADER_VALUES, ID_NAMES, plainName } from './allowed.ts';
import type { Cleaner } from './cleaner.ts';
import { cleanId, cleanQueryValue, cleanUrl } from './clean-url.ts';
import { fieldKind } from './field-kind.ts';
import { isPlainName, isPlainValue, type HarKind } from './plain-text.ts';

/** A header, a cookie, a field of a query or of a form; the value is empty when it was left out. */
export interface NameValue {
  readonly name: string;
  readonly value: string;
}

/** RFC 9110 §5.6.7, and an age in seconds or a zero, which servers write for "expired". */
const DATE = /^(?:[A-Z][a-z]{2,8},? \d{1,2}[ -][A-Z][a-z]{2}[ -]\d{2,4} \d\d:\d\d:\d\d(?: (?:GMT|UTC))?|-?\d{1,4})$/;
const MIME = /^[a-z0-9.+-]{1,60}\/(?:[a-z0-9.+-]{1,80}|\*)$/i;
const CHARSET = /;\s*charset\s*=\s*"?([a-z][a-z0-9-]{1,20})"?(?=\s*(?:;|$))/i;

/** Headers with the values of those that are allowed, and the names of the rest. */
export function cleanHeaders(list: unknown, cleaner: Cleaner): readonly NameValue[] {
  return cleanPairs(list, 'header-name', cleaner, (name, value) => {
    const kept = headerValue(plainName(name), value, cleaner);
    if (kept === undefined) cleaner.count(fieldKind(name)?.name ?? 'header-value');
    return kept ?? '';
  });
}

/** The fields of a query; see {@link cleanQueryValue}. */
export function cleanQueryString(list: unknown, cleaner: Cleaner): readonly NameValue[] {
  return cleanPairs(list, 'query-name', cleaner, (name, value) => cleanQueryValue(name, value, cleaner));
}

/** Names without values: of cookies, and of the fields of a form. `kind` is what the values are counted as. */
export function cleanNames(list: unknown, kind: 'cookie' | 'form-value', cleaner: Cleaner): readonly NameValue[] {
  return cleanPairs(list, 'field-name', cleaner, () => {
    cleaner.count(kind);
    return '';
  });
}

/** A media type with its character set, and no other parameter; `undefined` when it is none. */
export function cleanMime(text: string): string | undefined {
  const type = text.split(';', 1)[0]?.trim() ?? '';
  if (!MIME.test(type) || !isPlainValue(type)) return undefined;
  const charset = CHARSET.exec(text)?.[1];
  return charset === undefined ? type : `${type}; charset=${charset}`;
}

function cleanPairs(
  list: unknown,
  kind: HarKind,
  cleaner: Cleaner,
  cleanValue: (name: string, value: string) => string,
): readonly NameValue[] {
  return listOf(list).flatMap((item) => {
    const name = textOf(item, 'name');
    if (name === undefined) {
      cleaner.count('field');
      return [];
    }
    const value = fieldOf(item, 'value');
    const text = typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';
    if (text === '' && value !== '' && value !== undefined && value !== null) cleaner.count('field');
    return [
      {
        name: isPlainName(name) ? cleaner.text(name) : cleaner.standIn(kind, name),
        value: text === '' ? '' : cleanValue(name, text),
      },
    ];
  });
}

function headerValue(plain: string, value: string, cleaner: Cleaner): string | undefined {
  if (ID_NAMES.has(plain)) return cleanId(value, plain, cleaner);
  switch (HEADER_VALUES.get(plain)) {
    case 'number':
      return /^\d{1,10}$/.test(value) ? value : undefined;
    case 'date':
      return DATE.test(value) ? value : undefined;
    case 'mime':
      return cleanMime(value);
    case 'url':
      return cleanUrl(value, cleaner);
    case 'words':
      return DATE.test(value) ? value : isPlainValue(value) ? cleaner.text(value) : undefined;
    case undefined:
      return undefined;
  }
}
