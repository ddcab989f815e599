import { LineCounter, parseDocument, type Document, type YAMLError } from 'yaml';
import { FAULTLESS, type FaultyPaths } from './faulty-paths.ts';
import type { Level, Problem, ProblemCode } from './problem.ts';
import { MAX_DEPTH, refusalOf, shapeProblems } from './yaml-limits.ts';
import { placesOf, type Path } from './yaml-places.ts';

export type { Path };

/** A file can go wrong in as many ways as it has lines; one slip in a bracket already gives several. */
const MAX_SYNTAX_PROBLEMS = 20;
/** What leaves nothing to go on with. */
const FATAL: ReadonlySet<ProblemCode> = new Set(['too-large', 'too-deep', 'alias']);

/** A parsed file of a pack: plain data, and the place of every part of it. */
export interface YamlFile {
  readonly file: string;
  /** `undefined` when the file could not be parsed at all; the problems say why. */
  readonly data: unknown;
  readonly problems: readonly Problem[];
  /** What may not be relied on in `data`, because it breaks the schema of the file. */
  readonly faulty: FaultyPaths;
  /** A problem at the value under `path`, or at its key. */
  problem(
    code: ProblemCode,
    path: Path,
    message: string,
    options?: { hint?: string; at?: 'key' | 'value'; level?: Level },
  ): Problem;
}

/**
 * Parses one YAML file of a pack, defensively: size, depth and node count are bounded before anything walks the
 * tree; tags, aliases, duplicate keys and keys that reach a prototype are errors. Never throws for what is in the text.
 */
export function parseYamlFile(file: string, text: string): YamlFile {
  const refused = refusalOf(file, text);
  if (refused !== null) return unusable(file, [refused]);
  const lines = new LineCounter();
  const document = parse(text, lines);
  if (document === null) return unusable(file, [tooDeep(file)]);
  const at = (offset: number): { line: number; column: number } => {
    const position = lines.linePos(offset);
    return { line: Math.max(1, position.line), column: Math.max(1, position.col) };
  };
  const syntax = syntaxProblems(file, [...document.errors, ...document.warnings], at);
  if (syntax.length > 0) return unusable(file, syntax);
  const shape = shapeProblems(file, document, at);
  if (shape.some((problem) => FATAL.has(problem.code))) return unusable(file, shape);
  const offsetOf = placesOf(document);
  return {
    file,
    data: document.toJS({ maxAliasCount: 0 }) as unknown,
    problems: shape,
    faulty: FAULTLESS,
    problem: (code, path, message, options = {}) => ({
      code,
      file,
      ...at(offsetOf(path, options.at ?? 'value')),
      message: cut(message),
      ...(options.hint === undefined ? {} : { hint: cut(options.hint) }),
      level: options.level ?? 'error',
    }),
  };
}

/** `null` when the nesting overflows the parser's stack: the only thing that it throws for. */
function parse(text: string, lines: LineCounter): Document | null {
  // A stack for each of 100,000 syntax errors takes seconds, and nobody sees one.
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  try {
    // uniqueKeys scans linearly for each key (60,000 keys take a minute); shapeProblems finds duplicates with a Set.
    // resolveKnownTags would let !!set, !!binary and !!timestamp through, as objects that are no plain data.
    const document = parseDocument(text, {
      lineCounter: lines,
      uniqueKeys: false,
      stringKeys: true,
      prettyErrors: false,
      resolveKnownTags: false,
      // `silent` would also keep back that there are several documents.
      logLevel: 'error',
    });
    return document.errors.some((error) => error.message.includes('call stack')) ? null : document;
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}

/** What an author needs to hear in other words than the parser's. */
const IN_OTHER_WORDS: Readonly<Record<string, readonly [message: string, hint: string]>> = {
  MULTIPLE_DOCS: ['a second document begins here', 'remove the line with ---, or make two files of it'],
  NON_STRING_KEY: ['a key must be a text, not a list or a map', 'write key: value'],
  TAG_RESOLVE_FAILED: ['tags (!…) are not allowed', 'write the value without it'],
  TAB_AS_INDENT: ['a tab cannot indent', 'use blanks'],
};

/** One problem for each line: what follows in it is nearly always a consequence. */
function syntaxProblems(
  file: string,
  errors: readonly YAMLError[],
  at: (offset: number) => { line: number; column: number },
): Problem[] {
  const byLine = new Map<number, Problem>();
  for (const error of errors) {
    if (byLine.size >= MAX_SYNTAX_PROBLEMS) break;
    const place = at(error.pos[0]);
    if (byLine.has(place.line)) continue;
    const own = cut(error.message.split('\n')[0]!.trim());
    const [message, hint] = IN_OTHER_WORDS[error.code] ?? [own, 'look at this line, and at the end of the one above'];
    byLine.set(place.line, { code: 'syntax', file, ...place, message, hint, level: 'error' });
  }
  return [...byLine.values()];
}

function tooDeep(file: string): Problem {
  const hint = `${MAX_DEPTH} levels are the limit`;
  return { code: 'too-deep', file, line: 1, column: 1, message: 'this is nested too deeply', hint, level: 'error' };
}

function unusable(file: string, problems: readonly Problem[]): YamlFile {
  return {
    file,
    data: undefined,
    problems,
    faulty: FAULTLESS,
    problem: (code, _path, message) => ({ code, file, line: 1, column: 1, message, level: 'error' }),
  };
}

/** What a pack says may be of any length; a message is a line or two. */
function cut(text: string): string {
  return text.length > 400 ? `${text.slice(0, 399)}…` : text;
}
