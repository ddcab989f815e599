import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The conformance suite of the Library of Congress as a folder, and how to get rid of what was unpacked. */
export interface BagSuite {
  /** Has `v0.97/` and `v1.0/`. */
  readonly folder: string;
  remove(): void;
}

/** Opens the suite, a folder or a `.tar.gz`, which is unpacked beside the other temporary files. */
export function openSuite(path: string): BagSuite {
  const folder = mkdtempSync(join(tmpdir(), 'deskmedic-bags-'));
  if (statSync(path).isDirectory()) cpSync(path, folder, { recursive: true });
  else execFileSync('tar', ['xzf', path, '-C', folder]);
  const top = existsSync(join(folder, 'v1.0')) ? folder : join(folder, readdirSync(folder)[0] ?? '');
  return { folder: top, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** Names of the bags in a part of the suite, as `v1.0/valid`. */
export function bagsIn(suite: BagSuite, part: string): string[] {
  const folder = join(suite.folder, part);
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();
}

/**
 * A bag of BagIt 0.97 as one of 1.0 with SHA-256: each digest that was right becomes the SHA-256 of the same file, each
 * other one stays wrong, and nothing else changes: neither paths nor how they are spelled, nor what is missing or extra.
 */
export function translateBag(bag: string, to: string): void {
  cpSync(bag, to, { recursive: true });
  const manifests = readdirSync(to).filter((name) => /^(?:tag)?manifest-\w+\.txt$/.test(name));
  replaceIn(join(to, 'bagit.txt'), (text) => text.replace(/^BagIt-Version: 0\.9[67]/, 'BagIt-Version: 1.0'));
  const payload = manifests.filter((name) => name.startsWith('manifest-'));
  translateManifest(bag, to, pick(payload), (path) => join(to, path));
  const translated = join(to, 'manifest-sha256.txt');
  // Tag manifests list the payload manifest under its old name, and have its old digest.
  const tag = pick(manifests.filter((name) => name.startsWith('tag')));
  replaceIn(join(to, tag), (text) =>
    text
      .split(/(?<=\n)/)
      .filter((line) => !/\smanifest-\w+\.txt\s*$/.test(line) || line.includes(pick(payload)))
      .join('')
      .replaceAll(pick(payload), 'manifest-sha256.txt'),
  );
  const wasAs = (path: string): string => (path === 'manifest-sha256.txt' ? join(bag, pick(payload)) : join(bag, path));
  translateManifest(bag, to, tag, (path) => (path === 'manifest-sha256.txt' ? translated : join(to, path)), wasAs);
  for (const name of manifests) if (!name.endsWith('-sha256.txt')) rmSync(join(to, name));
}

/** The manifest that is translated, of those that a bag has. */
function pick(names: readonly string[]): string {
  return names.find((name) => name.endsWith('sha256.txt')) ?? names[0] ?? '';
}

function translateManifest(
  bag: string,
  to: string,
  name: string,
  now: (path: string) => string,
  before = (path: string): string => join(bag, path),
): void {
  const algorithm = /-(\w+)\.txt$/.exec(name)?.[1] ?? '';
  const text = readFileSync(join(to, name), 'utf8').replace(
    /^([0-9a-f]+)([ \t]+\*?)([^\r\n]+)/gim,
    (_, digest: string, gap: string, path: string) => {
      const plain = path.replace(/^\.\//, '');
      const wasRight = existsSync(before(plain)) && digestOf(algorithm, before(plain)) === digest.toLowerCase();
      return `${wasRight ? digestOf('sha256', now(plain)) : '0'.repeat(64)}${gap}${path}`;
    },
  );
  writeFileSync(join(to, name.replace(`-${algorithm}.txt`, '-sha256.txt')), text);
}

function digestOf(algorithm: string, path: string): string {
  return createHash(algorithm).update(readFileSync(path)).digest('hex');
}

function replaceIn(path: string, change: (text: string) => string): void {
  if (existsSync(path)) writeFileSync(path, change(readFileSync(path, 'utf8')));
}
