import { EXIT, type ExitCode } from './exit-codes.ts';

/** A place in a file; line and column count from 1. */
export interface Place {
  readonly file: string;
  readonly line?: number;
  readonly column?: number;
}

/** An error that its user can mend: what, where, and what to do next. Never carries a stack to the user. */
export class UserError extends Error {
  override readonly name = 'UserError';
  readonly code: string;
  readonly exit: ExitCode;
  readonly hint: string | undefined;
  readonly where: Place | undefined;

  constructor(
    code: string,
    message: string,
    options: { hint?: string; where?: Place; exit?: ExitCode; cause?: unknown } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.exit = options.exit ?? EXIT.usage;
    this.hint = options.hint;
    this.where = options.where;
  }
}

/** Ctrl-C, a closed prompt, a signal: what was answered is kept, exit 130. */
export class Cancelled extends Error {
  override readonly name = 'Cancelled';
}
