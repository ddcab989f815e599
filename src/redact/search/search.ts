import { beginningsOf } from './beginnings.ts';
import { rememberLast } from './remember-last.ts';
import { wordFinder, type WordPlaces } from './word-places.ts';

/** A pattern that is looked for in texts. */
export interface Search {
  /** All matches, as `text.matchAll` gives them. */
  all(text: string): readonly RegExpExecArray[];
  /** Whether there is any. */
  isIn(text: string): boolean;
}

/** What leads to the matches of a pattern that can begin with too many things. */
export type Lead = WordLead | TextLead;

/** A word that stands in each match, though not at its beginning. */
export interface WordLead {
  /** Matches what stands in each match. */
  readonly word: RegExp;
  /** Where a match may begin that has such a word at `at`; `before` is where one stands before it, -1 for the first. */
  starts(text: string, at: number, before: number): readonly number[];
}

/** Where in a text matches may begin. */
export interface TextLead {
  startsIn(text: string): readonly number[];
}

/** In what is shorter, each pattern is looked for by itself. */
const SHORT = 512;
/** A text of this length is worth the time that it takes to prepare all searches; after that shorter ones are too. */
const LONG = 64 * 1024;

/** Where a word stands more often than so many times, and than at every so many signs, it leads nowhere. */
const [MOST, FEW] = [64, 256];

/** A pattern with what leads to its matches. */
interface Led {
  readonly pattern: RegExp;
  readonly lead: Lead | undefined;
}

/** All searches there are: the words of all of them are looked for together. */
const searches: Led[] = [];

/**
 * A search for `pattern`, which has the flag `g`. Most patterns begin with one of a few words; long texts are read once
 * for the words of all searches, and a pattern is tried only where one of its own stands. What is found is the same as
 * by trying it at each place.
 *
 * @param lead for patterns that begin with anything, but have one of some words in them
 */
export function searchFor(pattern: RegExp, lead?: Lead): Search {
  const nth = searches.push({ pattern, lead }) - 1;
  const sticky = new RegExp(pattern.source, `${pattern.flags.replace('g', '')}y`);
  return {
    all(text) {
      const starts = startsOf(nth, text);
      return starts === undefined ? matchesOf(text, pattern) : matchesAt(text, sticky, starts);
    },
    isIn(text) {
      const lists = lead === undefined && isReadOnce(text) ? placesOf(nth, text) : undefined;
      if (lists === undefined) {
        pattern.lastIndex = 0;
        return pattern.test(text);
      }
      return lists.some((list) =>
        list.some((start) => {
          sticky.lastIndex = start;
          return sticky.test(text);
        }),
      );
    },
  };
}

/** All matches: `text.matchAll` makes a copy of the pattern each time, which takes longer than to search a line for it. */
function matchesOf(text: string, pattern: RegExp): readonly RegExpExecArray[] {
  const found: RegExpExecArray[] = [];
  pattern.lastIndex = 0;
  for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
    found.push(match);
    if (match[0] === '') pattern.lastIndex += pattern.unicode && (text.codePointAt(match.index) ?? 0) > 0xffff ? 2 : 1;
  }
  return found;
}

/** The matches that begin at one of `starts`, which are in order; none begins in another place. */
function matchesAt(text: string, sticky: RegExp, starts: ArrayLike<number>): readonly RegExpExecArray[] {
  const found: RegExpExecArray[] = [];
  let done = 0;
  for (let nth = 0; nth < starts.length; nth += 1) {
    const start = starts[nth]!;
    if (start < done) continue;
    sticky.lastIndex = start;
    const match = sticky.exec(text);
    if (match === null) continue;
    found.push(match);
    done = Math.max(start + 1, sticky.lastIndex);
  }
  return found;
}

/** What all searches look for. */
interface Index {
  /** How many searches it knows. */
  readonly size: number;
  /** By search the numbers of its words; nothing for one that has none. */
  readonly words: readonly (readonly number[] | undefined)[];
  /** Where each word stands in a text; what is read last is remembered. */
  find(text: string): WordPlaces;
}

let index: Index | undefined;

/** Whether a text is read once for all searches. */
function isReadOnce(text: string): boolean {
  return text.length >= LONG || (text.length >= SHORT && index?.size === searches.length);
}

/** Where matches of a search may begin in a text, in order; nothing when that may be anywhere. */
function startsOf(nth: number, text: string): ArrayLike<number> | undefined {
  const { lead } = searches[nth]!;
  if (lead !== undefined && 'startsIn' in lead) return Int32Array.from(lead.startsIn(text)).sort();
  if (!isReadOnce(text)) return undefined;
  const lists = placesOf(nth, text);
  if (lists?.length === 0) return NONE;
  if (lead === undefined) return lists?.length === 1 ? lists[0] : lists && Int32Array.from(lists.flat()).sort();
  if (lists === undefined || lists.some((list) => list.length > MOST + text.length / FEW)) return undefined;
  return Int32Array.from(
    lists.flatMap((list) => list.flatMap((at, place) => lead.starts(text, at, list[place - 1] ?? -1))),
  ).sort();
}

const NONE: ArrayLike<number> = [];

/** For each word of a search that stands in a text: where. Nothing when it has no words. */
function placesOf(nth: number, text: string): readonly (readonly number[])[] | undefined {
  if (index?.size !== searches.length) index = indexOf(searches);
  const words = index.words[nth];
  if (words === undefined) return undefined;
  const places = index.find(text);
  let lists: (readonly number[])[] | undefined;
  for (const word of words) {
    const list = places[word];
    if (list !== undefined) (lists ??= []).push(list);
  }
  return lists ?? NOWHERE;
}

const NOWHERE: readonly (readonly number[])[] = [];

function indexOf(all: readonly Led[]): Index {
  const numbers = new Map<string, number>();
  const words = all.map(({ pattern, lead }) => {
    if (lead !== undefined && 'startsIn' in lead) return undefined;
    return beginningsOf(lead?.word ?? pattern)?.map((word) => {
      const number = numbers.get(word) ?? numbers.size;
      numbers.set(word, number);
      return number;
    });
  });
  return { size: all.length, words, find: rememberLast(wordFinder([...numbers.keys()])) };
}
