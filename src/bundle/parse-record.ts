import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import type { CaseRecord } from '../case/case-record.ts';
import { CASE_SCHEMA } from '../case/case-schema.ts';
import { UserError } from '../errors.ts';
import { EXIT } from '../exit-codes.ts';
import { isZone } from '../facts/time.ts';
import { escapeText } from '../report/escape.ts';
import { parseDocument } from './parse-document.ts';

/** Compiled when the first record is read: making a bundle does not need it. */
let validate: ValidateFunction<CaseRecord> | undefined;

/**
 * The record in the bytes of a `case.json` that may come from anybody. Throws a UserError, `bad-record` (exit 3),
 * that says where it is not what the schema asks for.
 */
export function parseRecord(bytes: Uint8Array): CaseRecord {
  const value = parseJson(bytes);
  validate ??= new Ajv2020({ strictTypes: false }).compile<CaseRecord>(CASE_SCHEMA);
  if (validate(value)) {
    // Times are worked out in it later, and a zone that nobody knows would end that with an error of ours.
    if (!isZone(value.createdAt.zone)) throw notOurs('its time zone is not known');
    return value;
  }
  const [error] = validate.errors ?? [];
  throw notOurs(`"${escapeText(error?.instancePath ?? '')}" ${error?.message ?? 'is wrong'}`);
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return parseDocument(bytes);
  } catch {
    throw notOurs('it is not JSON, or nested too deeply');
  }
}

function notOurs(problem: string): UserError {
  return badRecord(`data/case.json is not a case of this program: ${problem}`);
}

/** The refusal of a bundle that is whole, and whose files are not as this program writes them: which one, and why. */
export function badRecord(message: string): UserError {
  return new UserError('bad-record', message, {
    exit: EXIT.escalate,
    hint: 'Was the bundle made by deskmedic? A newer version may be needed to read it.',
  });
}
