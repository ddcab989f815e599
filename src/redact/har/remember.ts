/** As many as come again and again in one recording. */
const MOST = 10_000;

/** Adds `text` to those that need not be looked at again; of texts without end the earlier ones are forgotten. */
export function remember(seen: Set<string>, text: string): void {
  if (seen.size >= MOST) seen.clear();
  seen.add(text);
}
