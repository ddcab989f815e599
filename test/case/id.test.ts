import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isCaseId, makeCaseId, matchCaseId } from '../../src/case/id.ts';

describe('a case id', () => {
  it('has the UTC day and four letters that cannot be misread', () => {
    expect(makeCaseId(Date.parse('2026-11-20T23:59:59-06:00'), '00000000')).toBe('20261121-aaaa');
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 4, maxLength: 4 }), (bytes) => {
        const id = makeCaseId(0, Buffer.from(bytes).toString('hex'));
        expect(id).toMatch(/^19700101-[a-hjkmnp-z2-9]{4}$/);
        expect(isCaseId(id)).toBe(true);
      }),
    );
  });

  it('is nothing that could lead out of the folder of cases', () => {
    const others = [
      '',
      '..',
      '../..',
      '20261120-k3f',
      '20261120-k3f9/..',
      '20261120-k3f9\n',
      '20261120-k3f0',
      '2026112-k3f9a',
    ];
    for (const text of [...others, '20261120-K3F9', '/20261120-k3f9', '20261120-k3f9\0', 'C:20261120-k3f9'])
      expect(isCaseId(text)).toBe(false);
  });

  it('may be shortened to a beginning that only one case has', () => {
    const ids = ['20261120-k3f9', '20261120-k4aa', '20261121-k3f9'];
    expect(matchCaseId('20261120-k3f9', ids)).toBe('20261120-k3f9');
    expect(matchCaseId(' 20261120-K3 ', ids)).toBe('20261120-k3f9');
    expect(matchCaseId('20261121', ids)).toBe('20261121-k3f9');
    expect(matchCaseId('20261120', ids)).toEqual(['20261120-k3f9', '20261120-k4aa']);
    for (const none of ['', ' ', 'k3f9', '../20261120-k3f9']) expect(matchCaseId(none, ids)).toEqual([]);
  });
});
