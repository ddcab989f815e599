import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CaseRecord } from '../../src/case/case-record.ts';
import { caseHtml } from './case-page.ts';
import { escapeText } from '../../src/report/escape.ts';
import type { PageExtras } from '../../src/report/page/page-view.ts';
import { HAS_BROWSER, startBrowser, type Browser, type OpenPage } from '../support/browser.ts';
import { PIXEL, RECORD } from '../support/bundle-case.ts';

const SHOT = 'data/evidence/01.png';
const AT = '2026-11-20T13:07:00Z';

/** A case with something in every place of the page. */
const FULL: CaseRecord = {
  ...RECORD,
  parent: 'd'.repeat(64),
  severity: { ...RECORD.severity, proposed: 'S3', reason: 'the site is dark' },
  evidence: [
    { path: SHOT, name: 'a.png', role: 'screenshot', bytes: 70, sha256: 'b', media: 'image/png', copied: true },
    { path: '/x', name: 'b', role: 'attachment', bytes: 7, sha256: 'c', media: 'm', copied: false, why: 'no' },
  ],
};

const EXTRAS: PageExtras = {
  thumbnails: new Map([
    [SHOT, { dataUri: `data:image/png;base64,${PIXEL.toString('base64')}`, width: 480, height: 270 }],
  ]),
  removed: [{ kind: 'card', count: 2, where: 'data/case.json' }],
  journal: [
    { type: 'answered', at: AT, prompt: 'text', value: 'silent', by: 'person' },
    { type: 'answered', at: AT, prompt: 'fact:phone.rings', value: 'never', by: 'file' },
    { type: 'answered', at: AT, prompt: 'field:names', value: { username: 'u' }, by: 'person' },
    { type: 'attached', at: AT, name: 'trace.har' },
    { type: 'ended', at: AT, state: 'escalated' },
  ],
};

/** Where text of the record decides what the page looks like, and not only what it says. */
const KEPT = ['utc', 'local', 'zone', 'schema', 'type', 'at', 'prompt', 'media', 'dataUri'];

/** The value with every text replaced by what `next` gives, one after the other. */
function fill(value: unknown, next: () => string, key = ''): unknown {
  if (typeof value === 'string') return KEPT.includes(key) || value === SHOT ? value : next();
  if (Array.isArray(value)) return value.map((each) => fill(each, next));
  if (value instanceof Map) return new Map(Array.from(value, ([name, each]) => [name, fill(each, next)]));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, fill(each, next, name)]));
}

/** A page with the texts, each in the place where the others have their own. */
function pageOf(texts: (place: number) => string): string {
  let place = 0;
  const next = (): string => texts(place++);
  return caseHtml(fill(FULL, next) as CaseRecord, fill(EXTRAS, next) as PageExtras);
}

/** Everything there is of markup in a page: elements in order, with the names of their attributes. */
const STRUCTURE = `Array.from(document.querySelectorAll('*'), (each) => each.tagName + ' ' + each.getAttributeNames().join(' '))`;
const TEXT = 'document.documentElement.textContent';

/** Worst ratio of contrast of what is written, and of what is drawn (WCAG 2.2, 1.4.3 and 1.4.11), with where it is. */
const CONTRAST = `(() => {
  const parse = (colour) => colour.match(/[\\d.]+/g).map(Number);
  const light = (colour) => parse(colour).slice(0, 3).map((c) => c / 255).map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4))
    .reduce((sum, c, index) => sum + c * [0.2126, 0.7152, 0.0722][index], 0);
  const behind = (each) => {
    for (let at = each; at; at = at.parentElement) {
      const colour = getComputedStyle(at).backgroundColor;
      if ((parse(colour)[3] ?? 1) === 1) return colour;
    }
    return 'rgb(255, 255, 255)';
  };
  const worst = { text: [99, ''], mark: [99, ''] };
  for (const each of document.body.querySelectorAll('*')) {
    const isMark = each.tagName === 'path';
    const isText = Array.from(each.childNodes).some((node) => node.nodeType === 3 && node.data.trim() !== '');
    if (!isMark && (!isText || each.tagName === 'title')) continue;
    const style = getComputedStyle(each);
    const [a, b] = [light(each.namespaceURI.endsWith('svg') ? style.fill : style.color), light(behind(each))].sort((x, y) => y - x);
    const ratio = (a + 0.05) / (b + 0.05);
    const kind = isMark ? 'mark' : 'text';
    if (ratio < worst[kind][0]) worst[kind] = [ratio, each.outerHTML.slice(0, 100)];
  }
  return worst;
})()`;

