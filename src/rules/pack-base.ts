import type { Fact } from '../facts/fact.ts';
import type { Setting } from './pack.ts';

/** What a pack finds when it is loaded: the packs that it extends, and what the other ones have taken already. */
export interface PackBase {
  readonly facts: readonly Fact[];
  readonly settings: readonly Setting[];
  /** Ids of the symptoms in force, after the packs' own overrides. */
  readonly symptoms: readonly string[];
  readonly policies: readonly string[];
  /** Ids in packs that are loaded and not extended, with the name of that pack. */
  readonly elsewhere: {
    readonly facts: ReadonlyMap<string, string>;
    readonly settings: ReadonlyMap<string, string>;
    readonly symptoms: ReadonlyMap<string, string>;
    readonly policies: ReadonlyMap<string, string>;
  };
}

const NOWHERE: ReadonlyMap<string, string> = new Map();

/** The base of a pack that stands alone. */
export const EMPTY_BASE: PackBase = {
  facts: [],
  settings: [],
  symptoms: [],
  policies: [],
  elsewhere: { facts: NOWHERE, settings: NOWHERE, symptoms: NOWHERE, policies: NOWHERE },
};

/** Gives what the pack called `name` finds, by the names in its `extends`; the first that is not loaded is `unknown`. */
export type BaseFinder = (extended: readonly string[], name: string) => PackBase | { readonly unknown: string };
