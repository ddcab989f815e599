import { UserError } from '../errors.ts';
import type { Files } from '../io/io.ts';
import type { PackFiles } from './layer.ts';
import { MAX_FILE_BYTES, tooLarge } from './yaml-limits.ts';
import type { Problem } from './problem.ts';

/** Files of one pack; a pack of 10,000 rules has a few dozen. */
const MAX_FILES = 500;
const MAX_DEPTH = 4;
/** Bytes of all files together; 10,000 rules have about ten million. */
const MAX_PACK_BYTES = 16 * 1024 * 1024;

/** The YAML files of a pack as text, and those that are none. */
export interface ReadPack {
  readonly files: PackFiles;
  readonly problems: readonly Problem[];
}

/**
 * Reads every `.yaml` file under a pack's folder (`tests/` only when asked for). A missing folder is `no-pack`;
 * a file that is too large or no UTF-8 becomes a problem, and is left out.
 */
export async function readPackFiles(
  directory: string,
  disk: Files,
  options: { readonly tests: boolean },
): Promise<ReadPack> {
  const here = await disk.facts(directory);
  if (here === null || here.kind !== 'directory') {
    throw new UserError('no-pack', `there is no pack folder at ${directory}`, {
      hint: '--rules takes a folder that holds pack.yaml',
    });
  }
  const files = new Map<string, string>();
  const problems: Problem[] = [];
  let bytes = 0;
  for (const path of await yamlPaths(directory, '', disk, options.tests, MAX_DEPTH)) {
    const at = { file: path, line: 1, column: 1, level: 'error' } as const;
    const refused = await readInto(files, directory, path, disk);
    if (refused !== null) problems.push({ ...at, ...refused });
    bytes += files.get(path)?.length ?? 0;
    if (files.size > MAX_FILES || bytes > MAX_PACK_BYTES) {
      const message = `the pack has more than ${MAX_FILES} files or ${MAX_PACK_BYTES / 1024 / 1024} MiB`;
      problems.push({ ...at, code: 'too-large', message, hint: 'what follows is not read; make two packs of it' });
      break;
    }
  }
  return { files, problems };
}

/** The files that are there, and are not among {@link ReadPack.files}. */
export function unreadOf({ files, problems }: ReadPack): string[] {
  return problems.map((problem) => problem.file).filter((path) => !files.has(path));
}

async function yamlPaths(
  directory: string,
  prefix: string,
  disk: Files,
  tests: boolean,
  depth: number,
): Promise<string[]> {
  const paths: string[] = [];
  for (const name of await disk.names(`${directory}/${prefix}`)) {
    if (name.startsWith('.') || (prefix === '' && name === 'tests' && !tests)) continue;
    const kind = (await disk.facts(`${directory}/${prefix}${name}`))?.kind;
    if (kind === 'directory' && depth > 0)
      paths.push(...(await yamlPaths(directory, `${prefix}${name}/`, disk, tests, depth - 1)));
    else if (kind === 'file' && /\.ya?ml$/.test(name)) paths.push(`${prefix}${name}`);
  }
  return paths;
}

async function readInto(
  files: Map<string, string>,
  directory: string,
  path: string,
  disk: Files,
): Promise<Pick<Problem, 'code' | 'message' | 'hint'> | null> {
  const size = (await disk.facts(`${directory}/${path}`))?.size ?? 0;
  if (size > MAX_FILE_BYTES) {
    const [message, hint] = tooLarge(size);
    return { code: 'too-large', message, hint };
  }
  try {
    files.set(path, new TextDecoder('utf-8', { fatal: true }).decode(await disk.read(`${directory}/${path}`)));
    return null;
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return { code: 'not-utf8', message: 'the file is not valid UTF-8', hint: 'save it as UTF-8' };
  }
}
