import { escapeText } from '../report/escape.ts';
import type { BagInfoValues } from './bag-info.ts';
import { readTag } from './bag-tag.ts';
import type { OpenBundle } from './open-bundle.ts';

/** What is wrong with `bagit.txt`, in words: bags are of BagIt 1.0 (RFC 8493 §2.1.1), with tag files in UTF-8. */
export async function declarationProblems(bundle: OpenBundle): Promise<readonly string[]> {
  const lines = (await readTag(bundle, 'bagit.txt'))?.split(/\r\n|\n|\r/) ?? [];
  const version = /^BagIt-Version: (\d+\.\d+)$/.exec(lines[0] ?? '')?.[1];
  const encoding = /^Tag-File-Character-Encoding: (\S+)$/.exec(lines[1] ?? '')?.[1];
  if (version === undefined || encoding === undefined || lines.slice(2).some((line) => line !== ''))
    return ['bagit.txt does not declare BagIt 1.0 in UTF-8'];
  return [
    ...(version === '1.0' ? [] : [`bagit.txt: BagIt ${version} is not supported, only 1.0 is`]),
    ...(encoding === 'UTF-8'
      ? []
      : [`bagit.txt: tag files in ${escapeText(encoding)} are not supported, only in UTF-8`]),
  ];
}

/** What is wrong with the total that `bag-info.txt` gives; `counted` is bytes and files of the payload. */
export function oxumProblems(info: BagInfoValues, counted: { bytes: number; files: number }): readonly string[] {
  const found = `${counted.bytes}.${counted.files}`;
  const declared = info.get('payload-oxum') ?? [];
  return declared
    .filter((value) => value !== found)
    .map((value) => `bag-info.txt: Payload-Oxum is ${escapeText(value)}, counted were ${found}`);
}
