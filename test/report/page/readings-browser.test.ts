import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CaseRecord } from '../../../src/case/case-record.ts';
import type { RecordedReading } from '../../../src/case/record-reading.ts';
import { showTime, type ShownTime } from '../../../src/facts/time.ts';
import { caseHtml } from '../case-page.ts';
import { escapeText } from '../../../src/report/escape.ts';
import { HAS_BROWSER, startBrowser, type Browser, type OpenPage } from '../../support/browser.ts';
import { RECORD } from '../../support/bundle-case.ts';

function at(time: string): ShownTime {
  return showTime(`2026-11-20T${time}Z`, 'America/New_York');
}

/** A file with something in every field that a reader can fill. */
const FULL: RecordedReading = {
  file: 'console.log',
  format: 'console-log',
  from: at('12:41:00'),
  to: at('13:25:00'),
  gaps: [
    { from: at('13:02:10'), to: at('13:04:20'), milliseconds: 130_000, cause: 'network', line: 41 },
    { from: at('13:22:00'), cause: 'timeout', line: 96 },
    { cause: 'unknown' },
  ],
  quality: [
    { leg: 'endpoint', side: 'Caller', at: at('13:08:00'), line: 3, loss: 7.25, roundTrip: 120, jitter: 12 },
    { leg: 'endpoint', side: 'Caller', loss: 1, roundTrip: 120, jitter: 12 },
    { leg: 'relay', side: 'us-east', loss: 1, roundTrip: 9_000, jitter: 80 },
  ],
  ids: { tracking: ['GTWY_1'], interaction: ['2'], correlation: ['3'], org: ['4'], call: ['5'] },
  problems: [{ code: 'cut-short', message: 'it ends in the middle of a line', line: 120 }],
};

/** None is longer than what a lane's label shows. */
const HOSTILE = [
  '<script>alert(1)</script>',
  '</title></svg><img onerror=alert(2) src>',
  '"/><svg onload=alert(3)>',
  '" onmouseover="alert(4)" x="',
  "'><iframe src=javascript:alert(5)>",
  '</style></text><style>*{color:red}',
  '<%= it.record %><%~ alert(6) %>${7*7}',
  '<!--',
  ']]><![CDATA[<a href=//example.com>',
  'nul \0 esc \u001b[31m half \ud83d',
  'rtl \u202egnp.exe zero\u200bwidth',
  'undefined null NaN __proto__',
  '&lt;b&gt; &amp; &#x41;',
];

/** What decides which parts the page has, and where they stand. */
const KEPT = ['leg', 'utc'];

/** The reading with each text replaced by what `next` gives, one after the other. */
function fill(value: unknown, next: () => string, key = ''): unknown {
  if (typeof value === 'string') return KEPT.includes(key) ? value : next();
  if (Array.isArray(value)) return value.map((each) => fill(each, next));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, fill(each, next, name)]));
}

function pageOf(texts: (place: number) => string, reading: RecordedReading = FULL): string {
  let place = 0;
  const next = (): string => texts(place++);
  return caseHtml({ ...RECORD, readings: [fill(reading, next)] } as CaseRecord);
}

const STRUCTURE = `Array.from(document.querySelectorAll('*'), (each) => each.tagName + ' ' + each.getAttributeNames().join(' '))`;
const TEXT = 'document.documentElement.textContent';
const LABELS = `Array.from(document.querySelectorAll('[aria-label]'), (each) => each.getAttribute('aria-label')).join('\\n')`;

