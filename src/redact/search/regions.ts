import type { Span } from '../kind.ts';

/** How far around a place of interest the text is looked at; whatever is said of a number stands nearer. */
const AROUND = 160;
/** How much farther, so that no word is cut. */
const LONGEST_WORD = 1000;
const WORD_SIGN = /[0-9a-z]/i;

/**
 * What `find` finds in a text, when it finds something only in `places` and what it finds depends on nothing that is
 * farther from them than {@link AROUND}, but for the word that stands there.
 */
export function findAround(
  text: string,
  places: readonly Span[],
  find: (part: string) => readonly Span[],
): readonly Span[] {
  const regions = regionsAround(text, places);
  if (regions === undefined) return find(text);
  return regions.flatMap((region) =>
    find(text.slice(region.start, region.end)).map(({ start, end }) => ({
      start: start + region.start,
      end: end + region.start,
    })),
  );
}

/** Regions in order, of which none touches another; nothing when a word goes on too far. */
function regionsAround(text: string, places: readonly Span[]): readonly Span[] | undefined {
  const regions: { start: number; end: number }[] = [];
  for (const place of places) {
    const start = startOfWord(text, Math.max(0, place.start - AROUND));
    const end = endOfWord(text, Math.min(text.length, place.end + AROUND));
    if (start === undefined || end === undefined) return undefined;
    const previous = regions.at(-1);
    if (previous !== undefined && start <= previous.end) previous.end = Math.max(previous.end, end);
    else regions.push({ start, end });
  }
  return regions;
}

function startOfWord(text: string, at: number): number | undefined {
  for (let start = at; at - start < LONGEST_WORD; start -= 1)
    if (start === 0 || !WORD_SIGN.test(text[start - 1]!)) return start;
  return undefined;
}

function endOfWord(text: string, at: number): number | undefined {
  for (let end = at; end - at < LONGEST_WORD; end += 1)
    if (end === text.length || !WORD_SIGN.test(text[end]!)) return end;
  return undefined;
}
