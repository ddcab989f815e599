import { Ajv2020 } from 'ajv/dist/2020.js';
import type { CaseRecord } from '../case/case-record.ts';
import { CASE_SCHEMA } from '../case/case-schema.ts';
import { UserError } from '../errors.ts';
import { EXIT } from '../exit-codes.ts';
import { escapeText } from '../report/escape.ts';

const isCaseRecord = new Ajv2020({ strictTypes: false }).compile<CaseRecord>(CASE_SCHEMA);

/**
 * The record in the bytes of a `case.json` that may come from anybody. Throws a UserError, `bad-record` (exit 3),
 * that says where it is not what the schema asks for.
 */
export function parseRecord(bytes: Uint8Array): CaseRecord {
  const value = parseJson(bytes);
  if (isCaseRecord(value)) return value;
  const [error] = isCaseRecord.errors ?? [];
  throw badRecord(`"${escapeText(error?.instancePath ?? '')}" ${error?.message ?? 'is wrong'}`);
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw badRecord('it is not JSON');
  }
}

function badRecord(problem: string): UserError {
  return new UserError('bad-record', `data/case.json is not a case of this program: ${problem}`, {
    exit: EXIT.escalate,
    hint: 'Was the bundle made by deskmedic? A newer version may be needed to read it.',
  });
}
