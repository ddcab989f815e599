/** What `bag-info.txt` says: values by label in lower case, in order (RFC 8493 §2.2.2). */
export type BagInfoValues = ReadonlyMap<string, readonly string[]>;

/** Reads `bag-info.txt`. A line that begins with a blank goes on with the one before; labels have no case. */
export function parseBagInfo(text: string): BagInfoValues {
  const values = new Map<string, string[]>();
  for (const line of text.replace(/(?:\r\n|\n|\r)[ \t]+/g, ' ').split(/\r\n|\n|\r/)) {
    const [, label, value] = /^([^:]+):(.*)$/.exec(line) ?? [];
    if (label === undefined || value === undefined) continue;
    const key = label.trim().toLowerCase();
    const known = values.get(key);
    if (known === undefined) values.set(key, [value.trim()]);
    else known.push(value.trim());
  }
  return values;
}
