/** Prose of a pack on one line: YAML folds and wraps, people read sentences. */
export function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
