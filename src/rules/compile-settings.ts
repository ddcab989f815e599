import type { Fact, FactType } from '../facts/fact.ts';
import { parseFactValue } from '../facts/parse-value.ts';
import type { Setting } from './pack.ts';
import type { Problem } from './problem.ts';
import { oneLine } from './prose.ts';
import type { YamlFile } from './yaml-file.ts';

interface RawSetting {
  type: FactType;
  value: unknown;
  about: string;
  source: string;
}

/** Reads the settings of `pack.yaml`, whose structure is checked already. */
export function compileSettings(file: YamlFile, report: (problem: Problem) => void): Setting[] {
  const raw = (file.data as { settings?: Record<string, RawSetting> }).settings ?? {};
  return Object.entries(raw).flatMap(([name, setting]) => {
    const parsed = parseSettingValue(setting.type, setting.value);
    if (!parsed.ok) {
      report(
        file.problem('bad-value', ['settings', name, 'value'], `the value of "$${name}" ${parsed.reason}`, {
          hint: `its type is ${setting.type}`,
        }),
      );
      return [];
    }
    return [
      { name, type: setting.type, value: parsed.value, about: oneLine(setting.about), source: oneLine(setting.source) },
    ];
  });
}

/** Reads a setting's value as its type wants it; enum settings are free words. */
export function parseSettingValue(type: FactType, raw: unknown): ReturnType<typeof parseFactValue> {
  const shape: Fact = {
    id: 'setting',
    type: type === 'enum' ? 'text' : type,
    about: 'site',
    question: '?',
    options: [],
    seconds: 0,
  };
  return parseFactValue(shape, raw);
}
