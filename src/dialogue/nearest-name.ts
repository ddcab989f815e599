/**
 * The one name in a folder that a mistyped one most likely stands for: it differs in case, blanks or the way accents are stored, or
 * else in its ending alone. `undefined` when none or several do.
 */
export function nearestName(name: string, names: readonly string[]): string | undefined {
  return only(names, (other) => same(other, name)) ?? only(names, (other) => same(stem(other), stem(name)));
}

function only(names: readonly string[], isIt: (name: string) => boolean): string | undefined {
  const found = names.filter(isIt);
  return found.length === 1 ? found[0] : undefined;
}

/** NFKC also turns the narrow blank in the names of macOS screenshots into a plain one. */
function same(one: string, other: string): boolean {
  return folded(one) === folded(other);
}

function folded(name: string): string {
  return name.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim();
}

/** The name without its endings, `shot.png.png` and `shot.jpeg` included. */
function stem(name: string): string {
  return name.replace(/(?<=.)(?:\.[A-Za-z0-9]{1,5})+$/, '');
}
