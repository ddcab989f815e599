import { Chalk, type ChalkInstance } from 'chalk';
import { wrapAnsi } from 'fast-wrap-ansi';
import { escapeText } from './escape.ts';

/** The styles there are: all of them also read well without colour. */
export type Style = 'bold' | 'dim' | 'red' | 'yellow' | 'green' | 'cyan';

/** A piece of a line. Its text is hostile until {@link renderLines} has escaped it, so styling cannot be forged. */
export type Span = string | { readonly style: Style; readonly text: string };

/** One line of output, without a line end. Leading blanks of its first span are its indent. */
export type Line = string | readonly Span[];

/** A piece of a line in one style, by the style's name. */
export const bold = (text: string): Span => ({ style: 'bold', text });
export const dim = (text: string): Span => ({ style: 'dim', text });
export const red = (text: string): Span => ({ style: 'red', text });
export const yellow = (text: string): Span => ({ style: 'yellow', text });
export const green = (text: string): Span => ({ style: 'green', text });
export const cyan = (text: string): Span => ({ style: 'cyan', text });

/** An indent, and a list mark or a percentage where there is one: what follows it hangs below its own first letter. */
const HANG = /^ *(?:(?:[-*•]|\d{1,3}[.)]) |[<>]?\d{1,3} % +)?/;

/**
 * Lines as text, each ended by a newline, every span escaped.
 *
 * @param options.width columns to wrap at, at blanks only, so that paths and commands stay whole; none: no wrapping
 */
export function renderLines(
  lines: readonly Line[],
  options: { readonly color: boolean; readonly width?: number },
): string {
  // Without colour chalk is not even loaded: results mostly go into files and pipes.
  const chalk = options.color ? new Chalk({ level: 1 }) : undefined;
  return lines.map((line) => `${renderLine(line, chalk, options.width)}\n`).join('');
}

function renderLine(line: Line, chalk: ChalkInstance | undefined, width: number | undefined): string {
  const spans = typeof line === 'string' ? [line] : line;
  const plain = spans.map((span) => escapeText(typeof span === 'string' ? span : span.text));
  const hang = HANG.exec(plain[0] ?? '')?.[0].length ?? 0;
  const first = plain[0] ?? '';
  const body = spans.map((span, at) => paint(span, at === 0 ? first.slice(hang) : (plain[at] ?? ''), chalk)).join('');
  if (width === undefined) return first.slice(0, hang) + body;
  const wrapped = wrapAnsi(body, Math.max(width - hang, 1), { trim: true });
  return first.slice(0, hang) + wrapped.replaceAll('\n', `\n${' '.repeat(hang)}`);
}

function paint(span: Span, text: string, chalk: ChalkInstance | undefined): string {
  return typeof span === 'string' || chalk === undefined ? text : chalk[span.style](text);
}

/**
 * Whether a stream gets colour: `--plain` and `--no-color` > `NO_COLOR` (not empty) > `FORCE_COLOR` (`0` and `false` are off) >
 * a terminal whose `TERM` is not `dumb`. Decided here alone, since chalk does not read NO_COLOR and others guess differently.
 *
 * @param flags.color `false` when `--no-color` was given
 */
export function colorWanted(
  flags: { readonly color?: boolean; readonly plain?: boolean },
  env: Readonly<Record<string, string | undefined>>,
  isTerminal: boolean,
): boolean {
  if (flags.plain === true || flags.color === false) return false;
  if (env['NO_COLOR']) return false;
  const forced = env['FORCE_COLOR'];
  if (forced !== undefined) return forced !== '0' && forced !== 'false';
  return isTerminal && env['TERM'] !== 'dumb';
}
