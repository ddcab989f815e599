type Env = Readonly<Record<string, string | undefined>>;

/** Needs no quotes in any POSIX shell. */
const PLAIN = /^[A-Za-z0-9_@%+:,./-]+$/;

/**
 * Needs no quotes in cmd.exe nor in PowerShell, which takes a comma for a list, an `@` for a splat, and cuts a word that starts
 * with a dash at its first dot or colon.
 */
const PLAIN_ON_WINDOWS = /^(?:[A-Za-z0-9_+\\/:.][A-Za-z0-9_+\\/:.-]*|-[A-Za-z0-9_-]*)$/;

/**
 * A command line that gives exactly these words to the program when pasted into the shell that the tool was started from. On
 * `win32` that is a Git Bash, a PowerShell or a cmd.exe, as far as the environment tells; where they agree it is written for
 * both of the latter, since a person may open the other one.
 *
 * What cmd.exe cannot quote stays what it is there: `%NAME%` of an existing variable.
 */
export function quoteForShell(argv: readonly string[], platform: NodeJS.Platform, env: Env): string {
  if (platform !== 'win32' || isPosixShell(env)) return argv.map(quoteForPosix).join(' ');
  const words = argv.map((word) => quoteForWindows(word, isPowerShell(env)));
  // PowerShell takes a quoted first word for a text and prints it.
  const isCalled = isPowerShell(env) && /^["']/.test(words[0] ?? '');
  return (isCalled ? ['&', ...words] : words).join(' ');
}

function quoteForPosix(word: string): string {
  return PLAIN.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}

function quoteForWindows(word: string, isForPowerShell: boolean): string {
  if (PLAIN_ON_WINDOWS.test(word)) return word;
  // Programs read \" as a quote, so backslashes before one are doubled.
  const escaped = word.replace(
    /(\\*)("|$)/g,
    (_, slashes: string, quote: string) => slashes + slashes + (quote && '\\"'),
  );
  // PowerShell looks into double quotes for variables and takes curly ones for straight ones.
  if (isForPowerShell && /[$`"“”„]/.test(word)) return `'${escaped.replace(/['‘’‚‛]/g, '$&$&')}'`;
  return `"${escaped}"`;
}

/** Git Bash and its kin set one of these; cmd.exe and PowerShell do not. */
function isPosixShell(env: Env): boolean {
  return Boolean(env['MSYSTEM'] ?? env['SHELL']);
}

/** cmd.exe tells its children its prompt. PowerShell adds the user's own folder of modules, which Windows by itself does not. */
function isPowerShell(env: Env): boolean {
  return (
    env['PROMPT'] === undefined &&
    /[\\/](?:Windows)?PowerShell[\\/]Modules/i.test(env['PSModulePath']?.split(';')[0] ?? '')
  );
}
