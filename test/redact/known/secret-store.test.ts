import { describe, expect, it } from 'vitest';
import type { UserError } from '../../../src/errors.ts';
import type { SecretKind } from '../../../src/redact/kind.ts';
import { replaceKnown } from '../../../src/redact/known/replace-known.ts';
import { MOST_SECRETS, newSecretStore } from '../../../src/redact/known/secret-store.ts';
import { newPlaceholders } from '../../../src/redact/placeholders.ts';

const token: SecretKind = { name: 'token', find: () => [] };
const folder: SecretKind = { name: 'user-folder', find: () => [] };
const card: SecretKind = { name: 'card', find: () => [], canonical: (value) => value.replace(/\D/g, '') };

describe('the store of secrets', () => {
  it('keeps each secret once, with the placeholder that the bundle has for it', () => {
    const placeholders = newPlaceholders();
    const store = newSecretStore(placeholders);
    expect([store.add(token, 'abcdef1'), store.add(token, ' abcdef1\n'), store.add(folder, 'abcdef1ghi')]).toEqual([
      true,
      true,
      true,
    ]);
    expect(store.list()).toEqual([
      { kind: 'token', value: 'abcdef1', placeholder: '{token-1}' },
      { kind: 'user-folder', value: 'abcdef1ghi', placeholder: '{user-folder-1}' },
    ]);
    expect(placeholders.standFor(token, 'abcdef1')).toBe('{token-1}');
  });

  it('gives the spellings of one secret one placeholder', () => {
    const store = newSecretStore(newPlaceholders());
    store.add(card, '4111 1111 1111 1111');
    store.add(card, '4111-1111-1111-1111');
    store.add(token, 'abcd%3D%3d');
    store.add(token, 'abcd===');
    expect(store.list().map(({ value, placeholder }) => `${value} ${placeholder}`)).toEqual([
      '4111 1111 1111 1111 {card-1}',
      '4111-1111-1111-1111 {card-1}',
      'abcd%3D%3d {token-1}',
      'abcd== {token-1}',
      'abcd=== {token-2}',
    ]);
  });

  it.each([
    ['', 'a', 'hunt2', '  hunt2  ', '12345678', '-1234.567', 'true', 'false', 'null'],
    [
      '2026-11-20',
      '20261120',
      '2026-11-20T13:41:00.123Z',
      '2026-11-20 13:41:00+01:00',
      '13:41:00',
      'Thu, 01 Jan 1970 00:00:00 GMT',
    ],
    ['application/json', 'text/html; charset=utf-8', 'multipart/form-data; boundary=x'],
    ['password', 'Undefined', 'APPLICATION', 'bearer', 'session', 'authorization', 'localhost'],
    ['********', 'xxxxxxxx', '000000000000'],
    ['{token-1}', 'token-17', '<card-2>', 'customer', 'user-folder', 'customer-name-3'],
  ])('refuses what is too common: %s …', (...values) => {
    const store = newSecretStore(newPlaceholders());
    expect(values.filter((value) => store.add(token, value))).toEqual([]);
    expect(store.list()).toEqual([]);
  });

  it.each([
    'hunter',
    '123456789',
    'abc/defg',
    'tokens-of-love',
    '2026-11-20-abc',
    'passw0rd',
    'swordfish',
    'agent-12345',
  ])('takes "%s"', (value) => expect(newSecretStore(newPlaceholders()).add(token, value)).toBe(true));

  it('takes names of people and machines from eight characters on', () => {
    const store = newSecretStore(newPlaceholders());
    expect([store.add(folder, 'jeandoe'), store.add(folder, 'jean.doe')]).toEqual([false, true]);
  });

  it('refuses what the escalation needs, in any case and encoded', () => {
    const store = newSecretStore(newPlaceholders(), ['JDoe@example.com', 'agent_007', '']);
    expect(['jdoe@example.com', 'jdoe%40EXAMPLE.com', ' agent_007 '].map((value) => store.add(token, value))).toEqual([
      false,
      false,
      false,
    ]);
    expect(store.add(token, 'agent_008')).toBe(true);
  });

  it('looks for a long secret in pieces, of which a text that was cut off holds some', () => {
    const store = newSecretStore(newPlaceholders());
    const value = Array.from({ length: 900 }, (_, index) => (index * 7919).toString(36)).join('');
    store.add(token, value);
    expect(
      store
        .list()
        .map((secret) => secret.value)
        .join(''),
    ).toBe(value);
    expect(store.list().every((secret) => secret.value.length >= 1024 && secret.value.length < 2048)).toBe(true);
    const replacer = replaceKnown(store.list());
    expect(replacer.replace(`a ${value} b ${encodeURIComponent(value)} c`)).toBe('a {token-1} b {token-1} c');
    expect(replacer.replace(`a ${value.slice(0, 1500)}`)).toBe(`a {token-1}${value.slice(1024, 1500)}`);
  });

  it('throws rather than forgetting one when there are too many', () => {
    const store = newSecretStore(newPlaceholders());
    for (let index = 0; index < MOST_SECRETS; index += 1) store.add(token, `secret-${index}`);
    expect(store.add(token, 'secret-7')).toBe(true);
    expect(() => store.add(token, 'one-more')).toThrow(
      expect.objectContaining({ code: 'too-many-secrets', exit: 6 } satisfies Partial<UserError>),
    );
    expect(store.list().length).toBe(MOST_SECRETS);
  });
});
