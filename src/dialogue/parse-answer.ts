import type { Json } from '../case/events.ts';
import { NONE } from '../case/prompts.ts';
import { parseDuration } from '../facts/duration.ts';
import type { Fact } from '../facts/fact.ts';
import { parsePercent } from '../facts/percent.ts';
import { timeWords } from '../facts/time.ts';
import type { Io } from '../io/io.ts';
import type { Line } from '../report/text.ts';
import { parseContact } from './parse-contact.ts';
import { parseTime } from './parse-time.ts';
import { problemLine } from './path-problem.ts';
import { UNKNOWN, type Prompt } from './prompt.ts';
import { findScreenshots } from './screenshots.ts';

/** The answer as it is kept, with what is said back; or why the words are no answer. */
export type ParsedAnswer =
  | { readonly ok: true; readonly value: Json; readonly lines: readonly Line[] }
  | { readonly ok: false; readonly lines: readonly Line[] };

/** What answers are read against. */
export interface AnswerWorld {
  readonly io: Pick<Io, 'files' | 'clock' | 'system'>;
  /** The zone of the case. */
  readonly zone: string;
  /** The fact that the prompt is about. */
  readonly fact: Fact | undefined;
}

/** Longest line that is kept; more is a slip of the clipboard. */
const MOST_CHARACTERS = 20_000;
const LONGEST_NAME = 200;

/** Understands what was typed at a prompt, or says what to type instead. */
export async function parseAnswer(prompt: Prompt, typed: string, world: AnswerWorld): Promise<ParsedAnswer> {
  const words = typed.trim();
  if (words.length > MOST_CHARACTERS) return refused('That is too long to be an answer.');
  switch (prompt.kind) {
    case 'words':
      return accepted(words);
    case 'choice':
    case 'yes-no':
      return parseChoice(prompt, words);
    case 'fact':
      return parseFact(prompt, world.fact!, words);
    case 'username':
      return words.length > LONGEST_NAME
        ? refused('That is too long for a username.')
        : accepted(words === '' ? {} : { username: words });
    case 'names':
      return parseNames(words);
    case 'time':
      return parseWhen(words, world);
    case 'screenshots':
      return parseScreenshots(words, world);
    case 'monitoring': {
      const [numberCalled = '', callSessionId = ''] = words.split(',').map((part) => part.trim());
      if (numberCalled === '') return accepted(null);
      return accepted({ numberCalled, ...(callSessionId === '' ? {} : { callSessionId }) });
    }
    case 'contact':
      return accepted({ ...parseContact(words) });
    default:
      return prompt.kind satisfies never;
  }
}

function accepted(value: Json, lines: readonly Line[] = []): ParsedAnswer {
  return { ok: true, value, lines };
}

function refused(...lines: Line[]): ParsedAnswer {
  return { ok: false, lines };
}

function parseChoice(prompt: Prompt, words: string): ParsedAnswer {
  const lower = words.toLowerCase();
  const short: Readonly<Record<string, string>> = prompt.kind === 'yes-no' ? { y: 'yes', n: 'no' } : {};
  const choice = prompt.choices.find((item) => item.value === (short[lower] ?? lower));
  if (choice === undefined) {
    const known = prompt.choices.map((item, at) => `${at + 1} ${item.words}`).join(', ');
    return refused(words === '' ? `Choose one: ${known}.` : `"${words}" is not among the answers: ${known}.`);
  }
  return accepted(prompt.kind === 'yes-no' ? choice.value === 'yes' : choice.value);
}

function parseFact(prompt: Prompt, fact: Fact, words: string): ParsedAnswer {
  if (words === '' && prompt.choices.length === 0) return accepted(null);
  if (/^(unknown|i don'?t know|don'?t know|dunno|no idea)$/i.test(words)) return accepted(null);
  if (prompt.choices.length > 0) {
    const answer = parseChoice(fact.type === 'boolean' ? { ...prompt, kind: 'yes-no' } : prompt, words);
    return answer.ok && words === UNKNOWN ? accepted(null) : answer;
  }
  if (fact.type === 'count')
    return /^\d{1,9}$/.test(words)
      ? accepted(Number(words))
      : refused(`"${words}" is no number; type digits, or Enter for "I don't know".`);
  if (fact.type === 'duration') {
    const value = parseDuration(inUnits(words));
    return value === undefined ? refused(`"${words}" is no duration; type 90s, 2m, 1h or 00:01:30.`) : accepted(value);
  }
  if (fact.type === 'percent') {
    const value = parsePercent(words.endsWith('%') ? words : `${words}%`);
    return value === undefined ? refused(`"${words}" is no percentage; type 20% or 2.5%.`) : accepted(value);
  }
  return accepted(words);
}

/** "2 minutes" and "1 h 30 min" as `2m` and `1h30m`. */
function inUnits(words: string): string {
  return words
    .toLowerCase()
    .replace(/\s*(hours?|hrs?|h)\b/g, 'h')
    .replace(/\s*(minutes?|mins?|m)\b/g, 'm')
    .replace(/\s*(seconds?|secs?|s)\b/g, 's')
    .replace(/\s+(and\s+)?/g, '');
}

function parseNames(words: string): ParsedAnswer {
  const [username = '', agentUsername = '', ...more] = words.split(',').map((part) => part.trim());
  if (more.length > 0) return refused('Two names at most: the login username, and after a comma the agent username.');
  if (username.length > LONGEST_NAME || agentUsername.length > LONGEST_NAME)
    return refused('That is too long for a username.');
  if (username === '') return accepted(agentUsername === '' ? {} : { agentUsername });
  return accepted({ username, agentUsername: agentUsername === '' ? username : agentUsername });
}

function parseWhen(words: string, world: AnswerWorld): ParsedAnswer {
  if (words === '' || words.toLowerCase() === NONE) return accepted(null);
  const parsed = parseTime(words, { now: world.io.clock.now(), zone: world.zone });
  return parsed.ok ? accepted(parsed.utc, [`  = ${timeWords(parsed.utc, parsed.zone)}`]) : refused(parsed.reason);
}

async function parseScreenshots(words: string, world: AnswerWorld): Promise<ParsedAnswer> {
  if (words === '' || words.toLowerCase() === NONE) return accepted([]);
  const { found, problems } = await findScreenshots(words, world.io);
  if (problems.length > 0)
    return refused(...problems.map(problemLine), 'Nothing was taken; type them again, or Enter for none.');
  return accepted(
    found.map(({ path, bytes, sha256, type }) => ({ path, bytes, sha256, type })),
    found.map(
      (image): Line => `  ${image.path}: ${image.type}, ${image.width} × ${image.height}, ${image.bytes} bytes`,
    ),
  );
}
