import { isObject } from '../facts/plain-data.ts';
import type { JsonSchema } from './schema/shapes.ts';

/**
 * The data of a file that breaks its schema, with every faulty part replaced by something of the right type, so that
 * the checks of meaning can go on and all mistakes come out in one run. Unknown keys fall away; the order of the known
 * ones stays; conditions stay as they are. What was invented stands at a faulty path and is never reported again.
 */
export function mend(value: unknown, schema: JsonSchema): unknown {
  switch (schema['type']) {
    case 'object':
      return mendMap(isObject(value) ? value : {}, schema);
    case 'array':
      return Array.isArray(value) ? value.map((item: unknown) => mend(item, schema['items'] as JsonSchema)) : [];
    case 'string': {
      const allowed = schema['enum'] as readonly string[] | undefined;
      if (typeof value === 'string' && (allowed === undefined || allowed.includes(value))) return value;
      return allowed?.[0] ?? '';
    }
    case 'integer':
    case 'number':
      return typeof value === 'number' ? value : 0;
    case 'boolean':
      return typeof value === 'boolean' ? value : false;
    default:
      return value;
  }
}

function mendMap(value: Readonly<Record<string, unknown>>, schema: JsonSchema): Record<string, unknown> {
  const properties = (schema['properties'] ?? {}) as Readonly<Record<string, JsonSchema>>;
  const others = schema['additionalProperties'] as JsonSchema | boolean | undefined;
  const mended: Record<string, unknown> = {};
  for (const [key, item] of Object.entries(value)) {
    const own = Object.hasOwn(properties, key) ? properties[key] : others;
    // A key that reaches the prototype is reported where the file is parsed.
    if (typeof own === 'object' && key !== '__proto__') mended[key] = mend(item, own);
  }
  for (const key of (schema['required'] ?? []) as readonly string[]) {
    if (!Object.hasOwn(mended, key)) mended[key] = mend(undefined, properties[key] ?? {});
  }
  return mended;
}
