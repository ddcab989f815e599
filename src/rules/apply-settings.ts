import { UserError } from '../errors.ts';
import type { FactValue } from '../facts/fact.ts';
import { parseSettingValue } from './compile-settings.ts';
import { hintFor } from './did-you-mean.ts';
import type { Setting } from './pack.ts';

/** Values of settings that the user's configuration changes. Throws `bad-setting` for an unknown name or a wrong type. */
export function applySettings(
  settings: readonly Setting[],
  chosen: Readonly<Record<string, unknown>>,
): Map<string, FactValue> {
  const values = new Map<string, FactValue>();
  for (const [name, raw] of Object.entries(chosen)) {
    const setting = settings.find((known) => known.name === name);
    if (setting === undefined) {
      const known = settings.map((item) => item.name);
      throw new UserError('bad-setting', `the configuration sets "${name}", which no pack declares`, {
        hint: hintFor(name, known),
      });
    }
    const parsed = parseSettingValue(setting.type, raw);
    if (!parsed.ok)
      throw new UserError('bad-setting', `the setting "${name}" in the configuration ${parsed.reason}`, {
        hint: `default: ${setting.about}`,
      });
    values.set(name, parsed.value);
  }
  return values;
}
