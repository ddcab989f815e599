import { Command, InvalidArgumentError, Option } from 'commander';
import { FAIL_ON, INPUT_FORMATS } from '../batch/check-choices.ts';
import type { ExitCode } from '../exit-codes.ts';
import { parseDuration } from '../facts/duration.ts';
import { CHECK_FORMAT_NAMES } from '../report/check-format.ts';
import type { AnalyzeCommandOptions } from './analyze.ts';
import { addBundle } from './bundle-program.ts';
import { addCase } from './case-program.ts';
import type { CheckOptions } from './check-setup.ts';
import type { DiagnoseOptions } from './diagnose.ts';
import type { RedactOptions } from './redact.ts';
import { named, outputPath, type Load, type Verb } from './declare-verb.ts';
import type { MatchOptions } from './match.ts';
import type { ReadCommandOptions } from './read.ts';
import type { OutagesOptions } from './outages.ts';
import { examples, EXIT_CODE_HELP } from './help.ts';
import { nearest } from '../rules/did-you-mean.ts';
import { addRules } from './rules-program.ts';
import type { GlobalFlags, Session } from './session.ts';

/** What the program is wired to: where its own text goes, and who runs a verb. */
export interface Wiring {
  readonly version: string;
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  readonly perform: (flags: GlobalFlags, verb: (session: Session) => Promise<ExitCode>) => Promise<void>;
}

/** A fresh command line: verbs, options, help. Nothing of a verb is loaded until it is called. */
export function createProgram(wiring: Wiring): Command {
  const program = new Command('deskmedic');
  program
    .description(
      "Finds out what is wrong at a contact-center agent's desk, walks you through the documented workaround, and packs a bundle for the vendor when that does not help.",
    )
    .version(wiring.version, '-V, --version')
    .addHelpText('before', examples('deskmedic'))
    .addHelpText('after', EXIT_CODE_HELP)
    .configureHelp({ showGlobalOptions: true })
    .showSuggestionAfterError()
    .showHelpAfterError('(deskmedic --help shows what there is)');
  // Before any verb: what is set here is handed down to each.
  program.exitOverride().configureOutput({
    writeOut: wiring.out,
    writeErr: wiring.err,
    getErrHasColors: () => false,
    getOutHasColors: () => false,
  });
  addGlobalOptions(program);

  const flagsOf = (): GlobalFlags => {
    const {
      rules = [],
      home,
      offline = false,
      plain = false,
      color = true,
      quiet = false,
      debug = false,
    } = program.opts<Partial<GlobalFlags>>();
    return { rules, ...(home === undefined ? {} : { home }), offline, plain, color, quiet, debug };
  };
  const verb =
    <A extends unknown[]>(load: Load<A>) =>
    (...args: A): Promise<void> =>
      wiring.perform(flagsOf(), async (session) => (await load(...args))(session));

  addDiagnose(program, verb);
  addMatch(program, verb);
  addCheck(program, verb);
  addOutages(program, verb);
  addRead(program, verb);
  addCase(program, verb);
  addBundle(program, verb);
  addAnalyze(program, verb);
  addRedact(program, verb);
  addRules(program, verb);
  addRest(program, verb);
  for (const command of [program, ...program.commands.filter((group) => group.commands.length > 0)]) addHelp(command);
  return program;
}

/** Commander's own `help` shows the help of the whole program for a name that is none. */
function addHelp(parent: Command): void {
  parent
    .helpCommand(false)
    .command('help [command...]')
    .description('display help for command')
    .action((names: string[]) => {
      let command = parent;
      for (const name of names) {
        const next = command.commands.find((known) => known.name() === name);
        if (next === undefined) {
          const near = nearest(
            name,
            command.commands.map((known) => known.name()),
          );
          const meant = near === undefined ? '' : `\n(Did you mean ${near}?)`;
          command.error(`error: unknown command '${name}'${meant}`, { code: 'commander.unknownCommand' });
        } else command = next;
      }
      command.help();
    });
}

