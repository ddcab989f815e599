import { casePage } from '../../src/report/case-page.ts';

/** The page in one text. */
export function caseHtml(...given: Parameters<typeof casePage>): string {
  return [...casePage(...given)].join('');
}
