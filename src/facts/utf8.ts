const decoder = new TextDecoder('utf-8', { fatal: true });
const keepingMark = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * The text of bytes that are UTF-8; `undefined` when they are not, so that nothing is read as what it is not.
 *
 * @param options.keepMark a byte order mark at the beginning is part of the text (in the midst of a file it is no mark);
 *   else it falls away
 */
export function decodeUtf8(bytes: Uint8Array, options: { readonly keepMark?: boolean } = {}): string | undefined {
  try {
    return (options.keepMark === true ? keepingMark : decoder).decode(bytes);
  } catch {
    return undefined; // bad bytes are the only thing that it throws for
  }
}
