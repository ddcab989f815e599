import { escapeText } from '../report/escape.ts';
import { sha256 } from './file-digest.ts';
import { formatManifest, TAG_MANIFEST, PAYLOAD_MANIFEST } from './manifest.ts';

/** A file under `data/` as the manifest lists it; `path` from the bag's top folder. */
export interface PayloadFile {
  readonly path: string;
  readonly bytes: number;
  /** Lower-case hex. */
  readonly sha256: string;
}

/** A file that describes the bag. */
export interface TagFile {
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** What `bag-info.txt` says of a bag. */
export interface BagInfo {
  /** Id of the case. */
  readonly case: string;
  /** Name and version of the program. */
  readonly tool: string;
  /** ISO 8601 in UTC. */
  readonly createdAt: string;
  /** Id of the bundle that this one adds to. */
  readonly parent?: string;
}

/**
 * What makes a BagIt 1.0 bag (RFC 8493) of the files under `data/`. `id` is the SHA-256 of `tagmanifest-sha256.txt`: it
 * stands for every byte in the bag. Throws a TypeError for a parent that no caller may give.
 */
export function tagFiles(
  payload: readonly PayloadFile[],
  info: BagInfo,
): { readonly tags: readonly TagFile[]; readonly id: string } {
  if (info.parent !== undefined && !/^[0-9a-f]{64}$/.test(info.parent))
    throw new TypeError('a parent is named by its id');
  const tags = [
    tagFile('bagit.txt', 'BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n'),
    tagFile('bag-info.txt', bagInfoText(info, payload)),
    tagFile(PAYLOAD_MANIFEST, formatManifest(payload)),
  ];
  const listed = tags.map(({ path, bytes }) => ({ path, sha256: sha256(bytes) }));
  const seal = tagFile(TAG_MANIFEST, formatManifest(listed));
  return { tags: [...tags, seal], id: sha256(seal.bytes) };
}

/** `<case>-<utc>`, as `20261120-k3f9-20261120T134100Z`. Throws a TypeError for an id or a time that no caller may give. */
export function topFolder(info: BagInfo): string {
  if (!/^[a-z0-9][a-z0-9-]{0,63}$/i.test(info.case))
    throw new TypeError('a case id has letters, digits and dashes only');
  const utc = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.\d+)?Z$/.exec(info.createdAt);
  if (utc === null) throw new TypeError('createdAt is ISO 8601 in UTC');
  const [, year, month, day, hour, minute, second] = utc;
  return `${info.case}-${year}${month}${day}T${hour}${minute}${second}Z`;
}

function bagInfoText(info: BagInfo, payload: readonly PayloadFile[]): string {
  const bytes = payload.reduce((sum, file) => sum + file.bytes, 0);
  return [
    `Bag-Software-Agent: ${escapeText(info.tool)}`,
    `Bagging-Date: ${info.createdAt.slice(0, 10)}`,
    `External-Identifier: ${info.case}`,
    ...(info.parent === undefined ? [] : [`Parent-Bundle-Id: ${info.parent}`]),
    `Payload-Oxum: ${bytes}.${payload.length}`,
    '',
  ].join('\n');
}

function tagFile(path: string, text: string): TagFile {
  return { path, bytes: new TextEncoder().encode(text) };
}
