const MARKS: readonly (readonly [mark: readonly number[], encoding: string])[] = [
  [[0xef, 0xbb, 0xbf], 'utf-8'],
  [[0xff, 0xfe], 'utf-16le'],
  [[0xfe, 0xff], 'utf-16be'],
];

/**
 * The text in the bytes of a file: UTF-8, or UTF-16 that says so by its first two bytes (as PowerShell writes it).
 * `undefined` when they are anything else, or hold a NUL: what cannot be read cannot be redacted.
 */
export function decodeText(bytes: Uint8Array): string | undefined {
  const encoding = MARKS.find(([mark]) => mark.every((byte, index) => bytes[index] === byte))?.[1] ?? 'utf-8';
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
    return text.includes('\0') ? undefined : text;
  } catch {
    return undefined;
  }
}

/** How the secrets of a text are found: `json` and `ndjson` by their values, anything else line by line. */
export function structureOf(text: string): 'json' | 'ndjson' | 'text' {
  if (!/^\s*[{[]/.test(text)) return 'text';
  if (isJson(text)) return 'json';
  return text.split('\n').every((line) => line.trim() === '' || isJson(line)) ? 'ndjson' : 'text';
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
