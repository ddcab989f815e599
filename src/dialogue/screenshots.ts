import { createHash } from 'node:crypto';
import { posix, win32 } from 'node:path';
import type { Screenshot } from '../case/case-escalation.ts';
import { IMAGE_HEAD_BYTES, readImage, type ImageType } from '../evidence/image.ts';
import type { Io } from '../io/io.ts';
import { parsePaths, type TypedPath } from './parse-paths.ts';
import { missing, orProblem, type PathProblem } from './path-problem.ts';

/** A screenshot that is there, as a bundle lists it, with its size in pixels. `path` is absolute, links resolved. */
export interface FoundScreenshot extends Screenshot {
  readonly type: ImageType;
  readonly width: number;
  readonly height: number;
}

/** What of the world is looked at: the disk, and where relative paths and `~` lie. */
type World = Pick<Io, 'files'> & { readonly system: Pick<Io['system'], 'platform' | 'home' | 'cwd'> };

/** Nobody means more at once: a pattern that fits more is a slip. */
const MOST_PER_PATTERN = 50;

/** What was found, each file once, in the order named; and what was not. */
export interface Findings {
  readonly found: readonly FoundScreenshot[];
  readonly problems: readonly PathProblem[];
}

/**
 * Looks at everything that a typed, pasted or dropped text names. What is missing, no file, no image or unreadable is a
 * problem of that path alone.
 */
export async function findScreenshots(text: string, io: World): Promise<Findings> {
  const results: (FoundScreenshot | PathProblem)[] = [];
  for (const typed of parsePaths(text, io.system.platform).paths) results.push(...(await lookAt(typed, io)));
  return sorted(results);
}

/** As {@link findScreenshots}, for absolute paths as they stand in a file: no quotes, no patterns, no `~`. */
export async function findScreenshotsAt(paths: readonly string[], io: World): Promise<Findings> {
  const results: (FoundScreenshot | PathProblem)[] = [];
  for (const path of paths) results.push(await inspect(path, io));
  return sorted(results);
}

function sorted(results: readonly (FoundScreenshot | PathProblem)[]): Findings {
  const found = new Map<string, FoundScreenshot>();
  const problems: PathProblem[] = [];
  for (const result of results) {
    if ('reason' in result) problems.push(result);
    else found.set(result.path, result);
  }
  return { found: [...found.values()], problems };
}

async function lookAt(typed: TypedPath, io: World): Promise<readonly (FoundScreenshot | PathProblem)[]> {
  const path = absolute(typed.path, io.system);
  if (!typed.glob) return [await inspect(path, io)];
  const matches = await orProblem(path, async () =>
    // A name that is there as it stands is no pattern: "Screenshot [2].png".
    (await io.files.facts(path)) === null ? io.files.glob(patternOf(typed.path, io.system)) : [path],
  );
  if ('reason' in matches) return [matches];
  if (matches.length === 0) return [await missing(path, 'no file fits this pattern', io)];
  if (matches.length > MOST_PER_PATTERN) {
    const hint = `Name those that show the problem, at most ${MOST_PER_PATTERN}.`;
    return [{ path, reason: `${matches.length} files fit this pattern`, hint }];
  }
  const results: (FoundScreenshot | PathProblem)[] = [];
  for (const match of matches) results.push(await inspect(match, io));
  return results;
}

function inspect(path: string, io: World): Promise<FoundScreenshot | PathProblem> {
  return orProblem(path, async () => {
    const facts = await io.files.facts(path);
    if (facts === null) return missing(path, 'there is no such file', io);
    if (facts.kind === 'directory') {
      return { path, reason: 'that is a folder', hint: 'Name the screenshots in it, or drop them on this window.' };
    }
    if (facts.kind === 'other') return { path, reason: 'that is no file', hint: 'Name an image file.' };
    if (facts.size === 0) return { path, reason: 'that file is empty', hint: 'Take the screenshot again.' };
    const content = readImage(await io.files.readAt(path, 0, Math.min(facts.size, IMAGE_HEAD_BYTES)));
    if (content.kind === 'other') {
      return {
        path,
        reason: `that is ${content.what}, not an image`,
        hint: 'Save the screenshot as PNG or JPEG and name that file.',
      };
    }
    if (content.kind === 'damaged') {
      return {
        path,
        reason: `that ${content.type.toUpperCase()} image is damaged`,
        hint: 'Take or save the screenshot again.',
      };
    }
    const { type, width, height } = content;
    return { path: await io.files.resolve(path), ...(await hashed(path, io)), type, width, height };
  });
}

/** Size and hash of the same bytes, also when the file is being written to. */
async function hashed(path: string, io: World): Promise<{ readonly bytes: number; readonly sha256: string }> {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const chunk of io.files.stream(path, { reuse: true })) {
    hash.update(chunk);
    bytes += chunk.length;
  }
  return { bytes, sha256: hash.digest('hex') };
}

/** An absolute path with `~` replaced, in the manner of the platform. */
function absolute(path: string, { platform, home, cwd }: World['system']): string {
  const { resolve } = flavour(platform);
  const isHome = path === '~' || path.startsWith('~/') || (platform === 'win32' && path.startsWith('~\\'));
  return isHome ? resolve(home, `.${path.slice(1)}`) : resolve(cwd, path);
}

/**
 * A typed pattern, made absolute: what `*`, `?` and `[` say counts, but only where they were typed, and parentheses and
 * braces are parts of names ("Program Files (x86)").
 */
function patternOf(typed: string, { platform, home, cwd }: World['system']): string {
  const plain = (text: string): string => escaped(text, /[()[\]{}!@+|*?]/g, platform);
  return absolute(escaped(typed, /[(){}!@+|]/g, platform), { platform, home: plain(home), cwd: plain(cwd) });
}

/** On Windows a backslash separates, so there a character stands in brackets; `!` would negate them, and passes as it is. */
function escaped(text: string, special: RegExp, platform: NodeJS.Platform): string {
  return text.replace(special, (char) => {
    if (platform !== 'win32') return `\\${char}`;
    return char === '!' ? char : `[${char}]`;
  });
}

function flavour(platform: NodeJS.Platform): typeof posix {
  return platform === 'win32' ? win32 : posix;
}
