import { UserError } from '../errors.ts';
import { decodeUtf8 } from '../facts/utf8.ts';
import type { Files } from '../io/io.ts';
import type { PackFiles } from './layer.ts';
import { fileTooLarge, MAX_FILE_BYTES } from './yaml-limits.ts';
import type { Problem } from './problem.ts';

/** Files of one pack; a pack of 10,000 rules has a few dozen. */
const MAX_FILES = 500;
const MAX_DEPTH = 4;
/** Names in all of its folders together: without it, `--rules /` would walk half the disk. */
const MAX_NAMES = 5_000;
/** Bytes of all files together; 10,000 rules have about ten million. */
const MAX_PACK_BYTES = 16 * 1024 * 1024;

/** The YAML files of a pack as text, and those that are none. */
export interface ReadPack {
  readonly files: PackFiles;
  readonly problems: readonly Problem[];
}

/**
 * Reads every `.yaml` and `.yml` file under a pack's folder. A missing folder is `no-pack`; a file that is too large or
 * no UTF-8 becomes a problem, and is left out.
 */
export async function readPackFiles(directory: string, disk: Files): Promise<ReadPack> {
  const here = await disk.facts(directory);
  if (here === null || here.kind !== 'directory') {
    throw new UserError('no-pack', `there is no pack folder at ${directory}`, {
      hint: '--rules takes a folder that holds pack.yaml',
    });
  }
  const files = new Map<string, string>();
  const problems: Problem[] = [];
  let bytes = 0;
  const seen = { names: 0 };
  const root = await disk.resolve(directory);
  for await (const path of yamlPaths({ directory, disk, seen }, '', MAX_DEPTH)) {
    const at = { file: path, line: 1, column: 1, level: 'error' } as const;
    const refused = (await leadsOut(root, `${directory}/${path}`, disk))
      ? LEADS_OUT
      : await readInto(files, directory, path, disk);
    if (refused !== null) problems.push({ ...at, ...refused });
    bytes += files.get(path)?.length ?? 0;
    if (files.size > MAX_FILES || bytes > MAX_PACK_BYTES) {
      const message = `the pack has more than ${MAX_FILES} files or ${MAX_PACK_BYTES / 1024 / 1024} MiB`;
      problems.push({ ...at, code: 'too-large', message, hint: 'what follows is not read; make two packs of it' });
      break;
    }
  }
  if (seen.names > MAX_NAMES) {
    const at = { file: 'pack.yaml', line: 1, column: 1, level: 'error' } as const;
    const message = `there are more than ${MAX_NAMES} files and folders in ${directory}`;
    problems.push({
      ...at,
      code: 'too-large',
      message,
      hint: 'name the folder that holds pack.yaml, with nothing else in it',
    });
  }
  return { files, problems };
}

/** The files that are there, and are not among {@link ReadPack.files}. */
export function unreadOf({ files, problems }: ReadPack): string[] {
  return problems.map((problem) => problem.file).filter((path) => !files.has(path));
}

/** One walk through the folders of a pack; `seen` counts what stands in them. */
interface Walk {
  readonly directory: string;
  readonly disk: Files;
  readonly seen: { names: number };
}

/** Paths of YAML files, as they are found; it ends early when there are more than {@link MAX_NAMES} names. */
async function* yamlPaths(walk: Walk, prefix: string, depth: number): AsyncGenerator<string> {
  const { directory, disk, seen } = walk;
  for (const name of await disk.names(`${directory}/${prefix}`)) {
    if (name.startsWith('.')) continue;
    if (++seen.names > MAX_NAMES) return;
    // Whatever is called so is meant to be read: a link to nothing, a pipe or a folder is a mistake to be told.
    if (/\.ya?ml$/i.test(name)) {
      yield `${prefix}${name}`;
      continue;
    }
    const kind = (await disk.facts(`${directory}/${prefix}${name}`))?.kind;
    if (kind === 'directory' && depth > 0) yield* yamlPaths(walk, `${prefix}${name}/`, depth - 1);
  }
}

/** Read all the same, a file from elsewhere would be quoted where it is faulty: a pack could show what it may not know. */
const LEADS_OUT = {
  code: 'missing-file',
  message: 'this is a link that leads out of the pack',
  hint: 'put the file itself here',
} as const;

async function leadsOut(root: string, path: string, disk: Files): Promise<boolean> {
  const real = await disk.resolve(path);
  return !real.startsWith(root) || !/^[\\/]/.test(real.slice(root.replace(/[\\/]$/, '').length));
}

async function readInto(
  files: Map<string, string>,
  directory: string,
  path: string,
  disk: Files,
): Promise<Pick<Problem, 'code' | 'message' | 'hint'> | null> {
  const found = await disk.facts(`${directory}/${path}`);
  if (found?.kind !== 'file') {
    const what = found === null ? 'a link to nothing' : `a ${found.kind === 'directory' ? 'folder' : 'pipe or device'}`;
    return { code: 'missing-file', message: `this is ${what}, not a file`, hint: 'put the file itself here' };
  }
  const { size } = found;
  if (size > MAX_FILE_BYTES) {
    const [message, hint] = fileTooLarge(size);
    return { code: 'too-large', message, hint };
  }
  const text = decodeUtf8(await disk.read(`${directory}/${path}`));
  if (text === undefined) return { code: 'not-utf8', message: 'the file is not valid UTF-8', hint: 'save it as UTF-8' };
  files.set(path, text);
  return null;
}
