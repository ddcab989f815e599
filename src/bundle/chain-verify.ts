import { orderChain } from './chain-order.ts';
import type { BundleReader } from './open-bundle.ts';
import { verifyBundle, type Verification } from './verify.ts';

/** What is asked of bundles beside being whole. */
export interface ChainOptions {
  /** The id that the bundle has to have; of several, the newest one, whose id stands for all before it. */
  readonly id?: string;
  /** Several bundles may add to the same one. */
  readonly allowForks?: boolean;
}

/** What was found of one of several bundles. */
export type VerifiedMember = { readonly path: string } & Omit<Verification, 'schema'>;

/** What `bundle verify` prints of several bundles: paths stand behind the bundle's own, as in `a.zip: data/case.json`. */
export interface ChainVerification extends Verification {
  /** In order: each stands behind the one that it adds to. */
  readonly bundles: readonly VerifiedMember[];
}

/**
 * Verifies a bundle, or several of one chain in any order. Throws `cannot-read` (exit 6) for the first that is not there.
 */
export async function verifyBundles(
  paths: readonly string[],
  options: ChainOptions,
  io: BundleReader,
): Promise<Verification | ChainVerification> {
  const [first, ...others] = paths;
  if (first !== undefined && others.length === 0) return withId(await verifyBundle(first, io), options.id);
  const members: VerifiedMember[] = [];
  for (const path of paths) {
    const { schema: _, ...found } = await verifyBundle(path, io);
    members.push({ path, ...found });
  }
  const { ordered, newest, problems, warnings } = orderChain(members, options.allowForks ?? false);
  const all = (field: 'changed' | 'missing' | 'extra' | 'errors' | 'warnings'): readonly string[] =>
    members.flatMap((member) => member[field].map((text) => `${member.path}: ${text}`));
  const chain: ChainVerification = {
    schema: 'deskmedic/verify/v1',
    valid: problems.length === 0 && members.every(({ valid }) => valid),
    id: (newest.length === 1 ? newest[0]?.id : null) ?? null,
    parent: null,
    changed: all('changed'),
    missing: all('missing'),
    extra: all('extra'),
    errors: [...all('errors'), ...problems],
    warnings: [...all('warnings'), ...warnings],
    bundles: ordered,
  };
  return withId(chain, options.id);
}

/** Whoever edits a file and its manifests makes another bundle, with another id. */
function withId<V extends Verification>(found: V, expected: string | undefined): V {
  if (expected === undefined || found.id === expected.toLowerCase()) return found;
  const is = found.id ?? ('bundles' in found ? 'not that of one newest bundle' : 'not to be read');
  return {
    ...found,
    valid: false,
    errors: [...found.errors, `the id is ${is}, and should be ${expected.toLowerCase()}`],
  };
}
