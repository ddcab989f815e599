import { splitWords, type Word } from './split-words.ts';

/** A path as a person meant it; `glob` when it may stand for several files. `~` is left as it is. */
export interface TypedPath {
  readonly path: string;
  readonly glob: boolean;
}

/** What ends a file's name: a blank behind it ends the path too, a blank anywhere else belongs to the name. */
const ENDS_PATH =
  /(?:\.(?:png|jpe?g|gif|bmp|webp|tiff?|heic|heif|avif|svg|pdf|txt|log|html?|har|json|zip|docx?|mp4|mov)|\*)$/i;

/** Characters; keeps a pasted page from being searched again for each of its words. */
const LONGEST_ENDING = 8;

/** What a path begins with that does not go on with the word before it. */
const BEGINS_PATH = /^(?:~|file:|\.{1,2}[\\/]|\\\\|[A-Za-z]:[\\/])/i;

/**
 * The paths in what people type, paste or drop on a terminal: in quotes, with escaped or bare blanks, as `file:` URLs, behind
 * PowerShell's `&`, several at once with blanks, commas or newlines between them.
 *
 * A bare blank or comma separates only where a path visibly ends or begins, so that `C:\Users\J D\shot.png` stays whole.
 */
export function parsePaths(text: string, platform: NodeJS.Platform): { readonly paths: readonly TypedPath[] } {
  const paths: TypedPath[] = [];
  for (const line of text.split(/[\r\n]+/)) {
    let open: Word | null = null;
    for (const word of splitWords(line, platform)) {
      if (open === null || isNewPath(open, word, platform)) {
        if (open !== null) paths.push(finished(open, platform));
        open = word;
      } else {
        open = joined(open, word);
      }
    }
    if (open !== null) paths.push(finished(open, platform));
  }
  return { paths };
}

function joined(open: Word, next: Word): Word {
  return {
    text: open.text + next.gap + next.text,
    glob: open.glob || next.glob,
    isQuoted: open.isQuoted || next.isQuoted,
    gap: open.gap,
  };
}

function isNewPath(open: Word, next: Word, platform: NodeJS.Platform): boolean {
  const begins = BEGINS_PATH.test(next.text) || (platform !== 'win32' && next.text.startsWith('/'));
  if (begins || ENDS_PATH.test(open.text.slice(-LONGEST_ENDING)) || /^file:/i.test(open.text)) return true;
  return /[ \t]/.test(next.gap) && (open.isQuoted || next.isQuoted);
}

function finished({ text, glob }: Word, platform: NodeJS.Platform): TypedPath {
  const path = /^file:\/\//i.test(text) ? pathOfUrl(text, platform) : undefined;
  return path === undefined ? { path: text, glob } : { path, glob: false };
}

/** `undefined` for a URL that is no path of this machine or is badly escaped: as it stands nothing will be found under it. */
function pathOfUrl(text: string, platform: NodeJS.Platform): string | undefined {
  if (!URL.canParse(text)) return undefined;
  const { host, pathname } = new URL(text);
  // An escaped slash would be part of a name, which no system allows.
  if (/%2f|%5c|%(?![0-9a-f]{2})/i.test(pathname)) return undefined;
  const path = decoded(pathname);
  if (platform !== 'win32') return host === '' ? path : undefined;
  const backslashed = path?.replaceAll('/', '\\');
  if (backslashed === undefined) return undefined;
  return host === '' ? backslashed.slice(1) : `\\\\${host}${backslashed}`;
}

function decoded(escaped: string): string | undefined {
  try {
    return decodeURIComponent(escaped);
  } catch {
    return undefined; // escapes that are no UTF-8
  }
}
