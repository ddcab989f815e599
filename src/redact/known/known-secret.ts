/** A secret that was found once, and is removed wherever else it stands. */
export interface KnownSecret {
  /** The name of its kind, such as `cookie`. */
  readonly kind: string;
  readonly value: string;
  /** What stands for it in the bundle, such as `{cookie-1}`. */
  readonly placeholder: string;
}

/** Values of fewer characters are not looked for: they stand by chance in too many places. */
export const SHORTEST = 6;
