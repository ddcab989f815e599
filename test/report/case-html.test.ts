import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CaseRecord, RecordedEvidence } from '../../src/case/case-record.ts';
import { caseHtml } from './case-page.ts';
import { RECORD } from '../support/bundle-case.ts';

/** Tags, attributes and text as Python's parser sees them: a referee that knows nothing of our escaping. */
function parse(html: string): { tags: string[]; text: string; links: string[]; pictures: string[] } {
  const script = `
import sys, json, html.parser
class P(html.parser.HTMLParser):
    def __init__(self):
        super().__init__(); self.tags=[]; self.text=[]; self.links=[]; self.pictures=[]
    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.links += [v for k, v in attrs if k == 'href' or k.startswith('on')]
        self.pictures += [v for k, v in attrs if k == 'src']
    def handle_data(self, data): self.text.append(data)
p=P(); p.feed(sys.stdin.read()); p.close()
print(json.dumps({'tags': p.tags, 'text': ''.join(p.text), 'links': p.links, 'pictures': p.pictures}))`;
  const output = execFileSync('python3', ['-c', script], { input: html, encoding: 'utf8', maxBuffer: 2 ** 28 });
  return JSON.parse(output) as ReturnType<typeof parse>;
}

/** Links to other files. */
function away(links: readonly string[]): string[] {
  return links.filter((link) => !link.startsWith('#'));
}

const SCREENSHOT: RecordedEvidence = {
  path: 'data/evidence/01.png',
  name: 'shot.png',
  role: 'screenshot',
  bytes: 70,
  sha256: 'b'.repeat(64),
  media: 'image/png',
  copied: true,
};

const FULL: CaseRecord = {
  ...RECORD,
  parent: 'd'.repeat(64),
  evidence: [
    SCREENSHOT,
    { ...SCREENSHOT, path: 'data/evidence/../../x', role: 'attachment', media: 'text/plain' },
    { ...SCREENSHOT, path: '/home/jo/2.png', copied: false, why: 'nobody agreed to copying it' },
  ],
};

const PICTURE = { dataUri: 'data:image/jpeg;base64,AAAA', width: 48, height: 27 };

