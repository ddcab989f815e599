import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { caseHtml } from '../../src/report/case-html.ts';
import { RECORD } from '../support/bundle-case.ts';

/** Tags, attributes and text as Python's parser sees them: a referee that knows nothing of our escaping. */
function parse(html: string): { tags: string[]; text: string; links: string[] } {
  const script = `
import sys, json, html.parser
class P(html.parser.HTMLParser):
    def __init__(self):
        super().__init__(); self.tags=[]; self.text=[]; self.links=[]
    def handle_starttag(self, tag, attrs):
        self.tags.append(tag); self.links += [v for k, v in attrs if k in ('href', 'src') or k.startswith('on')]
    def handle_data(self, data): self.text.append(data)
p=P(); p.feed(sys.stdin.read()); p.close()
print(json.dumps({'tags': p.tags, 'text': ''.join(p.text), 'links': p.links}))`;
  return JSON.parse(execFileSync('python3', ['-c', script], { input: html, encoding: 'utf8' })) as ReturnType<
    typeof parse
  >;
}

const full = {
  ...RECORD,
  parent: 'd'.repeat(64),
  evidence: [
    {
      path: 'data/evidence/01.png',
      name: 'shot.png',
      role: 'screenshot',
      bytes: 70,
      sha256: 'b'.repeat(64),
      media: 'image/png',
      copied: true,
    },
    {
      path: 'data/evidence/../../x',
      role: 'attachment',
      bytes: 9,
      sha256: 'c'.repeat(64),
      media: 'text/plain',
      copied: true,
    },
  ],
} as const;

describe('report.html', () => {
  it('shows severity and channel first, then the case, with a link to what was copied and to nothing else', () => {
    const { tags, text, links } = parse(caseHtml(full));
    expect(tags).not.toContain('script');
    expect(links).toEqual(['evidence/01.png']);
    expect(text.indexOf('S2: Call Cisco TAC')).toBeLessThan(text.indexOf('What happens'));
    for (const part of [
      'ACME\\jdoe',
      '2026-11-20T08:05:00-05:00',
      'did not help',
      'a screenshot of the Agent Desktop',
      'Began after the lunch break.',
      'b'.repeat(64),
      'Adds to bundle',
    ]) {
      expect(text).toContain(part);
    }
  });

  it('loads nothing: its policy forbids it, and it names no address', () => {
    const html = caseHtml(full);
    expect(html).toContain(`content="default-src 'none'; style-src 'unsafe-inline'; img-src data:"`);
    expect(html).not.toMatch(/https?:|<img|<link|@import|url\(/);
  });

  it('tells the story in the order in which it happened', () => {
    const { text } = parse(caseHtml(full));
    const places = ['First observed', 'Step: Push', 'Note: Began', 'Bundle made'].map((part) => text.indexOf(part));
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect(places[0]).toBeGreaterThan(0);
  });

  it('shows what was typed as text, with what is invisible made visible', () => {
    const hostile = '<script>alert(1)</script><img src=x onerror=a>" \' <%= it %> &amp; \u202egpj \x1b[31m\nnext';
    const plain = parse(caseHtml(full));
    const fill = (value: unknown): unknown => {
      if (typeof value === 'string') return /^[a-z0-9-]+$|^\d{4}-/.test(value) ? value : hostile;
      if (Array.isArray(value)) return value.map(fill);
      if (typeof value !== 'object' || value === null) return value;
      return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, fill(inner)]));
    };
    const html = caseHtml(fill({ ...full, evidence: full.evidence.slice(1) }) as typeof RECORD);
    const parsed = parse(html);
    expect(new Set(parsed.tags)).toEqual(new Set(plain.tags.filter((tag) => tag !== 'a')));
    expect(parsed.links).toEqual([]);
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
