import { isMap, parseDocument, type Document } from 'yaml';
import { UserError } from '../errors.ts';
import { hintFor } from '../rules/did-you-mean.ts';
import { inReadingOrder, type Problem } from '../rules/problem.ts';
import { parseYamlFile, type Path, type YamlFile } from '../rules/yaml-file.ts';
import { CONFIG_KEYS, type ConfigKeyFacts, type ConfigPatch } from './config-keys.ts';
import { checkValue, type ConfigValue } from './config-value.ts';

/** The value of a setting as it is written; the pack that declares the setting knows its type. */
export type SettingValue = string | number | boolean;

/** What a configuration file says, by key. */
export interface ConfigFile {
  readonly values: ReadonlyMap<string, ConfigValue>;
  readonly settings: ReadonlyMap<string, SettingValue>;
}

const HEADER = ` What is the same for every case. Flags and DESKMEDIC_… variables win over it; "deskmedic config" shows both.`;
const SETTING_NAME = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
const SECTIONS = new Set(CONFIG_KEYS.map(({ key }) => key.split('.')[0]!).filter((name) => !isKey(name)));
const ROOT_KEYS = [...new Set(CONFIG_KEYS.map(({ key }) => key.split('.')[0]!)), 'settings'];

/** Reads `config.yaml`. Everything wrong with it comes in one `UserError` (code `bad-config`), placed at the first. */
export function parseConfigFile(file: string, text: string): ConfigFile {
  const yaml = parseYamlFile(file, text);
  const problems = [...yaml.problems];
  const values = new Map<string, ConfigValue>();
  const settings = new Map<string, SettingValue>();
  if (yaml.data !== undefined && yaml.data !== null) {
    const root = mapAt(yaml, [], yaml.data, problems);
    for (const [name, value] of root) {
      if (name === 'settings') readSettings(yaml, value, settings, problems);
      else if (SECTIONS.has(name)) readSection(yaml, name, value, values, problems);
      else readValue(yaml, [name], value, ROOT_KEYS, values, problems);
    }
  }
  if (problems.length > 0) throw badConfig(inReadingOrder(problems));
  return { values, settings };
}

/** The text of `config.yaml` with those values of `patch` added that it does not have yet, and their keys. */
export function addMissing(text: string, file: string, patch: ConfigPatch): { text: string; added: readonly string[] } {
  const known = parseConfigFile(file, text).values;
  const document: Document = parseDocument(text, { uniqueKeys: false, stringKeys: true });
  if (!isMap(document.contents)) document.contents = document.createNode({});
  if (text.trim() === '') document.commentBefore = HEADER;
  const added: string[] = [];
  for (const { key, type } of CONFIG_KEYS) {
    const checked = checkValue(type, patch[key]);
    // A value that the next reading would refuse is not worth a file that stops every further run.
    if (known.has(key) || !checked.ok || checked.value === null) continue;
    setIn(document, key.split('.'), checked.value);
    added.push(key);
  }
  return { text: document.toString({ lineWidth: 0 }), added };
}

function setIn(document: Document, path: readonly string[], value: ConfigValue): void {
  const [section] = path;
  // `identity:` with nothing under it is an empty value, which takes no keys.
  if (path.length > 1 && !isMap(document.get(section!, true))) document.set(section!, document.createNode({}));
  document.setIn(path, document.createNode(value));
}

function readSection(
  yaml: YamlFile,
  section: string,
  raw: unknown,
  values: Map<string, ConfigValue>,
  problems: Problem[],
): void {
  const prefix = `${section}.`;
  const allowed = CONFIG_KEYS.filter(({ key }) => key.startsWith(prefix)).map(({ key }) => key.slice(prefix.length));
  for (const [name, value] of mapAt(yaml, [section], raw, problems))
    readValue(yaml, [section, name], value, allowed, values, problems);
}

function readValue(
  yaml: YamlFile,
  path: readonly string[],
  raw: unknown,
  allowed: readonly string[],
  values: Map<string, ConfigValue>,
  problems: Problem[],
): void {
  const key = path.join('.');
  const facts: ConfigKeyFacts | undefined = CONFIG_KEYS.find((one) => one.key === key);
  if (facts === undefined) {
    const hint = hintFor(path.at(-1)!, allowed);
    problems.push(yaml.problem('unknown-key', path, `unknown key "${key}"`, { hint, at: 'key' }));
    return;
  }
  const checked = checkValue(facts.type, raw);
  if (!checked.ok) problems.push(yaml.problem('bad-type', path, `"${key}" must be ${checked.wanted}`));
  else if (checked.value !== null) values.set(key, checked.value);
}

function readSettings(yaml: YamlFile, raw: unknown, settings: Map<string, SettingValue>, problems: Problem[]): void {
  for (const [name, value] of mapAt(yaml, ['settings'], raw, problems)) {
    const path: Path = ['settings', name];
    if (!SETTING_NAME.test(name)) {
      const hint = 'names of settings are words joined by hyphens, such as long-interruption';
      problems.push(yaml.problem('unknown-setting', path, `"${name}" cannot be a setting`, { hint, at: 'key' }));
    } else if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
      settings.set(name, value);
    else if (value !== null)
      problems.push(yaml.problem('bad-type', path, `"settings.${name}" must be one value, such as 2m, 20 or true`));
  }
}

/** The pairs of the map at `path`; none, and a problem, when it is something else. */
function mapAt(yaml: YamlFile, path: Path, raw: unknown, problems: Problem[]): readonly (readonly [string, unknown])[] {
  if (raw === null) return [];
  if (typeof raw === 'object' && !Array.isArray(raw)) return Object.entries(raw as object);
  const what = path.length === 0 ? 'the file' : `"${path.join('.')}"`;
  problems.push(yaml.problem('bad-type', path, `${what} must be lines of the form "key: value"`));
  return [];
}

function badConfig(problems: readonly Problem[]): UserError {
  const [first, ...rest] = problems as readonly [Problem, ...Problem[]];
  const others = rest.slice(0, 10).map((one) => `; line ${one.line}: ${one.message}`);
  const more = rest.length > 10 ? `; and ${rest.length - 10} more` : '';
  return new UserError('bad-config', `${first.message}${others.join('')}${more}`, {
    where: { file: first.file, line: first.line, column: first.column },
    hint: first.hint ?? 'correct the file, or remove the line',
  });
}

function isKey(name: string): boolean {
  return CONFIG_KEYS.some(({ key }) => key === name);
}
