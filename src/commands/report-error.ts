import { Cancelled, UserError } from '../errors.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import type { Io } from '../io/io.ts';
import { problemLines } from '../report/problems.ts';
import { colorWanted, dim, red, renderLines, type Line } from '../report/text.ts';
import { PackError } from '../rules/pack-error.ts';
import type { GlobalFlags } from './session.ts';
import { VERSION } from '../version.ts';

/** Says on stderr what went wrong and what to do next, and gives the exit code. */
export async function reportError(error: unknown, io: Io, flags: GlobalFlags): Promise<ExitCode> {
  const { code, lines } = describe(error, flags.debug, io.system.nodeVersion);
  const color = colorWanted(flags, io.env, io.stderr.isTerminal);
  await io.stderr.write(renderLines(lines, { color }));
  return code;
}

function describe(error: unknown, debug: boolean, node: string): { code: ExitCode; lines: Line[] } {
  if (error instanceof UserError) {
    const place = placeOf(error);
    const problems =
      error instanceof PackError ? problemLines(error.problems.filter((problem) => problem.level === 'error')) : [];
    return {
      code: error.exit,
      lines: [
        [red('error'), ` ${place === '' ? '' : `${place} `}${error.message} `, dim(`[${error.code}]`)],
        ...problems,
        ...(error.hint === undefined ? [] : [`  ${error.hint}`]),
        ...stackLines(error, debug),
      ],
    };
  }
  // What was answered is on disk; the dialogue has said how to go on.
  if (error instanceof Cancelled) return { code: EXIT.interrupted, lines: [] };
  const message = error instanceof Error ? error.message : String(error);
  return {
    code: EXIT.bug,
    lines: [
      [red('unexpected error'), ` ${message}`],
      '  This is a fault of deskmedic. Please report it with the command you gave and what --debug prints.',
      `  deskmedic ${VERSION}, node ${node}`,
      ...stackLines(error, debug),
    ],
  };
}

/** `file:line:column`, as far as there is more of it than the message says itself. */
function placeOf({ where, message }: UserError): string {
  if (where === undefined || (where.line === undefined && message.includes(where.file))) return '';
  return [where.file, where.line, where.column].filter((part) => part !== undefined).join(':');
}

function stackLines(error: unknown, debug: boolean): Line[] {
  if (!debug || !(error instanceof Error)) return [];
  const cause = error.cause instanceof Error ? [`caused by ${error.cause.stack ?? error.cause.message}`] : [];
  return [error.stack ?? '', ...cause].flatMap((stack) => stack.split('\n')).map((line) => [dim(`  ${line.trim()}`)]);
}
