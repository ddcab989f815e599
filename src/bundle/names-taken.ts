import { nameKey } from './entry-name.ts';

/** The names in an archive so far, as a system sees them that knows neither case nor ways to write an accent. */
export class NamesTaken {
  readonly #names = new Set<string>();
  readonly #files = new Set<string>();
  readonly #parents = new Set<string>();

  /** Takes a name, that of a folder with its slash; what is wrong when it cannot lie beside the others, in words. */
  add(name: string): string | undefined {
    const isFolder = name.endsWith('/');
    const key = nameKey(isFolder ? name.slice(0, -1) : name);
    if (this.#names.has(key)) return 'is there twice, or differs from another by case or accents alone';
    this.#names.add(key);
    if (!isFolder) this.#files.add(key);
    const parents = parentsOf(key);
    if ((!isFolder && this.#parents.has(key)) || parents.some((parent) => this.#files.has(parent)))
      return 'lies in a file, or has files in it and is one';
    for (const parent of parents) this.#parents.add(parent);
    return undefined;
  }
}

function parentsOf(key: string): readonly string[] {
  const parts = key.split('/');
  return parts.slice(1).map((_, index) => parts.slice(0, index + 1).join('/'));
}
