import { MAX_RECORD_BYTES } from '../batch/record.ts';
import { matchText, recordMatcher, type Matcher } from '../batch/match-records.ts';
import { readIncidents } from '../batch/read-incidents.ts';
import { UserError } from '../errors.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { decodeUtf8 } from '../facts/utf8.ts';
import { jsonText } from '../report/escape.ts';
import type { Match } from '../report/match.ts';
import { areaLines, matchLines } from '../report/match-text.ts';
import { catalogueOf } from '../rules/catalogue.ts';
import type { Rules } from '../rules/pack.ts';
import { commandLine } from './command-line.ts';
import type { Session } from './session.ts';

/** The options of `match`, as the command line gives them. */
export interface MatchOptions {
  readonly json?: true;
  /** How many candidates at most, from 1. */
  readonly limit: number;
  /** NDJSON with a text in each line; `-` is stdin. */
  readonly input?: string;
}

/** `match`: the rows that a text may mean, or those of each line of `--input`, in order. */
export function match(words: readonly string[], options: MatchOptions): (session: Session) => Promise<ExitCode> {
  const { input } = options;
  return (session) =>
    input === undefined ? matchOne(words, options, session) : matchLinesOf(input, words, options, session);
}

async function matchOne(words: readonly string[], options: MatchOptions, session: Session): Promise<ExitCode> {
  const text = await readText(words, session);
  const matcher = await prepare(session, options);
  const found = matchText(text, matcher);
  if (options.json === true) {
    await session.printJson(found);
    return EXIT.ok;
  }
  await session.print(matchLines(found, matcher.rules.areas));
  if (!session.flags.quiet) await printNext(found, matcher.rules, session);
  return EXIT.ok;
}

/** The words of the command line, or what stands in the pipe. Throws `no-text` when there is nothing. */
async function readText(words: readonly string[], { io }: Session): Promise<string> {
  const isPiped = words.length === 0 || (words.length === 1 && words[0] === '-');
  if (words.length === 0 && io.stdin.isTerminal) throw noText();
  const text = isPiped ? decodeText(await io.stdin.bytes()) : words.join(' ');
  if (text.trim() === '') throw noText();
  return text;
}

/** A text in a pipe, without the line end that `echo` puts behind it. */
function decodeText(bytes: Uint8Array): string {
  if (bytes.length > MAX_RECORD_BYTES)
    throw new UserError('too-large', 'the text in stdin is larger than 1 MiB', {
      exit: EXIT.unreachable,
      hint: 'give one text; for many: deskmedic match --input FILE',
    });
  const text = decodeUtf8(bytes);
  if (text === undefined)
    throw new UserError('not-utf8', 'the text in stdin is not UTF-8', { hint: 'give it as UTF-8' });
  return text.replace(/\r?\n$/, '');
}

function noText(): UserError {
  return new UserError('no-text', 'there is no text to match', {
    hint: 'say what is seen: deskmedic match "she cannot hear the customer"; or - to read stdin',
  });
}

/** What to do with an answer, or without one. */
async function printNext(found: Match, { areas }: Rules, session: Session): Promise<void> {
  const [first] = found.candidates;
  const diagnose = `  ${commandLine(session, ['diagnose'])}`;
  if (found.abstained || first === undefined) {
    await session.print([...areaLines(areas), '', 'Say it in other words, or answer a few questions:']);
    await session.print([diagnose], 'whole');
    return;
  }
  await session.print(['', 'What to do, all of it or step by step:']);
  await session.print([`  ${commandLine(session, ['rules', 'show', first.id])}`, diagnose], 'whole');
}

/** Characters that are gathered before they are written. */
const BLOCK = 64 * 1024;

async function matchLinesOf(
  input: string,
  words: readonly string[],
  options: MatchOptions,
  session: Session,
): Promise<ExitCode> {
  if (words.length > 0)
    throw new UserError('text-and-input', 'a text and --input cannot both be given', {
      hint: 'put the text into the file, as {"text": "…"} on a line of its own; or leave --input out',
    });
  const matcher = await prepare(session, options);
  const { stdout } = session.io;
  let exitCode: ExitCode = EXIT.ok;
  let block = '';
  const writeBlock = async (): Promise<void> => {
    const full = block;
    block = '';
    await stdout.write(full);
  };
  try {
    const { catalogue } = matcher;
    const matchRecord = recordMatcher(matcher);
    for await (const records of readIncidents(chunksOf(input, session), { format: 'ndjson', catalogue })) {
      for (const record of records) {
        if (record.kind === 'blank') continue;
        const matched = matchRecord(record);
        if (!matched.isRead) exitCode = EXIT.incomplete;
        block += `${jsonText(matched.match)}\n`;
        if (block.length >= BLOCK) await writeBlock();
      }
      if (stdout.isClosed) break;
    }
  } finally {
    // What was found before a disk failed is not lost with it.
    await writeBlock();
  }
  return exitCode;
}

/** A file or stdin of any length in chunks; the pipe that a shell made for a command, as a whole. */
async function* chunksOf(input: string, { io }: Session): AsyncGenerator<Uint8Array> {
  if (input === '-') yield* io.stdin.chunks();
  else if ((await io.files.facts(input))?.kind === 'file') yield* io.files.stream(input);
  else yield await io.files.read(input);
}

async function prepare(session: Session, { limit }: MatchOptions): Promise<Matcher> {
  const { rules, context } = await session.rules();
  const words = await session.words();
  return { rules, context, words, packs: rules.packs, catalogue: catalogueOf(rules), limit };
}
