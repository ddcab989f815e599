import { configPath, loadConfig, type Config } from '../case/config.ts';
import { CONFIG_KEYS } from '../case/config-keys.ts';
import { caseHome, pathsOf } from '../case/home.ts';
import { caseStore, type CaseStore } from '../case/store.ts';
import type { Io } from '../io/io.ts';
import type { WordIndex } from '../match/word-evidence.ts';
import { jsonText } from '../report/escape.ts';
import { colorWanted, renderLines, type Line } from '../report/text.ts';
import { loadRules, type LoadedRules, type PackSources } from '../rules/load-rules.ts';
import { packCache } from '../rules/pack-cache.ts';
import { VERSION } from '../version.ts';

/** The options that every verb takes. */
export interface GlobalFlags {
  /** Folders of further packs, in order. */
  readonly rules: readonly string[];
  readonly home?: string;
  readonly offline: boolean;
  readonly plain: boolean;
  readonly color: boolean;
  readonly quiet: boolean;
  readonly debug: boolean;
}

/**
 * Whether lines are wrapped at a terminal's width. Those that hold a command are written whole: a line end in the middle of it
 * would be pasted too, even within quotes, and run half of it.
 */
export type Layout = 'wrapped' | 'whole';

/** What a verb works with: the outside world, the options, and what both of them stand for, loaded on first use. */
export interface Session {
  readonly io: Io;
  readonly flags: GlobalFlags;
  readonly home: string;
  /** Folder at home for what the placeholders of bundles stand for. */
  readonly placeholders: string;
  readonly cases: CaseStore;
  config(): Promise<Config>;
  rules(): Promise<LoadedRules>;
  /** Ranking by words, for the rules in force. */
  words(): Promise<WordIndex>;
  /** Lines for people as they go to stdout: coloured and wrapped where that is wanted. */
  render(lines: readonly Line[], layout?: Layout): string;
  /** Results for people, to stdout. */
  print(lines: readonly Line[], layout?: Layout): Promise<void>;
  /** Results for machines, to stdout: one JSON document; `indent` 0 for one line. */
  printJson(value: unknown, indent?: number): Promise<void>;
  /** Words on the side, to stderr; `--quiet` keeps them back. */
  say(lines: readonly Line[]): Promise<void>;
  /** Runs work that can take a while, beside a spinner where there is a terminal with a cursor; `tell` changes its words. */
  progress<T>(message: string, work: (tell?: (message: string) => void) => Promise<T>): Promise<T>;
  /** What must be read even under `--quiet`, to stderr. */
  warn(lines: readonly Line[], layout?: Layout): Promise<void>;
}

/** Opens what a verb works with; rules, and a configuration that is not `known`, are loaded when they are first asked for. */
export function openSession(io: Io, flags: GlobalFlags, known?: Config): Session {
  const home = caseHome(flags.home, io);
  const color = (isTerminal: boolean): boolean => colorWanted(flags, io.env, isTerminal);
  let config = known === undefined ? undefined : Promise.resolve(known);
  let rules: Promise<LoadedRules> | undefined;
  let words: Promise<WordIndex> | undefined;
  const laidOut = (lines: readonly Line[], output: Io['stdout'], layout: Layout = 'wrapped'): string =>
    renderLines(lines, { color: color(output.isTerminal), ...(layout === 'wrapped' ? wrapped(output) : {}) });
  const warn: Session['warn'] = (lines, layout) => io.stderr.write(laidOut(lines, io.stderr, layout));
  const render: Session['render'] = (lines, layout) => laidOut(lines, io.stdout, layout);
  const session: Session = {
    io,
    flags,
    home,
    placeholders: pathsOf(io.system.platform).join(home, 'placeholders'),
    cases: caseStore(home, io),
    config: () => (config ??= loadConfig(home, io)),
    rules: () => (rules ??= loadSessionRules(session)),
    words: () => (words ??= loadSessionWords(session)),
    render,
    print: (lines, layout) => io.stdout.write(render(lines, layout)),
    printJson: (value, indent = 2) => io.stdout.write(`${jsonText(value, indent)}\n`),
    progress: (message, work) =>
      io.terminal === null || flags.plain || flags.quiet ? work() : io.terminal.progress(message, work),
    say: (lines) => (flags.quiet ? Promise.resolve() : warn(lines)),
    warn,
  };
  return session;
}

/** A terminal's lines are wrapped at its width; what goes into a file or pipe is not. */
function wrapped(output: Io['stdout']): { width?: number } {
  return output.isTerminal ? { width: Math.max(40, Math.min(output.columns, 100)) } : {};
}

const RULES = CONFIG_KEYS.find(({ key }) => key === 'rules')!;

/** Where the packs of this run are: the built-in one, then those of the configuration, then those of `--rules`. */
export async function packSources({ io, flags, home, config }: Session): Promise<PackSources> {
  const { join } = pathsOf(io.system.platform);
  // Reading YAML takes its time, and most have nothing to say.
  const isConfigured = io.env[RULES.environment] !== undefined || (await io.files.facts(configPath(home, io))) !== null;
  const configured = isConfigured ? (await config()).values : undefined;
  return {
    builtIn: {
      directory: join(io.system.packageRoot, 'rules'),
      compiled: join(io.system.packageRoot, 'dist', 'pack.json'),
    },
    directories: [...(configured?.rules ?? []), ...flags.rules],
    settings: Object.fromEntries(configured?.settings ?? []),
  };
}

async function loadSessionRules(session: Session): Promise<LoadedRules> {
  const { io, home } = session;
  const loaded = await loadRules(await packSources(session), io.files, packCache(home, io.files, VERSION));
  for (const name of loaded.replaced)
    await session.say([`note: the pack "${name}" given with --rules replaces the one loaded before it`]);
  return loaded;
}

async function loadSessionWords(session: Session): Promise<WordIndex> {
  const { io, home } = session;
  const { join } = pathsOf(io.system.platform);
  const { rules } = await session.rules();
  const { builtIn, directories } = await packSources(session);
  const { loadWordIndex } = await import('../match/words/load-word-index.ts');
  const sources = {
    builtIn: { directory: builtIn.directory, model: join(io.system.packageRoot, 'dist', 'words.bin') },
    directories,
    cache: `${home}/cache/words`,
    version: VERSION,
    whileLearning: async <T>(work: () => Promise<T>) => {
      await session.say(['note: learning the words of these packs; that is done once for each change of them']);
      return session.progress('learning', work);
    },
  };
  return loadWordIndex(rules, sources, io.files);
}
