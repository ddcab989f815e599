import { listOf, mapOf } from './har/shape.ts';

/** A text, number or truth value somewhere in JSON. */
export interface JsonField {
  /** Small letters and digits of its name; of an element of a list, the list's name. */
  readonly name: string;
  /** Such names from the outermost value to it, between dots; what stands in a list has `[]` before it. */
  readonly path: string;
  readonly value: string | number | boolean;
}

/** Values that are looked at, and levels: what a service sends has fewer by far. */
const MOST = 20_000;
const DEEPEST = 64;
/** Characters of a text that is looked into for JSON. */
const LONGEST_INNER = 256 * 1024;

/** A name as it is compared: `idle_code-Name` and `idleCodeName` are the same. */
export function plainName(name: string): string {
  return name
    .slice(0, 100)
    .toLowerCase()
    .replaceAll(/[^a-z0-9]/g, '');
}

/** The scalars of a JSON value, in no certain order; those of JSON that stands in a text too. Never throws. */
export function jsonFields(value: unknown): readonly JsonField[] {
  const found: JsonField[] = [];
  const open: { value: unknown; name: string; path: string; depth: number }[] = [
    { value, name: '', path: '', depth: 0 },
  ];
  for (let seen = 0; seen < MOST; seen++) {
    const next = open.pop();
    if (next === undefined) break;
    const { name, path, depth } = next;
    const inner = typeof next.value === 'string' ? innerJson(next.value) : next.value;
    const map = mapOf(inner);
    if (map === undefined && !Array.isArray(inner)) {
      if (['string', 'number', 'boolean'].includes(typeof inner))
        found.push({ name, path, value: inner as JsonField['value'] });
      continue;
    }
    if (depth === DEEPEST) continue;
    if (map === undefined) {
      for (const element of listOf(inner).slice(0, MOST))
        open.push({ value: element, name, path: `${path}[]`, depth: depth + 1 });
      continue;
    }
    for (const key of Object.keys(map).slice(0, MOST)) {
      const plain = plainName(key);
      open.push({ value: map[key], name: plain, path: depth === 0 ? plain : `${path}.${plain}`, depth: depth + 1 });
    }
  }
  return found;
}

/** What JSON in the text says; the text itself when there is none. */
function innerJson(text: string): unknown {
  if (text.length < 2 || text.length > LONGEST_INNER || !/^\s*[{[]/.test(text)) return text;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
