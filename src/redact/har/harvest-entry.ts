import { fieldOf, listOf, mapOf, textOf } from '../../evidence/har/shape.ts';
import { HEADER_VALUES, plainName } from './allowed.ts';
import { bodyContent } from './body-content.ts';
import type { Harvest } from './harvest.ts';
import { harvestParts } from './harvest-parts.ts';

interface Found {
  readonly value: unknown;
  readonly name: string;
  /** It stands in a body, where thousands of values may. */
  readonly isInBody: boolean;
}

/**
 * Everything of an entry (or of a page, or of any other value) that is a secret by where it stands. Goes through a value
 * of any depth; no call for each level, which hostile nesting would make too many. Objects such as `{"name": "Cookie",
 * "value": …}` are one field; so is each text under its own name. JSON in a text is gone through as well.
 */
export function harvestEntry(entry: unknown, harvest: Harvest): void {
  const open: Found[] = [{ value: entry, name: '', isInBody: false }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { value, name, isInBody } = next;
    if (typeof value === 'string') {
      const json = harvestString(name, value, harvest, isInBody);
      if (json !== undefined) open.push({ value: json, name: '', isInBody: true });
    } else if (typeof value === 'number') harvest.field(name, String(value), true);
    else if (Array.isArray(value)) for (const item of listOf(value)) open.push({ value: item, name, isInBody });
    else {
      const map = mapOf(value);
      if (map === undefined) continue;
      const own = harvestNamed(map, name, harvest, isInBody) ? ['name', 'value'] : [];
      for (const field of Object.keys(map))
        if (!own.includes(field)) open.push({ value: map[field], name: field, isInBody });
    }
  }
}

/** A header, cookie, parameter or file of a form; false when the object is none. */
function harvestNamed(map: unknown, list: string, harvest: Harvest, isInBody: boolean): boolean {
  const name = textOf(map, 'name');
  const value = fieldOf(map, 'value');
  if (name === undefined || (typeof value !== 'string' && typeof value !== 'number')) return false;
  harvestHeader(list === 'cookies' ? { name: 'cookie', value: `${name}=${value}` } : { name, value: String(value) });
  return true;

  function harvestHeader(header: { readonly name: string; readonly value: string }): void {
    const plain = plainName(header.name);
    if (plain === 'cookie' || plain === 'setcookie') harvestCookies(header.value, plain === 'setcookie', harvest);
    else if (plain === 'authorization' || plain === 'proxyauthorization') harvestAuthorization(header.value, harvest);
    else if (/^(?:location|contentlocation|referer|referrer|origin|path|link)$/.test(plain)) harvest.url(header.value);
    else if (!HEADER_VALUES.has(plain)) harvest.field(header.name, header.value, isInBody);
  }
}

/** The values of cookies; of `Set-Cookie` the first pair of each line, what follows being its attributes. */
function harvestCookies(header: string, isSet: boolean, harvest: Harvest): void {
  const pairs = isSet ? header.split('\n').map((line) => line.split(';', 1)[0] ?? '') : header.split(/;\s*/);
  for (const pair of pairs) {
    const [, name = '', value = ''] = /^([^=]{0,256})=([^]*)$/.exec(pair.trim()) ?? [];
    harvestCookie(name, value, harvest);
  }
}

function harvestCookie(name: string, value: string, harvest: Harvest): void {
  if (/tracking|interaction|correlation|^org/.test(plainName(name))) return;
  harvest.add('cookie', value);
}

/** What stands behind the scheme, whole; of Basic also the password in it, of a digest each value in quotes. */
function harvestAuthorization(header: string, harvest: Harvest): void {
  const [, scheme = '', rest = header] = /^\s*([A-Za-z][\w-]{1,40})\s+(\S[^]*)$/.exec(header) ?? [];
  harvest.add('authorization', rest.trim());
  if (/^basic$/i.test(scheme)) {
    const user = Buffer.from(rest, 'base64').toString('utf8');
    const colon = user.indexOf(':');
    if (colon !== -1) harvest.add('password', user.slice(colon + 1));
  }
  for (const [, value = ''] of rest.matchAll(/\b(?:response|cnonce|signature|token)="?([^",\s]+)/gi))
    harvest.add('authorization', value);
}

/** A text under its name; gives what it says when it is JSON. */
function harvestString(name: string, value: string, harvest: Harvest, isInBody: boolean): unknown {
  const isBody = !isInBody && (name === 'text' || name === 'data');
  if (!isBody && /^(?:url|redirectURL|title|documentURL)$/.test(name)) harvest.url(value);
  else if (!isBody && !(value.length > 8 && /^\s*[{[]/.test(value))) harvest.field(name, value, isInBody);
  else {
    const content = bodyContent(value);
    if (content.kind === 'json') return content.value;
    if (content.kind === 'form') harvest.url(`?${content.text.trim()}`);
    if (content.kind === 'text') {
      harvestParts(content.text, harvest);
      harvest.text(content.text);
    }
  }
  return undefined;
}
