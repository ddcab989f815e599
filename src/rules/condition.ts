import type { FactValue } from '../facts/fact.ts';

/** A literal in a condition, or the name of a setting whose value stands there (`$long-interruption`). */
export type Operand = { readonly literal: FactValue } | { readonly setting: string };

/** The operators of a leaf; each is defined in `operators.ts`. */
export type OperatorName = 'is' | 'not' | 'above' | 'below' | 'at-least' | 'at-most' | 'contains' | 'matches' | 'known';

/** One comparison of one fact. `is` and `not` take several operands (any of them); the others take one. */
export interface Leaf {
  readonly kind: 'leaf';
  readonly fact: string;
  readonly operator: OperatorName;
  readonly operands: readonly Operand[];
}

/**
 * The one condition language, used by rows, steps, outcomes and policies.
 * Plain data, so that a compiled pack is JSON.
 */
export type Condition =
  | Leaf
  | { readonly kind: 'all'; readonly of: readonly Condition[] }
  | { readonly kind: 'any'; readonly of: readonly Condition[] }
  | { readonly kind: 'not'; readonly of: Condition };
