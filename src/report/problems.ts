import type { Level, Problem } from '../rules/problem.ts';
import { bold, cyan, dim, red, yellow, type Line, type Span } from './text.ts';

const LEVEL_STYLE: Readonly<Record<Level, (text: string) => Span>> = { error: red, warning: yellow, note: cyan };

/** Problems as `file:line:column level message [code]`, the form that editors jump to, each with its hint beneath. */
export function problemLines(problems: readonly Problem[]): Line[] {
  return problems.flatMap(({ code, file, line, column, message, hint, level }): Line[] => [
    [bold(`${file}:${line}:${column}`), ' ', LEVEL_STYLE[level](level), ` ${message} `, dim(`[${code}]`)],
    ...(hint === undefined ? [] : [`  ${hint}`]),
  ]);
}

/** `1 error`, `2 errors`: how counts are said everywhere. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
