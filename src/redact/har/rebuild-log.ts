import { fieldOf, mapOf, textOf } from '../../evidence/har/shape.ts';
import { VERSION as OWN_VERSION } from '../../version.ts';
import { ruleSetHash } from './allowed.ts';
import type { Cleaner } from './cleaner.ts';
import { defined, matchIn, numberIn, timeIn, wordsIn } from './clean-scalars.ts';
import { cleanUrl } from './clean-url.ts';

type Fields = Readonly<Record<string, unknown>>;

/** Longer than what is plain elsewhere: `131.0.6778.205`, `20618.2.12.11.6`, `20100101`. */
const VERSION = /^[A-Za-z]{0,10}[ /]?\d{1,8}(?:[.-][0-9a-z]{1,8}){0,5}(?: \([\w .]{1,20}\))?$/;

/** Who recorded: `creator` and `browser` with their versions; `undefined` for every other field. */
export function rebuildField(name: string, value: unknown, cleaner: Cleaner): Fields | undefined {
  if ((name !== 'creator' && name !== 'browser') || mapOf(value) === undefined) return undefined;
  const version = textOf(value, 'version');
  return defined({
    name: wordsIn(value, 'name', cleaner),
    version: version !== undefined && VERSION.test(version) ? version : undefined,
  });
}

/** A page with its times; of its title, which is an address in many browsers, what is kept of one. */
export function rebuildPage(page: unknown, cleaner: Cleaner): Fields | undefined {
  if (mapOf(page) === undefined) return undefined;
  const timings = fieldOf(page, 'pageTimings');
  const title = textOf(page, 'title') ?? '';
  const isAddress = /^(?:https?|wss?):\/\/\S{1,8192}$/i.test(title);
  if (title !== '' && !isAddress) cleaner.count('page-title');
  return defined({
    startedDateTime: timeIn(page, 'startedDateTime'),
    id: matchIn(page, 'id', /^[A-Za-z]{0,12}[_-]?\d{1,5}(?:[_-]\d{1,5}){0,3}$/),
    title: isAddress ? cleanUrl(title, cleaner) : '',
    pageTimings: defined({ onContentLoad: numberIn(timings, 'onContentLoad'), onLoad: numberIn(timings, 'onLoad') }),
  });
}

/** What was said of the source by the one who rebuilt it before. */
export function sourceNoteIn(value: unknown): { readonly ended?: 'cut' | 'broken'; readonly refused: number } {
  const ended = textOf(value, 'ended');
  const refused = numberIn(value, 'refusedParts') ?? 0;
  return {
    ...(ended === 'cut' || ended === 'broken' ? { ended } : {}),
    refused: Number.isInteger(refused) && refused > 0 ? refused : 0,
  };
}

/** The mark by which a receiver sees that a HAR was rebuilt, and by which rules. */
export function sanitizedBy(): Readonly<Record<string, string>> {
  return { name: 'deskmedic', version: OWN_VERSION, rules: ruleSetHash() };
}
