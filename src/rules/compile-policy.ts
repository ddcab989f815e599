import type { Condition } from './condition.ts';
import { hintFor } from './did-you-mean.ts';
import { parseCondition, type Reader } from './parse-condition.ts';
import type { IdentityField, Policy, RequiredField, Requirement } from './policy.ts';
import { oneLine } from './prose.ts';
import type { Path } from './yaml-places.ts';

interface RawRequirement {
  field: RequiredField;
  label: string;
  when?: unknown;
  'if-available'?: boolean;
}

interface RawPolicy {
  id: string;
  title: string;
  vendor: string;
  severities: { id: string; title: string; channel: string; when?: unknown }[];
  default: string;
  channels: Record<string, { say: string }>;
  required: Record<string, RawRequirement[]>;
  identity?: { field: IdentityField; label: string }[];
  ladder?: string[];
}

/** Reads one policy, whose structure is checked already. */
export function compilePolicy(reader: Reader): Policy {
  const raw = reader.file.data as RawPolicy;
  const channels = Object.entries(raw.channels).map(([id, channel]) => ({ id, say: oneLine(channel.say) }));
  const levels = raw.severities.map((level) => level.id);
  if (!levels.includes(raw.default)) {
    reader.report(
      reader.file.problem('unknown-value', ['default'], `the severity "${raw.default}" is not among the severities`, {
        hint: hintFor(raw.default, levels),
      }),
    );
  }
  const severities = raw.severities.map((level, index) => {
    if (!Object.hasOwn(raw.channels, level.channel)) {
      reader.report(
        reader.file.problem(
          'unknown-value',
          ['severities', index, 'channel'],
          `the channel "${level.channel}" is not among the channels`,
          { hint: hintFor(level.channel, Object.keys(raw.channels)) },
        ),
      );
    }
    const { when, ...rest } = level;
    return { ...rest, title: oneLine(level.title), ...optionalWhen(reader, ['severities', index, 'when'], when) };
  });
  const required: Record<string, Requirement[]> = {};
  for (const [area, list] of Object.entries(raw.required)) {
    required[area] = list.map(({ when, 'if-available': ifAvailable, ...rest }, index) => ({
      ...rest,
      label: oneLine(rest.label),
      ...(ifAvailable === undefined ? {} : { ifAvailable }),
      ...optionalWhen(reader, ['required', area, index, 'when'], when),
    }));
  }
  return {
    id: raw.id,
    title: oneLine(raw.title),
    vendor: oneLine(raw.vendor),
    severities,
    defaultSeverity: raw.default,
    channels,
    required,
    identity: raw.identity ?? [],
    ladder: (raw.ladder ?? []).map(oneLine),
  };
}

function optionalWhen(reader: Reader, path: Path, raw: unknown): { when?: Condition } {
  const when = raw === undefined ? undefined : parseCondition(raw, path, reader);
  return when === undefined ? {} : { when };
}