describe.skipIf(!HAS_BROWSER)('report.html in Chromium', () => {
  const folder = mkdtempSync(join(tmpdir(), 'deskmedic-page-'));
  const requests: string[] = [];
  let server: Server;
  let browser: Browser;
  let origin: string;
  let pages = 0;

  beforeAll(async () => {
    server = createServer((request, response) => {
      requests.push(request.url ?? '');
      response.end('alert(1)');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    browser = startBrowser();
  });

  afterAll(async () => {
    await browser.close();
    server.close();
    rmSync(folder, { recursive: true, force: true });
  });

  async function open(html: string): Promise<OpenPage> {
    const file = join(folder, `${(pages += 1)}.html`);
    writeFileSync(file, html);
    return browser.open(pathToFileURL(file).href);
  }

  /** What breaks out of text, attributes, styles, comments, SVG, templates and terminals; short, so that none is cut. */
  function hostileTexts(): string[] {
    return [
      '<script>alert(1)</script>',
      `</style><script src=${origin}/1></script>`,
      '</title><img src=x onerror=alert(2)>',
      '</text></svg><svg onload=alert(3)>',
      `"><img src="${origin}/2">`,
      `'><link rel=stylesheet href='${origin}/3'>`,
      '" onmouseover="alert(4)" autofocus onfocus="alert(5)',
      'javascript:alert(6)',
      `<a href="javascript:alert(7)" ping="${origin}/4">x</a>`,
      `<meta http-equiv=refresh content="0;url=${origin}/5">`,
      `<base href="${origin}/"><iframe src=6>`,
      `@import url(${origin}/7); body{background:url(${origin}/8)}`,
      `<object data="${origin}/9"></object>`,
      '<math><mi//xlink:href="data:x,<script>alert(8)</script>">',
      '<noscript><p title="</noscript><img src=x onerror=alert(9)>">',
      ']]><svg><![CDATA[<image href=x onerror=alert(10)>]]>',
      '<!--><img src=x onerror=alert(11)>-->',
      '--!><script>alert(12)</script>',
      '<template><style>*{display:none}</style>',
      `<form action=${origin}/10><button formaction=javascript:alert(13)>`,
      '<%= it.record %><%~ alert(14) %>{{7*7}}${7*7}',
      '&lt;b&gt; &amp; &#x41; &nbsp; &notin;',
      'nul \0 bell \u0007 esc \u001b[31m del \u007f c1 \u009b',
      'RTL \u202egnp.exe\u202c \u2066isolate \u200fmark \u061c',
      'zero\u200bwidth\u200d \ufeff\u2028line\u2029paragraph',
      'half \ud83d characters \udc00',
      'אבג <b>שלום</b> العربية (test) 123',
      'Ṱ̺̺̕o͞ ̷i̲̬͇̪͙n̝̗͕v̟̜̘̦͟o̶̙̰̠kè͚̮̺̪̹̱̤',
      'lines\r\nand\rlines\nand\ttabs   blanks ',
      `${origin}/11 //127.0.0.1/ file:///etc/passwd`,
      'undefined null true NaN $& $1 %s __proto__',
      "'; DROP TABLE--  `whoami` $(touch /tmp/x) | \\",
    ];
  }

  /** A text as the page is to show it. */
  function shown(text: string): string {
    return text
      .split(/\r\n|[\r\n]/)
      .map(escapeText)
      .join('\n');
  }

  it('would show it if a page did something: the check itself works', async () => {
    const html = caseHtml(RECORD).replace('</main>', `<img src="${origin}/seen"><script>alert(1)</script></main>`);
    expect((await open(html)).incidents.join()).toMatch(/Content Security Policy/);
    const open_ = html.replace(/<meta http-equiv[^>]*>/, '');
    const { incidents } = await open(open_);
    expect(incidents.join()).toMatch(/javascriptDialogOpening/);
    expect(incidents).toContain(`request for ${origin}/seen`);
    expect(requests).toContain('/seen');
    requests.length = 0;
  });

  it('shows every hostile text in every place as text, asks for nothing, says nothing, runs nothing', async () => {
    const texts = hostileTexts();
    // Every text in every place: the texts move on by one from page to page.
    const marked = await open(pageOf((place) => `Mk${place}k`));
    const structure = await marked.evaluate(STRUCTURE);
    const plain = (await marked.evaluate(TEXT)) as string;
    expect(plain).toContain('Mk40k');
    for (const first of texts.keys()) {
      const textAt = (place: number): string => texts[(place + first) % texts.length]!;
      const page = await open(pageOf(textAt));
      expect(page.incidents).toEqual([]);
      expect(await page.evaluate(STRUCTURE)).toEqual(structure);
      expect(await page.evaluate(TEXT)).toBe(plain.replace(/Mk(\d+)k/g, (_, place) => shown(textAt(Number(place)))));
    }
    expect(requests).toEqual([]);
  }, 120_000);

  it('links to nothing but places on the page and copies in the bundle', async () => {
    const texts = hostileTexts();
    const page = await open(pageOf((place) => texts[place % texts.length]!));
    const links = (await page.evaluate(`Array.from(document.links, (link) => link.getAttribute('href'))`)) as string[];
    expect(new Set(links.filter((link) => !link.startsWith('#')))).toEqual(new Set(['evidence/01.png']));
    const targets = links.filter((link) => link.startsWith('#'));
    expect(await page.evaluate(`${JSON.stringify(targets)}.every((id) => document.querySelector(id) !== null)`)).toBe(
      true,
    );
  });

  it.each([
    ['ordinary texts', () => caseHtml(FULL, EXTRAS)],
    ['endless words', () => pageOf(() => 'W'.repeat(3000))],
    [
      'a word of 100 KB',
      () => caseHtml({ ...FULL, summary: 'x'.repeat(100_000), username: 'y'.repeat(100_000) }, EXTRAS),
    ],
    ['a long text that runs from right to left', () => pageOf(() => 'הטלפון שותק والهاتف صامت '.repeat(30))],
    ['blanks and lines', () => pageOf(() => `a${' '.repeat(300)}b\n`.repeat(20))],
  ])(
    'is as wide as the window on a telephone, a desk and paper, with %s',
    async (_, html) => {
      const page = await open(html());
      for (const width of [320, 360, 720, 1100]) {
        await page.show({ width, isPaper: width === 720 });
        expect(await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')).toBe(
          0,
        );
        // Nothing is cut off within the page either.
        const cut = `Array.from(document.querySelectorAll('main *:not(.unseen, thead, thead *, svg, svg *)'))
          .filter((each) => each.getBoundingClientRect().right > innerWidth + 1).map((each) => each.outerHTML.slice(0, 80))`;
        expect(await page.evaluate(cut)).toEqual([]);
      }
    },
    60_000,
  );

  it('can be read in light, in dark and on paper, where it has no background', async () => {
    const page = await open(caseHtml(FULL, EXTRAS));
    const looks = [{}, { isDark: true }, { isPaper: true }, { isPaper: true, isDark: true }];
    const backgrounds: unknown[] = [];
    for (const look of looks) {
      await page.show({ width: 1000, ...look });
      const { text, mark } = (await page.evaluate(CONTRAST)) as Record<'text' | 'mark', [number, string]>;
      expect(text[0], text[1]).toBeGreaterThan(4.5);
      expect(mark[0], mark[1]).toBeGreaterThan(3);
      backgrounds.push(
        await page.evaluate(
          `new Set(Array.from(document.querySelectorAll('*'), (each) => getComputedStyle(each).backgroundColor)).size`,
        ),
      );
    }
    expect(backgrounds).toEqual([3, 3, 2, 2]);
    expect(await page.evaluate('getComputedStyle(document.body).color')).toBe('rgb(27, 31, 36)');
    expect((await page.pdf()).subarray(0, 5).toString()).toBe('%PDF-');
  });

  it('can be heard: a language, one main heading, none left out, heads of tables, names of pictures', async () => {
    const page = await open(caseHtml(FULL, EXTRAS));
    const levels = (await page.evaluate(
      `Array.from(document.querySelectorAll('h1, h2, h3, h4'), (each) => Number(each.tagName[1]))`,
    )) as number[];
    expect(levels.filter((level) => level === 1)).toEqual([1]);
    for (const [index, level] of levels.entries()) expect(level - (levels[index - 1] ?? 0)).toBeLessThanOrEqual(1);
    const count = (selector: string) => page.evaluate(`document.querySelectorAll(${JSON.stringify(selector)}).length`);
    expect(await count('html[lang=en]')).toBe(1);
    expect(await count('table')).toBe(5);
    expect(await count('table:not(:has(thead th[scope=col]))')).toBe(0);
    expect(await count('img')).toBe(1);
    expect(await count('img:not([alt]), img[alt=""]')).toBe(0);
    expect(await count('svg[role=img][aria-label]')).toBe(1);
    expect(await count('section:not([aria-labelledby])')).toBe(0);
    expect(
      await page.evaluate(
        `Array.from(document.querySelectorAll('[aria-labelledby]')).every((each) => document.getElementById(each.getAttribute('aria-labelledby')))`,
      ),
    ).toBe(true);
  });

  it('shows the thumbnail in its own proportions, and takes two thousand files', async () => {
    const evidence = Array.from({ length: 2000 }, (_, number) => ({
      ...FULL.evidence[0]!,
      path: `data/evidence/${number}.png`,
    }));
    const thumbnail = EXTRAS.thumbnails!.get(SHOT)!;
    const thumbnails = new Map(evidence.map(({ path }) => [path, thumbnail]));
    const page = await open(caseHtml({ ...FULL, evidence }, { thumbnails }));
    expect(page.incidents).toEqual([]);
    expect(await page.evaluate(`document.querySelectorAll('#evidence ~ table tbody tr').length`)).toBe(2000);
    const sides = `(({ width, height, naturalWidth, naturalHeight }) => [width / height, naturalWidth / naturalHeight])(document.images[0])`;
    const [ratio, natural] = (await page.evaluate(sides)) as [number, number];
    expect(ratio).toBeCloseTo(natural);
    await page.show({ width: 360 });
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360);
  }, 60_000);
});