/** `--limit`: as it is typed, so that neither `1e3` nor `5.0` passes for a count. */
function wholeNumber(typed: string): number {
  if (!/^0*[1-9]\d*$/.test(typed)) throw new InvalidArgumentError('It must be a whole number, 1 or more.');
  return Number(typed);
}

/** `--jobs`. */
function threadCount(typed: string): number {
  const count = wholeNumber(typed);
  if (count > MOST_THREADS) throw new InvalidArgumentError(`It must be ${MOST_THREADS} at the most.`);
  return count;
}

const MOST_THREADS = 64;

/** `--window`, `--lateness`: milliseconds of `10m`. */
function duration(typed: string): number {
  const milliseconds = parseDuration(typed);
  if (milliseconds === undefined) throw new InvalidArgumentError('Write 90s, 10m, 1h30m or 00:10:00.');
  return milliseconds;
}

function addGlobalOptions(program: Command): void {
  // A folder named twice counts once; the command line is also parsed twice, to see whether it names a verb.
  const collect = (value: string, before: string[] = []): string[] => [...new Set([...before, value])];
  program
    .addOption(
      new Option('--rules <dir>', 'lay a further pack over the built-in one (may be repeated)').argParser(collect),
    )
    .option('--home <dir>', 'where cases and configuration are kept (else DESKMEDIC_HOME)')
    .option('--offline', 'never use the network')
    .option('--plain', 'no colour, no cursor movement, one question a line: for screen readers, logs and pipes')
    .option('--no-color', 'no colour (NO_COLOR does the same)')
    .option('-q, --quiet', 'results and errors only')
    .option('--debug', 'show where an error came from');
}

function addDiagnose(program: Command, verb: Verb): void {
  named(program, 'diagnose', 'find out what is wrong, step by step')
    .argument('[text...]', 'what is seen, in your own words or as it stands on the screen')
    .option('--evidence <files...>', 'files that show it: HAR, console log, call report; what they say is not asked')
    .option('--answers <file>', 'take the answers from this file (deskmedic/answers/v1)')
    .option('--upload', 'once the bundle is made, show what goes where, ask, and upload it')
    .option('--sr <number>', "the vendor's service request number (9 digits)")
    .option('--resume [case]', 'go on with a case; without an id, with the newest unfinished one')
    .option('--json', 'print the result as JSON')
    .action(
      verb(async (text: string[], options: DiagnoseOptions) =>
        (await import('./diagnose.ts')).diagnose(text.join(' '), options),
      ),
    );
}

function addMatch(program: Command, verb: Verb): void {
  named(program, 'match', 'find the documented symptoms that a text may mean')
    .argument('[text...]', 'what is seen, in your own words or as it stands on the screen; - is stdin')
    .option('--json', 'print the result as JSON')
    .addOption(
      new Option('--limit <n>', 'how many symptoms to list, the likeliest first').argParser(wholeNumber).default(5),
    )
    .option('--input <file>', 'many texts: NDJSON {"text": "…"} in, NDJSON out; - is stdin')
    .action(verb(async (text: string[], options: MatchOptions) => (await import('./match.ts')).match(text, options)));
}

function addCheck(program: Command, verb: Verb): void {
  named(program, 'check', 'match incidents with what is documented')
    .argument('[files...]', 'incidents as NDJSON, JSON or CSV, packed with gzip or not; - is stdin', [])
    .addOption(
      new Option(
        '--input-format <format>',
        'what the input is; auto goes by its beginning: NDJSON when the first line is JSON by itself, JSON when it begins with [ or with { and goes on, CSV when the first line names columns',
      )
        .choices(INPUT_FORMATS)
        .default('auto'),
    )
    .option('--map <file>', 'what columns or fields of another system mean (deskmedic/map/v1)')
    .addOption(new Option('--format <format>', 'how results are printed').choices(CHECK_FORMAT_NAMES).default('text'))
    .option('--no-text', 'match on facts alone')
    .option('--with-steps', 'add the steps of each matched row, and the explanation where there is one')
    .option('--zone <zone>', 'the time zone of dates that name none, such as America/Chicago')
    .addOption(
      new Option(
        '--fail-on <finding>',
        'which findings the exit code tells: escalate (3 only), incomplete (3 and 5), workaround (3, 5 and 4), never (none, so 0)',
      )
        .choices(FAIL_ON)
        .default('workaround'),
    )
    .addOption(
      new Option(
        '--jobs <n>',
        'how many threads check, 1 to 64; only NDJSON is shared out, and not for junit and tap, which number records',
      )
        .argParser(threadCount)
        .default(1),
    )
    .action(verb(async (files: string[], options: CheckOptions) => (await import('./check.ts')).check(files, options)));
}

