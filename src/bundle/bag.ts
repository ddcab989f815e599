import type { SealedEntry } from '../redact/door.ts';
import { escapeText } from '../report/escape.ts';
import { nameProblem } from './entry-name.ts';
import { sha256 } from './file-digest.ts';
import { formatManifest, TAG_MANIFEST, PAYLOAD_MANIFEST } from './manifest.ts';

declare const bagged: unique symbol;

/** One file of a bag; `path` from the bag's top folder. */
export interface BagFile {
  readonly path: string;
  readonly bytes: Uint8Array;
  /** Compressed already, so that compressing it again would only cost time. */
  readonly compressed: boolean;
}

/** A complete BagIt 1.0 bag. Made of sealed entries alone, and the only thing the archive takes. */
export interface Bag {
  /** Name of the top folder. */
  readonly top: string;
  readonly files: readonly BagFile[];
  /** SHA-256 of `tagmanifest-sha256.txt`: it stands for every byte in the bag. */
  readonly id: string;
  readonly [bagged]: true;
}

/** What `bag-info.txt` says of a bag. */
export interface BagInfo {
  /** Id of the case. */
  readonly case: string;
  /** Name and version of the program. */
  readonly tool: string;
  /** ISO 8601 in UTC. */
  readonly createdAt: string;
}

/** A BagIt 1.0 bag (RFC 8493) around the entries. Throws a TypeError for a name or id that no caller may give. */
export function buildBag(entries: readonly SealedEntry[], info: BagInfo): Bag {
  const payload = entries.map(({ name, bytes, compressed }) => ({ path: `data/${name}`, bytes, compressed }));
  for (const { path } of payload) {
    const problem = nameProblem(path);
    if (problem !== undefined) throw new TypeError(`"${path}" ${problem}`);
  }
  const tags = [
    tagFile('bagit.txt', 'BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n'),
    tagFile('bag-info.txt', bagInfoText(info, payload)),
    tagFile(PAYLOAD_MANIFEST, manifestOf(payload)),
  ];
  const seal = tagFile(TAG_MANIFEST, manifestOf(tags));
  return { top: topFolder(info), files: [...payload, ...tags, seal], id: sha256(seal.bytes) } as Omit<
    Bag,
    typeof bagged
  > as Bag;
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

function bagInfoText(info: BagInfo, payload: readonly BagFile[]): string {
  const bytes = payload.reduce((sum, file) => sum + file.bytes.length, 0);
  return [
    `Bag-Software-Agent: ${escapeText(info.tool)}`,
    `Bagging-Date: ${info.createdAt.slice(0, 10)}`,
    `External-Identifier: ${info.case}`,
    `Payload-Oxum: ${bytes}.${payload.length}`,
    '',
  ].join('\n');
}

function tagFile(path: string, text: string): BagFile {
  return { path, bytes: new TextEncoder().encode(text), compressed: false };
}

function manifestOf(files: readonly BagFile[]): string {
  return formatManifest(files.map(({ path, bytes }) => ({ path, sha256: sha256(bytes) })));
}
