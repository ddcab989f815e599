import { escapeText } from './escape.ts';

/** Text that Markdown must not read as markup; letters, blanks and most punctuation stay as they are. */
export function prose(text: string): string {
  return escapeText(text)
    .replace(/\\(?=[!-/:-@[-`{-~])/g, '\\\\')
    .replace(/[`*[\]<>~]|&(?=#?\w+;)|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, (found) => `\\${found}`);
}

/** A code span: its content reads letter by letter; the fence is longer than any run of backticks in it. */
export function code(text: string): string {
  const visible = escapeText(text);
  const longest = Math.max(0, ...Array.from(visible.matchAll(/`+/g), ([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  const pad = /^`|`$/.test(visible) || visible === '' ? ' ' : '';
  return `${fence}${pad}${visible}${pad}${fence}`;
}