function addOutages(program: Command, verb: Verb): void {
  named(program, 'outages', 'find the incidents that are one and the same trouble with the network')
    .argument('[file]', 'incidents as check reads them; - is stdin')
    .addOption(
      new Option(
        '--window <duration>',
        'how far apart two reports of one outage may be; ten sites hit within it, or five within a tenth, are one too',
      )
        .argParser(duration)
        .default(10 * 60_000, '10m'),
    )
    .addOption(
      new Option('--lateness <duration>', 'how much too late a record may come (default: the window)').argParser(
        duration,
      ),
    )
    .addOption(
      new Option('--seats <n>', 'how many agents there are in all (else as configured)').argParser(wholeNumber),
    )
    .option('--policy <id>', 'the support terms that severity is proposed by (else as configured)')
    .addOption(new Option('--input-format <format>', 'what the input is').choices(INPUT_FORMATS).default('auto'))
    .option('--map <file>', 'what the columns or fields of another system mean (deskmedic/map/v1)')
    .option('--zone <zone>', 'the time zone of dates that name none, and in which times are shown')
    .option('--bundle <dir>', 'write a bundle for each outage into this folder')
    .option('--allow-incomplete', 'write a bundle although required information is missing, with the gaps marked')
    .option('--json', 'print JSON')
    .action(
      verb(async (file: string | undefined, options: OutagesOptions) =>
        (await import('./outages.ts')).outages(file, options),
      ),
    );
}

function addRead(program: Command, verb: Verb): void {
  named(
    program,
    'read <files...>',
    'find out what HAR files, console logs, call reports and time-lines show; - is stdin',
  )
    .option('--with-steps', 'add the steps of each matched row, and the explanation where there is one')
    .option('--zone <zone>', 'the time zone of times that name none, such as America/Chicago')
    .option('--json', 'print JSON')
    .action(
      verb(async (files: string[], options: ReadCommandOptions) => (await import('./read.ts')).read(files, options)),
    );
}

function addAnalyze(program: Command, verb: Verb): void {
  named(program, 'analyze <bundle>', "hold today's rules over an old bundle: which conclusions changed since?")
    .option('--no-evidence', 'leave out what the files in the bundle show to the readers of today')
    .option('--json', 'print JSON')
    .action(
      verb(async (path: string, options: AnalyzeCommandOptions) =>
        (await import('./analyze.ts')).analyze(path, options),
      ),
    );
}

function addRedact(program: Command, verb: Verb): void {
  named(program, 'redact <file>', 'write a file anew without its secrets: HAR, log, text, PNG, JPEG; - is stdin')
    .requiredOption('-o, --output <file>', 'where to; nothing may be there yet', outputPath('Name a file.'))
    .option('--json', 'print JSON')
    .action(verb(async (file: string, options: RedactOptions) => (await import('./redact.ts')).redact(file, options)));
}

function addRest(program: Command, verb: Verb): void {
  named(program, 'config', 'show the configuration, and where each value comes from')
    .option('--json', 'print JSON')
    .action(verb(async (options: { json?: true }) => (await import('./config.ts')).showConfig(options)));
  named(program, 'schema [name]', 'print a published JSON Schema, or the names of all').action(
    verb(async (name: string | undefined) => (await import('./schema.ts')).printSchema(name)),
  );
}
