import { describe, expect, it } from 'vitest';
import type { SecretKind } from '../../src/redact/kind.ts';
import { isRemoved, newPlaceholders } from '../../src/redact/placeholders.ts';

const nationalId: SecretKind = { name: 'national-id', find: () => [] };

describe('placeholders', () => {
  it('bear names of several words', () => {
    const placeholders = newPlaceholders(['{national-id-4} stands here']);
    expect(placeholders.standFor(nationalId, 'a')).toBe('{national-id-5}');
    expect(placeholders.standFor(nationalId, 'a')).toBe('{national-id-5}');
    placeholders.reserve('<national-id-7>');
    expect(placeholders.standFor(nationalId, 'b')).toBe('{national-id-8}');
  });

  it.each(['{card-1}', '"{national-id-12}",', '<api-key-1>', '{one-time-code-1} {card-2}.'])(
    'knows that "%s" was removed',
    (text) => expect(isRemoved(text)).toBe(true),
  );

  it.each(['{card-1}x', '{national--id-1}', '{-id-1}', '{national-id}', '{National-id-1}', ''])(
    'does not take "%s" for something removed',
    (text) => expect(isRemoved(text)).toBe(false),
  );
});
