/** Keys that would reach an object's prototype when copied carelessly; no document of ours has one. */
export const FORBIDDEN_KEYS: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

/** Whether a value from JSON or YAML is a map: neither null nor a list. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * Whether a value from JSON is nested more than `limit` levels deep; what stands in the outermost list or map is on
 * level 1. Goes no deeper than `limit`, because `JSON.parse` takes what would overflow the stack.
 */
export function isDeeperThan(limit: number, value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  // Nothing from JSON or YAML inherits a key; to list keys and values of every record would cost as much as to parse it.
  for (const key in value) {
    if (limit === 0 || isDeeperThan(limit - 1, (value as Readonly<Record<string, unknown>>)[key])) return true;
  }
  return false;
}

/** Whether a text is one JSON value, and nothing beside it. */
export function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false; // that it is none is the answer
  }
}
