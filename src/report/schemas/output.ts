import type { FileSchema } from '../../rules/schema/pack-schemas.ts';
import type { JsonSchema } from '../../rules/schema/shapes.ts';

/** Pieces of the schemas of what the program prints. Lengths are not bounded, and fields may be added later. */
export const text: JsonSchema = { type: 'string' };
export const count: JsonSchema = { type: 'integer', minimum: 0 };
export const flag: JsonSchema = { type: 'boolean' };
export const list = (items: JsonSchema): JsonSchema => ({ type: 'array', items });
export const either = (values: readonly string[]): JsonSchema => ({ enum: values });
export const scalar: JsonSchema = { type: ['string', 'number', 'boolean'] };
export const sha256: JsonSchema = { type: 'string', pattern: '^[0-9a-f]{64}$' };
export const day: JsonSchema = { type: 'string', pattern: '^\\d{4}-\\d{2}-\\d{2}$' };

/** An object with these keys; others may be added by later versions. */
export function open(
  required: Readonly<Record<string, JsonSchema>>,
  optional: Readonly<Record<string, JsonSchema>> = {},
): JsonSchema {
  return { type: 'object', required: Object.keys(required), properties: { ...required, ...optional } };
}

/** A document that the program prints, by its name: `deskmedic/<name>/v1`. */
export function document(
  name: string,
  description: string,
  required: Readonly<Record<string, JsonSchema>>,
  optional: Readonly<Record<string, JsonSchema>> = {},
): FileSchema {
  const id = `deskmedic/${name}/v1`;
  return { id, structure: { description, ...open({ schema: { const: id }, ...required }, optional) } };
}

/** The packs that a result was made with. */
export const packs: JsonSchema = list(open({ name: text, version: text, hash: sha256 }));
