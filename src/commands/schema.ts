import { UserError } from '../errors.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { hintFor } from '../rules/did-you-mean.ts';
import { publishedSchema, SCHEMA_NAMES } from './schema-names.ts';
import type { Session } from './session.ts';

/** `schema`: the names of all published schemas, or one of them. Throws `unknown-schema`. */
export function printSchema(name: string | undefined): (session: Session) => Promise<ExitCode> {
  return async (session) => {
    if (name === undefined) await session.print(SCHEMA_NAMES);
    else await session.printJson(find(name));
    return EXIT.ok;
  };
}

function find(name: string): object {
  const schema = publishedSchema(name);
  if (schema !== undefined) return schema;
  throw new UserError('unknown-schema', `there is no schema "${name}"`, { hint: hintFor(name, SCHEMA_NAMES) });
}
