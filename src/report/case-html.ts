import { Eta } from 'eta/core';
import type { CaseRecord } from '../case/case-record.ts';
import { escapeText } from './escape.ts';
import { pageView, type PageExtras } from './page/page-view.ts';
import { CONTENT_POLICY, STYLE } from './page/style.ts';
import { PAGE } from './page/template.ts';

/**
 * A case as one page that loads nothing: to look at, to print, to read on a telephone. It runs no script. Everything
 * that is given comes out as text, whoever wrote it, with what is invisible made visible. Pure.
 */
export function caseHtml(record: CaseRecord, extras: PageExtras = {}): string {
  const eta = new Eta({ autoEscape: true, autoTrim: [false, 'nl'] });
  const view = visible(pageView(record, extras)) as object;
  return eta.renderString(PAGE, { ...view, style: STYLE, policy: CONTENT_POLICY });
}

/** The same value with every string made visible, line by line: nothing in it can hide or turn the writing. */
function visible(value: unknown): unknown {
  if (typeof value === 'string')
    return value
      .split(/\r\n|[\n\r]/)
      .map(escapeText)
      .join('\n');
  if (Array.isArray(value)) return value.map(visible);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, visible(inner)]));
}
