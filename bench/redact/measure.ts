import { findSecrets, type Finding } from '../../src/redact/redact-text.ts';
import type { SecretKind, Span } from '../../src/redact/kind.ts';
import type { LabelledText } from './corpus.ts';

/** What is measured: a kind of finding, the labels that it is to find, and what is asked of it. */
export interface Measure {
  readonly kind: string;
  readonly entity: string;
  /** Shares from 0 to 1; what is not asked for is only told. */
  readonly recall?: number;
  readonly precision?: number;
}

export const MEASURES: readonly Measure[] = [
  { kind: 'card', entity: 'CREDIT_CARD', recall: 1, precision: 0.96 },
  { kind: 'email', entity: 'EMAIL_ADDRESS', recall: 1 },
  { kind: 'address', entity: 'IP_ADDRESS', recall: 1 },
  { kind: 'telephone', entity: 'PHONE_NUMBER', recall: 0.9, precision: 0.8 },
  { kind: 'iban', entity: 'IBAN_CODE' },
  { kind: 'national-id', entity: 'US_SSN' },
];

/** A place in a text, with what stands around it. */
export interface Quote {
  readonly before: string;
  readonly value: string;
  readonly behind: string;
}

/** What came of one measure. */
export interface Result extends Measure {
  readonly labels: number;
  readonly found: number;
  readonly missed: readonly Quote[];
  /** Findings of the kind that overlap no label of the entity. */
  readonly wrong: readonly Quote[];
}

/** The findings of the redactor in every text, as they would be replaced, against the labels. */
export function measure(texts: readonly LabelledText[], kinds: readonly SecretKind[]): readonly Result[] {
  const all = texts.map(({ text, labels }) => ({ text, labels, findings: findSecrets(text, kinds) }));
  return MEASURES.map((each) => {
    const pairs = all.flatMap(({ text, labels, findings }) => {
      const wanted = labels.filter(({ entity }) => entity === each.entity);
      return [{ text, wanted, findings, own: findings.filter(({ kind }) => kind.name === each.kind) }];
    });
    return {
      ...each,
      labels: pairs.reduce((sum, { wanted }) => sum + wanted.length, 0),
      found: pairs.reduce((sum, { own }) => sum + own.length, 0),
      missed: pairs.flatMap(({ text, wanted, findings }) =>
        wanted.filter((label) => !isCovered(text, label, findings)).map((label) => quote(text, label)),
      ),
      wrong: pairs.flatMap(({ text, wanted, own }) =>
        own
          .filter((finding) => !wanted.some((label) => overlap(label, finding)))
          .map((finding) => quote(text, finding)),
      ),
    };
  });
}

/** Share of labels that are covered; of findings that are right. `NaN` of none. */
export function recallOf({ labels, missed }: Result): number {
  return 1 - missed.length / labels;
}

export function precisionOf({ found, wrong }: Result): number {
  return 1 - wrong.length / found;
}

/** Whether what is asked holds. */
export function isHeld(result: Result): boolean {
  const { recall = 0, precision = 0 } = result;
  return recallOf(result) >= recall && precisionOf(result) >= precision;
}

/** Every letter and digit of the label would be replaced, under whatever name. */
function isCovered(text: string, label: Span, findings: readonly Finding[]): boolean {
  return Array.from({ length: label.end - label.start }, (_, index) => label.start + index).every(
    (at) => !/[\p{L}\p{N}]/u.test(text[at] ?? '') || findings.some(({ start, end }) => start <= at && at < end),
  );
}

function overlap(one: Span, other: Span): boolean {
  return one.start < other.end && other.start < one.end;
}

function quote(text: string, { start, end }: Span): Quote {
  return {
    before: text.slice(Math.max(0, start - 30), start),
    value: text.slice(start, end),
    behind: text.slice(end, end + 20),
  };
}
