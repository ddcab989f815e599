import { configPath, fieldPath } from '../case/config.ts';
import { CONFIG_KEYS } from '../case/config-keys.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { bold, dim, type Line } from '../report/text.ts';
import type { Session } from './session.ts';

/** `config`: every value in force, and where it comes from. */
export function showConfig(options: { readonly json?: true }): (session: Session) => Promise<ExitCode> {
  return async (session) => {
    const { values, origin } = await session.config();
    const path = configPath(session.home, session.io);
    const settings = [...values.settings].map(([name, value]) => ({
      key: `settings.${name}`,
      value,
      about: 'a setting of a pack',
    }));
    const known = CONFIG_KEYS.map(({ key, about }) => ({ key, value: lookUp(values, key), about }));
    const rows = [...known, ...settings].map((row) => ({
      ...row,
      from: origin.get(row.key) ?? null,
      value: row.value ?? null,
    }));
    if (options.json === true) await session.printJson({ schema: 'deskmedic/config/v1', file: path, values: rows });
    else await session.print([[bold('Configuration '), path], ...rows.map(line)]);
    return EXIT.ok;
  };
}

function lookUp(values: object, key: string): unknown {
  return fieldPath(key).reduce<unknown>(
    (found, part) => (found as Record<string, unknown> | undefined)?.[part],
    values,
  );
}

function line(row: { key: string; value: unknown; from: string | null; about: string }): Line {
  const value = row.from === null ? '-' : Array.isArray(row.value) ? row.value.join(', ') : String(row.value);
  return [
    `  ${row.key.padEnd(22)} ${value}  `,
    dim(row.from === null ? `not set: ${row.about}` : `from ${row.from}: ${row.about}`),
  ];
}
