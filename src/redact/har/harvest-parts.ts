import type { Harvest } from './harvest.ts';

/** The fields of a form that is sent in parts (RFC 7578), and the hidden ones and the marks of a page. */
export function harvestParts(body: string, harvest: Harvest): void {
  if (/^\s*--\S/.test(body)) {
    for (const [, name = '', value = ''] of body.matchAll(
      /\bname="([^"\r\n]{1,100})"[^\r\n]{0,200}\r?\n(?:[^\r\n]{1,200}\r?\n){0,4}\r?\n([^\r\n]{0,65536})/g,
    ))
      harvest.field(name, value);
  }
  if (!/<(?:input|meta)\b/i.test(body)) return;
  for (const [tag] of body.matchAll(/<(?:input|meta)\b[^<>]{0,4000}>/gi)) {
    const name = /\bname\s*=\s*["']?([^"'\s>]{1,100})/i.exec(tag)?.[1];
    const value = /\b(?:value|content)\s*=\s*(?:"([^"]*)"|'([^']*)')/i.exec(tag);
    if (name !== undefined) harvest.field(name, value?.[1] ?? value?.[2] ?? '');
  }
}
