import { FACT_READERS, FACT_SUBJECTS, FACT_TYPES } from '../../facts/fact.ts';

/** A JSON Schema (2020-12), as plain data. */
export type JsonSchema = { readonly [key: string]: unknown };

/** Where the published schemas say that they live; the path is `schemas/<name>.schema.json` of the package. */
export const SCHEMA_DIALECT = 'https://json-schema.org/draft/2020-12/schema';

/** An object that allows exactly these keys. `required` defaults to none. */
export function object(
  properties: Readonly<Record<string, JsonSchema>>,
  required: readonly string[] = [],
  description?: string,
): JsonSchema {
  return {
    type: 'object',
    ...(description === undefined ? {} : { description }),
    properties,
    required,
    additionalProperties: false,
  };
}

/** A text that somebody writes: not empty, and of a length that people read. */
export const text: JsonSchema = { type: 'string', minLength: 1, maxLength: 2000 };
/** A whole number from 0. */
export const count: JsonSchema = { type: 'integer', minimum: 0 };
/** A list of at least `minItems`. */
export const list = (items: JsonSchema, minItems = 0): JsonSchema => ({ type: 'array', items, minItems });
/** One of these words. */
export const oneOf = (values: readonly string[]): JsonSchema => ({ type: 'string', enum: values });
/** A map with keys of any name, at least `minProperties`. */
export const mapOf = (values: JsonSchema, minProperties = 0): JsonSchema => ({
  type: 'object',
  additionalProperties: values,
  minProperties,
});

/** `desktop.status`: lower-case words with dots and dashes. */
export const factId: JsonSchema = { type: 'string', pattern: '^[a-z][a-z0-9-]*(\\.[a-z][a-z0-9-]*)+$', maxLength: 80 };
/** `desktop/stuck-reconnecting`. */
export const symptomId: JsonSchema = {
  type: 'string',
  pattern: '^[a-z][a-z0-9-]*/[a-z0-9][a-z0-9-]*$',
  maxLength: 120,
};
/** `seat-cable`. */
export const slug: JsonSchema = { type: 'string', pattern: '^[a-z0-9][a-z0-9-]*$', maxLength: 80 };
/** `90s`, `2m`, `1m30s`, `00:01:30`. */
export const duration: JsonSchema = { type: 'string', description: 'A duration: 90s, 2m, 1h, 1m30s or 00:01:30.' };
/** `2026-11-22`. */
export const date: JsonSchema = {
  type: 'string',
  pattern: '^\\d{4}-\\d{2}-\\d{2}$',
  description: 'A date: 2026-11-22.',
};
/** What kinds of value a fact can have. */
export const factType: JsonSchema = oneOf(FACT_TYPES);
/** Whom or what a fact is about. */
export const factSubject: JsonSchema = oneOf(FACT_SUBJECTS);
/** What can show a fact without anybody being asked. */
export const factReader: JsonSchema = oneOf(FACT_READERS);
/** A text, a number, true or false. */
export const scalar: JsonSchema = { type: ['string', 'number', 'boolean'] };

/** Where a row or a policy was read. */
export const source: JsonSchema = object(
  { document: text, section: text, year: { type: 'integer' }, url: { type: 'string', pattern: '^https?://' } },
  [],
  'Where this was read.',
);

/**
 * Stands where a condition is allowed. The loader checks conditions itself, with better messages and against the
 * fact catalogue; the published schema says the same in JSON Schema, for completion in editors.
 */
export const condition: JsonSchema = { $ref: '#/$defs/condition' };
