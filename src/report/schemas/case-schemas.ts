import type { CaseState, UploadResult } from '../../case/events.ts';
import { CONFIG_KEYS, type ConfigType } from '../../case/config-keys.ts';
import type { JsonSchema } from '../../rules/schema/shapes.ts';
import { count, document, either, flag, list, open, packs, scalar, sha256, text } from './output.ts';

/** A record, so that none can be forgotten. */
const STATES: Readonly<Record<CaseState, true>> = {
  open: true,
  waiting: true,
  solved: true,
  escalated: true,
  unresolved: true,
};
const CASE_STATES = Object.keys(STATES);
const nothing: JsonSchema = { type: 'null' };
const optionalText: JsonSchema = { type: ['string', 'null'] };

/** A record, as above. */
const RESULTS: Readonly<Record<UploadResult | 'started', true>> = {
  sent: true,
  unconfirmed: true,
  'already-there': true,
  failed: true,
  started: true,
};
const UPLOAD_RESULTS = Object.keys(RESULTS);

/** `case list --json`. */
export const casesSchema = document('cases', 'case list: the cases of this machine, newest first.', {
  cases: list(
    open({ id: text, state: either([...CASE_STATES, 'damaged', 'newer']), symptom: optionalText, updatedAt: text }),
  ),
});

/** `case show --json`. */
export const caseViewSchema = document('case-view', 'case show: what the journal of a case tells.', {
  id: text,
  state: either(CASE_STATES),
  packs,
  policy: text,
  zone: text,
  openedAt: text,
  updatedAt: text,
  answers: list(open({ prompt: text, by: either(['person', 'file', 'config']), at: text })),
  notes: list(open({ at: text, text })),
  attachments: list(open({ name: text, path: text, bytes: count, sha256 })),
  bundles: list(open({ path: text, bundle: text, sha256, at: text })),
  escalation: open({ policy: text, area: text }),
  uploads: list(
    open(
      { bundle: sha256, sha256, to: text, name: text, sr: text, at: text, result: either(UPLOAD_RESULTS) },
      { status: count, confirmed: flag, code: text },
    ),
  ),
});

/** `config --json`. */
export const configSchema = document('config', 'config: every value in force, and where it comes from.', {
  file: text,
  values: list(
    open({
      key: text,
      value: { anyOf: [scalar, list(text), nothing] },
      about: text,
      from: optionalText,
    }),
  ),
});

const CONFIG_VALUES: Readonly<Record<ConfigType, JsonSchema>> = {
  text: { type: ['string', 'number'] },
  zone: { type: 'string' },
  count: { type: 'integer', minimum: 1 },
  folders: list(text),
};

/** `config.yaml`, made from the table of its keys; a dot in a key stands for one level. */
export const configFileSchema: JsonSchema = {
  description: 'config.yaml: what is the same every time.',
  ...configMap(CONFIG_KEYS.map(({ key, type, about }) => [key.split('.'), type, about] as const)),
};

type Entry = readonly [path: readonly string[], type: ConfigType, about: string];

function configMap(entries: readonly Entry[]): JsonSchema {
  const properties: Record<string, JsonSchema> = {};
  for (const [path, type, about] of entries) {
    if (path.length === 1) properties[path[0]!] = { ...CONFIG_VALUES[type], description: about };
  }
  for (const group of new Set(entries.filter(([path]) => path.length > 1).map(([path]) => path[0]!))) {
    const inner = entries.filter(([path]) => path.length > 1 && path[0] === group);
    properties[group] = configMap(inner.map(([path, type, about]) => [path.slice(1), type, about]));
  }
  const settings = { type: 'object', additionalProperties: scalar, description: 'Settings that packs declare.' };
  const isTop = entries.some(([path]) => path[0] === 'policy');
  return {
    type: 'object',
    properties: isTop ? { ...properties, settings } : properties,
    additionalProperties: false,
  };
}

const removed = list(open({ kind: text, count, where: text }));
const role = either(['screenshot', 'attachment']);
const bundleFields = {
  path: text,
  id: sha256,
  bytes: count,
  files: count,
  missing: list(text),
  removed,
  taken: {
    ...list(open({ name: text, role, bytes: count, where: text })),
    description: 'Files that are copied: their own names, and the sizes and paths of their copies.',
  },
  notCopied: {
    ...list(open({ path: text, role, bytes: count, why: text })),
    description: 'Files that are listed only.',
  },
};

/** The bundle in `diagnose --json`. */
export const madeBundle: JsonSchema = open(bundleFields);

/** `bundle create --json`. */
export const bundleSchema = document('bundle', 'bundle create: the bundle that was made, or that --explain would make.', {
  ...bundleFields,
  sha256,
});

/** `bundle upload --json`; `sentBefore` when it was there already from an earlier run, and nothing was sent. */
export const uploadSchema = document(
  'upload',
  'bundle upload: what was sent where, and what the server said.',
  {
    path: text,
    id: sha256,
    sha256,
    bytes: count,
    to: text,
    name: text,
    sr: text,
    result: either(['sent', 'unconfirmed', 'already-there']),
    at: text,
    sentBefore: flag,
    confirmed: flag,
    tries: count,
  },
  { status: count, case: text, says: text },
);

/** `bundle mail --json`. */
export const mailSchema = document('mail', 'bundle mail: the message that was written; nothing was sent.', {
  path: text,
  id: sha256,
  to: text,
  subject: text,
  bytes: count,
});

const verified = {
  valid: flag,
  changed: list(text),
  missing: list(text),
  extra: list(text),
  errors: list(text),
};
const verifiedMore = { id: optionalText, parent: optionalText, warnings: list(text) };

/** `bundle verify --json`; `bundles` when there were several, each behind the one that it adds to. */
export const verifySchema = document('verify', 'bundle verify: each changed, missing and extra file.', verified, {
  ...verifiedMore,
  bundles: list(open({ path: text, ...verified }, verifiedMore)),
});

/** `bundle inspect --json`; `record` is null, and `problem` says why, when the bundle has none that can be read. */
export const inspectionSchema = document(
  'inspection',
  'bundle inspect: what a bundle says.',
  {
    path: text,
    verification: open({ valid: flag }),
    record: { type: ['object', 'null'] },
    files: list(open({ path: text, bytes: count, sha256: text })),
    removed,
  },
  { problem: text },
);

/** `data/redaction.json` of a bundle. */
export const redactionSchema = document(
  'redaction',
  'data/redaction.json: what was removed where, never a value.',
  { removed },
  { input: text, output: text, note: text },
);
