import { UserError } from '../errors.ts';
import { decodeUtf8 } from '../facts/utf8.ts';
import type { Io } from '../io/io.ts';
import type { Contact, Identity } from '../policy/escalation.ts';
import type { ConfigFile, SettingValue } from './config-file.ts';
import { CONFIG_KEYS, type ConfigInput, type ConfigKey, type ConfigPatch, type ConfigType } from './config-keys.ts';
import { checkValue, type ConfigValue } from './config-value.ts';
import { pathsOf } from './home.ts';

/** What is the same for every case. Absent: not known, so it is asked for when it is needed. */
export interface ConfigValues {
  readonly policy: string;
  readonly identity: Omit<Identity, 'sr'>;
  readonly contact: Contact;
  readonly site?: string;
  /** IANA name. */
  readonly zone: string;
  readonly seats?: number;
  readonly region?: string;
  readonly upload?: { readonly url?: string };
  /** Folders of further packs, absolute. */
  readonly rules: readonly string[];
  /** Values for the settings of packs, as written, by name. */
  readonly settings: ReadonlyMap<string, SettingValue>;
}

/** Where a value comes from; the first of these that has one wins. */
export type ConfigOrigin = 'flag' | 'environment' | 'file' | 'default';

/** The configuration in force. `origin` has an entry for each value that is set, by its key in `config.yaml`. */
export interface Config {
  readonly values: ConfigValues;
  readonly origin: ReadonlyMap<string, ConfigOrigin>;
}

/** Far more than the known keys need, and little enough to be read at each start. */
const MAX_BYTES = 64 * 1024;

/** The path of the configuration file in a home folder. */
export function configPath(home: string, io: Pick<Io, 'system'>): string {
  return pathsOf(io.system.platform).join(home, 'config.yaml');
}

/**
 * The configuration in force: `flags` over environment over `config.yaml` over defaults. A faulty value is a
 * `UserError` with code `bad-config`, wherever it stands.
 */
export async function loadConfig(
  home: string,
  io: Pick<Io, 'files' | 'env' | 'system' | 'clock'>,
  flags: ConfigPatch = {},
): Promise<Config> {
  const file = await readConfigFile(home, io);
  const values = new Map<ConfigKey, ConfigValue>();
  const origin = new Map<string, ConfigOrigin>();
  // A system with an odd TZ names a zone that nothing knows; that is not the user's configuration being wrong.
  const zone = checkValue('zone', io.clock.zone());
  const defaults: ConfigPatch = { policy: 'cisco-tac', zone: (zone.ok && (zone.value as string)) || 'UTC' };
  for (const { key, type, environment } of CONFIG_KEYS) {
    const candidates: readonly (readonly [ConfigOrigin, ConfigValue | null])[] = [
      ['flag', given(type, flags[key], `--${key.replace('.', '-')}`)],
      ['environment', given(type, fromEnvironment(type, environment, io), environment)],
      ['file', file.values.get(key) ?? null],
      ['default', given(type, defaults[key], key)],
    ];
    const found = candidates.find(([, value]) => value !== null);
    if (found === undefined) continue;
    const [from, value] = found;
    values.set(key, type === 'folders' ? absolute(value as readonly string[], from, home, io) : value!);
    origin.set(key, from);
  }
  for (const name of file.settings.keys()) origin.set(`settings.${name}`, 'file');
  return { values: assemble(values, file.settings), origin };
}

/**
 * Writes those values of `patch` into `config.yaml` that it does not have yet, and keeps all else in it, comments
 * included. Answers the keys that were written.
 */
export async function rememberConfig(
  home: string,
  patch: ConfigPatch,
  io: Pick<Io, 'files' | 'system'>,
): Promise<readonly string[]> {
  const { addMissing } = await import('./config-file.ts');
  const path = configPath(home, io);
  const before = (await readText(path, io)) ?? '';
  const { text, added } = addMissing(before, path, patch);
  if (added.length === 0) return [];
  await io.files.makeDirectory(home);
  // People keep such files elsewhere and link to them; the link is to stay.
  await io.files.write(await io.files.resolve(path), text, { overwrite: true });
  return added;
}

/** Reads the file if there is one; the YAML parser is loaded only then, because every start passes here. */
async function readConfigFile(home: string, io: Pick<Io, 'files' | 'system'>): Promise<ConfigFile> {
  const path = configPath(home, io);
  const text = await readText(path, io);
  if (text === null) return { values: new Map(), settings: new Map() };
  const { parseConfigFile } = await import('./config-file.ts');
  return parseConfigFile(path, text);
}

async function readText(path: string, io: Pick<Io, 'files'>): Promise<string | null> {
  if ((await io.files.facts(path)) === null) return null;
  const bytes = await readBounded(path, io);
  const text = decodeUtf8(bytes);
  if (text !== undefined) return text;
  throw new UserError('bad-config', 'the file is not UTF-8 text', {
    where: { file: path },
    hint: 'save it as UTF-8 in your editor',
  });
}

async function readBounded(path: string, io: Pick<Io, 'files'>): Promise<Uint8Array> {
  try {
    return await io.files.read(path, MAX_BYTES);
  } catch (error) {
    if (!(error instanceof UserError) || error.code !== 'too-large') throw error;
    throw new UserError('bad-config', `the file is larger than ${MAX_BYTES / 1024} KiB`, {
      where: { file: path },
      hint: 'check that this is the file you meant',
      cause: error,
    });
  }
}

function given(type: ConfigType, raw: ConfigInput | undefined, name: string): ConfigValue | null {
  const checked = checkValue(type, raw);
  if (checked.ok) return checked.value;
  throw new UserError('bad-config', `${name} must be ${checked.wanted}`, { hint: `it is "${String(raw)}" now` });
}

function fromEnvironment(
  type: ConfigType,
  name: string,
  io: Pick<Io, 'env' | 'system'>,
): string | readonly string[] | undefined {
  const raw = io.env[name];
  if (type !== 'folders' || raw === undefined) return raw;
  const folders = raw.split(pathsOf(io.system.platform).delimiter).filter((folder) => folder.trim() !== '');
  return folders.length > 0 ? folders : undefined;
}

/** Folders in the file are relative to it, others to the working directory. */
function absolute(
  folders: readonly string[],
  from: ConfigOrigin,
  home: string,
  io: Pick<Io, 'system'>,
): readonly string[] {
  const base = from === 'file' ? home : io.system.cwd;
  return folders.map((folder) => pathsOf(io.system.platform).resolve(base, folder));
}

/** Flat keys become nested fields. */
function assemble(
  flat: ReadonlyMap<ConfigKey, ConfigValue>,
  settings: ReadonlyMap<string, SettingValue>,
): ConfigValues {
  const sections: Record<string, Record<string, ConfigValue>> = { identity: {}, contact: {} };
  const single: Record<string, ConfigValue> = {};
  for (const [key, value] of flat) {
    const [first, second] = fieldPath(key) as [string, string?];
    if (second === undefined) single[first] = value;
    else (sections[first] ??= {})[second] = value;
  }
  // The table in config-keys.ts says which types these are; checkValue() made sure of them.
  return { rules: [], ...single, ...sections, settings } as unknown as ConfigValues;
}

/** Where the value of a key stands in {@link ConfigValues}: `identity.cco-id` is in `identity`, `ccoId`. */
export function fieldPath(key: string): readonly string[] {
  return key.split('.').map((part) => part.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase()));
}
