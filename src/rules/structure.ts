import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import { hintFor } from './did-you-mean.ts';
import { FAULTLESS, faultyPaths, type FaultyPaths } from './faulty-paths.ts';
import type { Problem } from './problem.ts';
import type { FileSchema } from './schema/pack-schemas.ts';
import type { YamlFile } from './yaml-file.ts';
import type { Path } from './yaml-places.ts';

/** Made when the first file is checked: most starts read compiled packs and never need it. */
let ajv: Ajv2020 | undefined;
// Conditions are checked by parse-condition.ts, against the catalogue; here anything may stand.
const anyCondition = { $defs: { condition: {} } };
const validators = new Map<string, ValidateFunction>();

/** What breaks the schema of a file, and where: paths at which nothing may be relied on. */
export interface StructureFaults {
  readonly problems: readonly Problem[];
  readonly faulty: FaultyPaths;
}

/** Checks a file against its schema; every deviation is a problem at its own place. */
export function checkStructure(file: YamlFile, schema: FileSchema): StructureFaults {
  let validate = validators.get(schema.id);
  if (validate === undefined) {
    ajv ??= new Ajv2020({ allErrors: true, strict: true, strictTypes: false, strictRequired: false, verbose: true });
    validate = ajv.compile({ ...schema.structure, ...anyCondition });
    validators.set(schema.id, validate);
  }
  if (validate(file.data)) return { problems: [], faulty: FAULTLESS };
  const errors = (validate.errors ?? []).filter(isTelling);
  return {
    problems: errors.map((error) => toProblem(file, error)),
    faulty: faultyPaths(errors.flatMap(unreliablePaths)),
  };
}

/** The problems alone, for a file that is refused as soon as it has one. */
export function structureProblems(file: YamlFile, schema: FileSchema): readonly Problem[] {
  return checkStructure(file, schema).problems;
}

/** A key too many, or one of several forms, leaves what stands beside it reliable. */
function unreliablePaths(error: ErrorObject): Path[] {
  const path = pathOf(error.instancePath);
  if (error.keyword === 'additionalProperties' || error.keyword === 'oneOf') return [];
  const missing = (error.params as { missingProperty?: string }).missingProperty;
  return [missing === undefined ? path : [...path, missing]];
}

/** The branches of a `oneOf` only repeat what its own error says. */
function isTelling(error: ErrorObject): boolean {
  return !error.schemaPath.includes('/oneOf/');
}

function toProblem(file: YamlFile, error: ErrorObject): Problem {
  const path = pathOf(error.instancePath);
  const params = error.params as Record<string, unknown>;
  const last = path.at(-1);
  const where = last === undefined ? 'the file' : typeof last === 'number' ? 'this entry' : `"${last}"`;
  switch (error.keyword) {
    case 'additionalProperties': {
      const key = String(params['additionalProperty']);
      const known = Object.keys((error.parentSchema?.['properties'] ?? {}) as object);
      return file.problem('unknown-key', [...path, key], `the key "${key}" is not known here`, {
        hint: hintFor(key, known),
        at: 'key',
      });
    }
    case 'required':
      return file.problem('missing-key', path, `${where} lacks the key "${String(params['missingProperty'])}"`, {
        hint: 'add it',
      });
    case 'type':
      return file.problem('bad-type', path, `${where} must be ${articled(params['type'])}`, {
        hint: `here stands ${shown(error.data)}`,
      });
    case 'enum': {
      const allowed = (params['allowedValues'] as unknown[]).map(String);
      return file.problem('unknown-value', path, `${where} cannot be ${shown(error.data)}`, {
        hint: hintFor(String(error.data), allowed),
      });
    }
    case 'const':
      return file.problem('bad-value', path, `${where} must be ${shown(params['allowedValue'])}`, {
        hint: `here stands ${shown(error.data)}`,
      });
    case 'oneOf':
      return file.problem('missing-key', path, 'this entry needs exactly one of its forms', { hint: formsOf(error) });
    default:
      return file.problem('bad-value', path, `${where} ${error.message ?? 'is not valid'}`, {
        hint: describedBy(error),
      });
  }
}

/** JSON pointer to path; numeric parts stay list indexes. */
function pathOf(pointer: string): Path {
  const parts = pointer.split('/').slice(1);
  return parts
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    .map((part) => (/^\d+$/.test(part) ? Number(part) : part));
}

function articled(type: unknown): string {
  const names: Record<string, string> = {
    string: 'a text',
    number: 'a number',
    integer: 'a whole number',
    boolean: 'true or false',
    array: 'a list',
    object: 'a map',
  };
  return [type]
    .flat()
    .map((name) => names[String(name)] ?? String(name))
    .join(' or ');
}

function shown(value: unknown): string {
  const json = JSON.stringify(value) ?? 'nothing';
  return json.length > 60 ? `${json.slice(0, 57)}…` : json;
}

function formsOf(error: ErrorObject): string {
  const forms = (error.schema as { required: string[] }[]).map((form) => form.required.join(' + '));
  return `write ${forms.join(', or ')}`;
}

function describedBy(error: ErrorObject): string {
  const description = error.parentSchema?.['description'];
  return typeof description === 'string' ? description : `here stands ${shown(error.data)}`;
}