describe('report.html', () => {
  it('says first what to do, then what is missing, then the case', () => {
    const { tags, text } = parse(caseHtml(FULL));
    expect(tags).not.toContain('script');
    const parts = [
      'S2, by phone',
      'Call Cisco TAC, and have the contract number at hand.',
      'an important function is degraded for a site',
      'This adds to bundle',
      'a screenshot of the Agent Desktop',
      'contract number\n',
      '4 of 20',
      '36 min before this bundle',
      'The status bar says Not Responding\nand the phone stays silent.',
      'ACME\\jdoe',
      '2026-11-20T08:05:00-05:00 (America/New_York) = 2026-11-20T13:05:00Z',
      'did not help:',
      'First observed',
      'matches',
      'desktop.status = not-responding',
      'a person said so',
      'data/evidence/01.png',
      'b'.repeat(64),
      'Not in this bundle',
      'nobody agreed to copying it',
      'Case 20261120-k3f9, made by deskmedic 0.1.0',
    ];
    let from = 0;
    for (const part of parts) {
      const at = text.indexOf(part, from);
      expect(at, part).toBeGreaterThanOrEqual(from);
      from = at;
    }
  });

  it('says why a person chose another severity than the one that was proposed', () => {
    const severity = { ...RECORD.severity, severity: 'S1', reason: 'the site is dark' };
    const { text } = parse(caseHtml({ ...RECORD, severity }));
    expect(text).toContain('Proposed was S2. Chosen because: the site is dark');
  });

  it('links to what was copied and to nothing else', () => {
    expect(away(parse(caseHtml(FULL)).links)).toEqual(['evidence/01.png']);
  });

  it('loads nothing: its policy forbids it, and it names no address', () => {
    const html = caseHtml(FULL, { thumbnails: new Map([[SCREENSHOT.path, PICTURE]]) });
    const style = /<style>(.*?)<\/style>/s.exec(html)![1]!;
    const hash = createHash('sha256').update(style).digest('base64');
    expect(html).toContain(
      `content="default-src 'none'; style-src 'sha256-${hash}'; img-src data:; base-uri 'none'; form-action 'none'"`,
    );
    expect(html).not.toMatch(/https?:|<link|@import|url\(| style=| on[a-z]+=/);
  });

  it('shows pictures of copied screenshots alone, and a box where there is none to show', () => {
    const second = { ...SCREENSHOT, path: 'data/evidence/02.png', name: 'two.png' };
    const record = { ...FULL, evidence: [...FULL.evidence, second] };
    const thumbnails = new Map(record.evidence.slice(0, 3).map(({ path }) => [path, PICTURE]));
    const { pictures, text, links } = parse(caseHtml(record, { thumbnails }));
    expect(pictures).toEqual([PICTURE.dataUri]);
    expect(text.split('No preview')).toHaveLength(2);
    expect(away(links)).toEqual(['evidence/01.png', 'evidence/02.png', 'evidence/01.png', 'evidence/02.png']);
  });

  it('takes no picture that is not one', () => {
    const bad = [
      { ...PICTURE, dataUri: 'data:image/svg+xml;base64,AAAA' },
      { ...PICTURE, dataUri: 'data:image/png;base64,AAAA"onload="x' },
      { ...PICTURE, dataUri: 'file:///etc/passwd' },
      { ...PICTURE, width: Number.NaN },
      { ...PICTURE, height: -1 },
    ];
    for (const picture of bad)
      expect(parse(caseHtml(FULL, { thumbnails: new Map([[SCREENSHOT.path, picture]]) })).pictures).toEqual([]);
  });

  it('shows twelve screenshots and lists the rest, so that thousands of files do not make it unusable', () => {
    const evidence = Array.from({ length: 2000 }, (_, number) => ({
      ...SCREENSHOT,
      path: `data/evidence/${number}.png`,
    }));
    const thumbnails = new Map(evidence.map(({ path }) => [path, PICTURE]));
    const html = caseHtml({ ...RECORD, evidence }, { thumbnails });
    const { pictures, text } = parse(html);
    expect(pictures).toHaveLength(12);
    expect(text).toContain('1988 more screenshots in the list of evidence.');
    expect(text).toContain('In this bundle (2000)');
    expect(html.length).toBeLessThan(2_500_000);
  });

  it('tells what was removed, that nothing was, or nothing about it when that is not known', () => {
    const removed = [{ kind: 'national-id', count: 3, where: 'data/evidence/02.har' }];
    expect(parse(caseHtml(RECORD, { removed })).text).toMatch(/data\/evidence\/02\.har\s*national-id\s*3/);
    expect(parse(caseHtml(RECORD, { removed: [] })).text).toContain('Nothing was found that had to be removed.');
    expect(parse(caseHtml(RECORD)).text).not.toContain('removed.');
  });

  it('names what a newer or a foreign program wrote as that wrote it', () => {
    const { text } = parse(
      caseHtml({
        ...RECORD,
        facts: [{ id: 'a', value: 'b', by: 'constructor' as 'person' }],
        symptoms: [{ ...RECORD.symptoms[0]!, verdict: 'toString' as 'yes' }],
        stepsTried: [{ step: 's', result: 'valueOf' as 'skip' }],
      }),
    );
    for (const word of ['constructor', 'toString', 'valueOf']) expect(text).toContain(word);
  });

  it('shows what was typed as text, with what is invisible made visible', () => {
    const hostile = '<script>alert(1)</script><img src=x onerror=a>" \' <%= it %> &amp; \u202egpj \x1b[31m\nnext';
    const plain = parse(caseHtml(FULL));
    const fill = (value: unknown): unknown => {
      if (typeof value === 'string') return /^[a-z0-9-]+$|^\d{4}-/.test(value) ? value : hostile;
      if (Array.isArray(value)) return value.map(fill);
      if (typeof value !== 'object' || value === null) return value;
      return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, fill(inner)]));
    };
    const html = caseHtml(fill({ ...FULL, evidence: FULL.evidence.slice(1) }) as CaseRecord);
    const parsed = parse(html);
    expect(plain.tags).toEqual(expect.arrayContaining([...new Set(parsed.tags)]));
    expect(away(parsed.links)).toEqual([]);
    expect(html).not.toMatch(/[\u202e\x1b]/);
    expect(parsed.text).toContain(
      `<script>alert(1)</script><img src=x onerror=a>" ' <%= it %> &amp; \\u202egpj \\u001b[31m\nnext`,
    );
  });

  it('never lets text open a tag', () => {
    const tags = (html: string): number => html.split('<').length;
    const clean = tags(caseHtml({ ...RECORD, summary: 'x', username: 'y' }));
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary', minLength: 1 }), (summary, username) => {
        expect(tags(caseHtml({ ...RECORD, summary, username }))).toBe(clean);
      }),
    );
  });
});
