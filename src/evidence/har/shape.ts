/** A JSON object of which nothing is known. */
export type JsonMap = Readonly<Record<string, unknown>>;

/** The value as an object; `undefined` when it is a list, a scalar or nothing. */
export function mapOf(value: unknown): JsonMap | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonMap) : undefined;
}

/** The value as a list; an empty one when it is none. */
export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? (value as readonly unknown[]) : [];
}

/** The field of an object by its own name (never one that it inherits); `undefined` when there is none. */
export function fieldOf(value: unknown, name: string): unknown {
  const map = mapOf(value);
  return map !== undefined && Object.hasOwn(map, name) ? map[name] : undefined;
}

/** The field as text; `undefined` when it is none. */
export function textOf(value: unknown, name: string): string | undefined {
  const field = fieldOf(value, name);
  return typeof field === 'string' ? field : undefined;
}

/** The field as a finite number, also when it is written as text (`"200"`); `undefined` when it is none. */
export function numberOf(value: unknown, name: string): number | undefined {
  const field = fieldOf(value, name);
  if (typeof field === 'number') return Number.isFinite(field) ? field : undefined;
  return typeof field === 'string' && /^-?\d{1,15}(?:\.\d{1,15})?$/.test(field) ? Number(field) : undefined;
}
