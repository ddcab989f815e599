import { Eta } from 'eta/core';
import type { CaseRecord } from '../case/case-record.ts';
import { escapeText } from './escape.ts';
import { pageView, type PageExtras } from './page/page-view.ts';
import { previewsOf, type Previews } from './page/previews.ts';
import { CONTENT_POLICY, STYLE } from './page/style.ts';
import { PAGE } from './page/template.ts';

/**
 * A case as one page that loads nothing: to look at, to print, to read on a telephone. It runs no script. Everything
 * that is given comes out as text, whoever wrote it, with what is invisible made visible. Pure. It comes in pieces, since
 * its pictures are most of it: put into one text, they would stand in memory again and again.
 */
export function* casePage(record: CaseRecord, extras: PageExtras = {}): Generator<string> {
  const eta = new Eta({ autoEscape: true, autoTrim: [false, 'nl'] });
  const previews = extras.thumbnails && previewsOf(record.evidence, extras.thumbnails);
  const given = visible({ ...pageView(record, extras), previews: previews && withoutPictures(previews) }) as object;
  const html = eta.renderString(PAGE, { ...given, style: STYLE, policy: CONTENT_POLICY });
  // What was given has no quotation mark left: this is written by the template alone.
  const parts = html.split(/(?<=<img src=")picture:(\d+)(?=")/);
  for (const [at, part] of parts.entries())
    yield at % 2 === 0 ? part : (previews?.shown[Number(part)]?.thumbnail?.dataUri ?? '');
}

/** Where a picture belongs, its number stands. */
function withoutPictures({ shown, ...rest }: Previews): Previews {
  const numbered = shown.map((preview, number) =>
    preview.thumbnail === undefined
      ? preview
      : { ...preview, thumbnail: { ...preview.thumbnail, dataUri: `picture:${number}` } },
  );
  return { shown: numbered, ...rest };
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