describe.skipIf(!HAS_BROWSER)('what files show, in Chromium', () => {
  const folder = mkdtempSync(join(tmpdir(), 'deskmedic-page-'));
  let browser: Browser;
  let pages = 0;

  beforeAll(() => {
    browser = startBrowser();
  });

  afterAll(async () => {
    await browser.close();
    rmSync(folder, { recursive: true, force: true });
  });

  async function open(html: string): Promise<OpenPage> {
    const file = join(folder, `${(pages += 1)}.html`);
    writeFileSync(file, html);
    return browser.open(pathToFileURL(file).href);
  }

  test('every hostile text in every field is shown as text, and does nothing', async () => {
    const marked = await open(pageOf((place) => `Mk${place}k`));
    const structure = await marked.evaluate(STRUCTURE);
    const [text, labels] = [(await marked.evaluate(TEXT)) as string, (await marked.evaluate(LABELS)) as string];
    // File, kind, span, gaps, sides, identifiers, problem: all of it stands somewhere.
    expect(new Set(text.match(/Mk\d+k/g)).size).toBeGreaterThan(18);
    for (const first of HOSTILE.keys()) {
      const textAt = (place: number): string => HOSTILE[(place + first) % HOSTILE.length]!;
      const page = await open(pageOf(textAt));
      expect(page.incidents).toEqual([]);
      expect(await page.evaluate(STRUCTURE)).toEqual(structure);
      const shown = (marks: string): string =>
        marks.replace(/Mk(\d+)k/g, (_, place) => escapeText(textAt(Number(place))));
      expect(await page.evaluate(TEXT)).toBe(shown(text));
      expect(await page.evaluate(LABELS)).toBe(shown(labels));
    }
  }, 60_000);

  test('numbers beyond all reason break nothing', async () => {
    const huge = 1.7e308;
    const page = await open(
      caseHtml({
        ...RECORD,
        readings: [
          {
            ...FULL,
            gaps: [
              { ...FULL.gaps[0]!, milliseconds: huge },
              ...FULL.gaps.slice(1).map((gap) => ({ ...gap, milliseconds: huge })),
            ],
            quality: [...FULL.quality, { leg: 'endpoint', loss: huge, roundTrip: 0, jitter: 5e-324 }],
          },
        ],
      }),
    );
    expect(page.incidents).toEqual([]);
    expect(await page.evaluate(`document.documentElement.outerHTML.match(/NaN|Infinity|undefined/)`)).toBeNull();
  });

  test.each([
    ['ordinary texts', pageOf((place) => `text ${place}`)],
    ['endless words', pageOf(() => 'W'.repeat(2000))],
    [
      'all that is kept of a file',
      pageOf((place) => `text ${place}`, {
        ...FULL,
        gaps: Array.from({ length: 200 }, () => FULL.gaps[0]!),
        quality: Array.from({ length: 400 }, (_, index) => FULL.quality[index % 3]!),
        ids: { tracking: Array.from({ length: 10 }, () => 'x') },
      }),
    ],
  ])(
    'fits a telephone, a desk and paper, and can be read in any light, with %s',
    async (_, html) => {
      const page = await open(html);
      for (const width of [320, 390, 720, 1280]) {
        await page.show({ width, isPaper: width === 720 });
        expect(await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')).toBe(
          0,
        );
        const cut = `Array.from(document.querySelectorAll('main *:not(.unseen, thead, thead *, svg, svg *)'))
        .filter((each) => each.getBoundingClientRect().right > innerWidth + 1).map((each) => each.outerHTML.slice(0, 80))`;
        expect(await page.evaluate(cut)).toEqual([]);
      }
      for (const look of [{}, { isDark: true }, { isPaper: true, isDark: true }]) {
        await page.show({ width: 1000, ...look });
        expect(await page.evaluate(PALEST)).toBeGreaterThan(3);
      }
    },
    60_000,
  );

  test('has a plot for each measure of each part of the way, and a name for each picture', async () => {
    const page = await open(caseHtml({ ...RECORD, readings: [FULL] }));
    const count = (selector: string) => page.evaluate(`document.querySelectorAll(${JSON.stringify(selector)}).length`);
    expect(await count('.plot svg[role=img]:not(.glyph)')).toBe(6);
    expect(await count('svg[role=img]:not([aria-label])')).toBe(0);
    expect(await count('.plot .limit')).toBe(6);
    expect(await count('.plot > svg .bad')).toBe(3);
    expect(await count('section:not([aria-labelledby])')).toBe(0);
    expect(await count('table:not(:has(thead th[scope=col]))')).toBe(0);
    const links = `Array.from(document.querySelectorAll('nav a'), (link) => link.getAttribute('href'))
      .every((id) => document.querySelector(id) !== null)`;
    expect(await page.evaluate(links)).toBe(true);
  });
});

/** The lowest ratio of contrast with the paper of what is drawn of the files (WCAG 2.2, 1.4.11). */
const PALEST = `(() => {
  const light = (colour) => colour.match(/[\\d.]+/g).slice(0, 3).map((c) => c / 255).map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4))
    .reduce((sum, c, index) => sum + c * [0.2126, 0.7152, 0.0722][index], 0);
  const paper = getComputedStyle(document.body).backgroundColor;
  const behind = light(/, 0\\)$/.test(paper) ? 'rgb(255, 255, 255)' : paper);
  const colours = [
    ...Array.from(document.querySelectorAll('.picture rect'), (each) => getComputedStyle(each).fill),
    ...Array.from(document.querySelectorAll('.open-end, .plot .limit, .plot polyline'), (each) => getComputedStyle(each).stroke),
  ];
  return Math.min(...colours.map(light).map((each) => (Math.max(each, behind) + 0.05) / (Math.min(each, behind) + 0.05)));
})()`;
