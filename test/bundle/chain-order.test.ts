import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { orderChain, type ChainMember } from '../../src/bundle/chain-order.ts';

const member = (path: string, parent: string | null = null): ChainMember => ({ path, id: `id-${path}`, parent });
const after = (name: string, parent: string): ChainMember => member(name, `id-${parent}`);

describe('a chain of bundles', () => {
  it('is the same whatever the order in which it is given', () => {
    // Each bundle adds to one of those before it, or to none.
    const forest = fc.array(fc.nat(), { minLength: 1, maxLength: 12 }).map((numbers) =>
      numbers.map((number, index) => {
        const parent = number % (index + 1);
        return parent === index ? member(`${index}`) : after(`${index}`, `${parent}`);
      }),
    );
    const shuffled = forest.chain((members) =>
      fc.tuple(fc.constant(members), fc.shuffledSubarray(members, { minLength: members.length })),
    );
    fc.assert(
      fc.property(shuffled, ([members, given]) => {
        const { ordered, newest, problems, warnings } = orderChain(given, true);
        expect([problems, warnings]).toEqual([[], []]);
        expect(new Set(ordered)).toEqual(new Set(members));
        const place = new Map(ordered.map(({ id }, index) => [id, index]));
        for (const { id, parent } of ordered)
          if (parent !== null) expect(place.get(parent)).toBeLessThan(place.get(id)!);
        const parents = new Set(members.map(({ parent }) => parent));
        expect(new Set(newest)).toEqual(new Set(members.filter(({ id }) => !parents.has(id))));
      }),
    );
  });

  it('says which bundle has a parent that is not there', () => {
    expect(orderChain([after('b', 'a'), after('c', 'b')], false).problems).toEqual([
      'b adds to the bundle id-a, which is not among these',
    ]);
  });

  it('does not fork, unless that is allowed', () => {
    const forked = [member('a'), after('b', 'a'), after('c', 'a')];
    expect(orderChain(forked, false).problems).toEqual(['a has 2 bundles that add to it: b, c']);
    const allowed = orderChain(forked, true);
    expect([allowed.problems, allowed.newest.map(({ path }) => path)]).toEqual([[], ['b', 'c']]);
  });

  it('does not go in a circle, nor does whoever looks at one', () => {
    const circle = [after('a', 'c'), after('b', 'a'), after('c', 'b'), member('d'), after('e', 'e')];
    const { ordered, problems } = orderChain(circle, false);
    expect(ordered).toHaveLength(5);
    expect(problems).toEqual(['these add to each other in a circle: a, b, c, e']);
  });

  it('counts a bundle that is given twice once, and says so', () => {
    const { ordered, problems, warnings } = orderChain(
      [member('a'), after('b', 'a'), { ...member('a'), path: 'copy' }],
      false,
    );
    expect([ordered.map(({ path }) => path), problems]).toEqual([['a', 'b'], []]);
    expect(warnings).toEqual(['copy is the same bundle as a']);
  });

  it('takes a bundle without an id for nobody’s parent', () => {
    const unreadable = { path: 'x', id: null, parent: null };
    expect(orderChain([unreadable, { ...unreadable, path: 'y' }, after('b', 'a')], false).problems).toEqual([
      'b adds to the bundle id-a, which is not among these',
    ]);
  });
});
