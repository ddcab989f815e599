/** A bundle as a chain sees it. */
export interface ChainMember {
  /** Where it lies, which it is called by. */
  readonly path: string;
  /** `null`: it has none that can be read. */
  readonly id: string | null;
  /** Id of the bundle that it adds to. */
  readonly parent: string | null;
}

/** Bundles in order, each behind the one that it adds to, and what is wrong with how they hang together. */
export interface ChainOrder<M extends ChainMember> {
  readonly ordered: readonly M[];
  /** Those that nothing adds to: the newest of their chains. The id of one stands for everything before it. */
  readonly newest: readonly M[];
  readonly problems: readonly string[];
  readonly warnings: readonly string[];
}

/** Puts bundles in order. Each parent has to be there, once, and without `allowForks` no two may add to the same one. */
export function orderChain<M extends ChainMember>(members: readonly M[], allowForks: boolean): ChainOrder<M> {
  const byId = new Map<string, M>();
  const warnings: string[] = [];
  const distinct = members.filter((member) => {
    const same = member.id === null ? undefined : byId.get(member.id);
    if (same !== undefined) warnings.push(`${member.path} is the same bundle as ${same.path}`);
    else if (member.id !== null) byId.set(member.id, member);
    return same === undefined;
  });
  const children = ({ id }: M): readonly M[] => (id === null ? [] : distinct.filter(({ parent }) => parent === id));
  const isRoot = ({ parent }: M): boolean => parent === null || !byId.has(parent);
  // From the roots on, so that what adds to itself in a circle is never reached.
  const reached = distinct.filter(isRoot);
  for (const member of reached) reached.push(...children(member));
  const circle = distinct.filter((member) => !reached.includes(member));
  return {
    ordered: [...reached, ...circle],
    newest: distinct.filter((member) => children(member).length === 0),
    problems: [
      ...distinct
        .filter((member) => isRoot(member) && member.parent !== null)
        .map(({ path, parent }) => `${path} adds to the bundle ${parent}, which is not among these`),
      ...(allowForks ? [] : distinct.flatMap((member) => forkProblem(member, children(member)))),
      ...(circle.length === 0 ? [] : [`these add to each other in a circle: ${pathsOf(circle)}`]),
    ],
    warnings,
  };
}

function forkProblem({ path }: ChainMember, children: readonly ChainMember[]): readonly string[] {
  return children.length < 2 ? [] : [`${path} has ${children.length} bundles that add to it: ${pathsOf(children)}`];
}

function pathsOf(members: readonly ChainMember[]): string {
  return members.map(({ path }) => path).join(', ');
}
