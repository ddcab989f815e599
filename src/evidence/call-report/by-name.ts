/** Names that are kept: a table has some dozens of columns, a hostile report as many names as it likes. */
const MOST = 1000;

/** The same function of a name, worked out once for each: a column's name comes again with each of its rows. */
export function byName<T>(workOut: (name: string) => T): (name: string) => T {
  const known = new Map<string, T>();
  return (name) => {
    if (known.has(name)) return known.get(name) as T;
    const made = workOut(name);
    if (known.size >= MOST) known.clear();
    if (name.length <= 200) known.set(name, made);
    return made;
  };
}
