/** One word, expression or quotation of a text that speaks for a row. */
export interface WordReason {
  /** As it stands in the text; for a screen text, as the row has it. */
  readonly text: string;
  /** Whether the text quotes the screen. */
  readonly isScreenText: boolean;
  /** Thousandths of a bit by which it speaks for the row. */
  readonly bits: number;
}

/** What a text says of every row. */
export interface WordEvidence {
  /** For each row in pack order, thousandths of a bit for (+) or against (−) it, compared with "none of these". */
  readonly bits: readonly number[];
  /** What spoke for the row in this place of the pack, the strongest first. */
  because(row: number): readonly WordReason[];
}

/** The seam for ranking by words: a text in, evidence out; `null` for a blank one. */
export type WordIndex = (text: string) => WordEvidence | null;
