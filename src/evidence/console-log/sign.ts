/** How a line is recognised. Texts are looked for first: they are found many times faster than a pattern. */
export interface Sign {
  /** All of them stand in the line. */
  readonly texts: readonly string[];
  /** Where the texts alone can mean something else. Takes time linear in the length of the line. */
  readonly pattern?: RegExp;
}

/** What the sign's pattern found in the line: its first group, else the whole; undefined when the line does not bear the sign. */
export function signIn(line: string, { texts, pattern }: Sign): string | undefined {
  for (const text of texts) if (!line.includes(text)) return undefined;
  if (pattern === undefined) return texts[0];
  const found = pattern.exec(line);
  return found === null ? undefined : (found[1] ?? found[0]);
}

/**
 * Whether a line can bear one of the signs: true for every line that does, false for most of those that do not. One search
 * for all their texts takes a fraction of the time of one for each.
 */
export function bearsAny(signs: readonly Sign[]): (line: string) => boolean {
  const firsts = new Set(signs.map(({ texts }) => texts[0] ?? ''));
  const search = new RegExp([...firsts].map((text) => text.replace(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`)).join('|'));
  return (line) => search.test(line);
}
