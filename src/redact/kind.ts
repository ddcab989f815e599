/** A stretch of text, from `start` up to but not including `end`, in UTF-16 units. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** One kind of secret that the door removes: where it stands in text, and which field names announce it. */
export interface SecretKind {
  /** What the placeholder and the report call it, in small letters and hyphens: `{card-1}`, `{national-id-1}`. */
  readonly name: string;
  /**
   * What every text has in which `find` finds something; a text without it is not searched. Linear, of a length that
   * does not depend on the text, without the flags `g` and `y`.
   */
  readonly hint?: RegExp;
  /**
   * Values of this kind are long and rare enough to be looked for wherever else they stand: once one was found in its
   * field or behind its name, it is removed everywhere in the bundle, and the finished archive is swept for it.
   */
  readonly harvested?: true;
  /** Where secrets of this kind stand in `text`, which has been through {@link foldText}. */
  find(text: string): readonly Span[];
  /** Whether everything under a field of this name is a secret; `field` is in lower case, letters and digits only. */
  isField?(field: string): boolean;
  /** Whether a field announces one only within an object of that name: `name` in `customer`; both as for `isField`. */
  isFieldOf?(field: string, object: string): boolean;
  /** The part of a field's value that is the secret; the whole of it when absent. */
  inField?(text: string): Span;
  /**
   * How a harvested secret is looked for elsewhere, when not as it stands: a number without the signs that it is written
   * with here. None when it is not worth it.
   */
  elsewhere?(value: string): readonly string[];
  /** What several spellings of one secret have in common, so that they get the same placeholder. */
  canonical?(value: string): string;
}
