import { describe, expect, it } from 'vitest';
import type { UserError } from '../../../src/errors.ts';
import type { SecretKind } from '../../../src/redact/kind.ts';
import { replaceKnown } from '../../../src/redact/known/replace-known.ts';
import { MOST_PERSONAL, MOST_SECRETS, newSecretStore } from '../../../src/redact/known/secret-store.ts';
import { customerName } from '../../../src/redact/kinds/customer-name.ts';
import { password } from '../../../src/redact/kinds/password.ts';
import { telephone } from '../../../src/redact/kinds/telephone.ts';
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

  it('takes full names, and no accounts that every machine has', () => {
    const store = newSecretStore(newPlaceholders());
    const names = [
      'Jane Doe Miller',
      'Åsa Öbergh',
      'Jane',
      'Al Bo',
      'Wintermute',
      'JANE',
      'Webex Desktop',
      'Main Office Tulsa',
    ];
    expect(names.filter((name) => store.add(customerName, name))).toEqual(['Jane Doe Miller', 'Åsa Öbergh']);
    const accounts = ['developer', 'postgres', 'administrator', 'webadmin2', 'supervisors', 'ccollins1'];
    expect(accounts.filter((name) => store.add(folder, name))).toEqual(['ccollins1']);
  });

  it('takes the digits of a telephone number, unless somebody who was asked for has it', () => {
    const store = newSecretStore(newPlaceholders(), ['+1 415 555 0199', 'Jo van Doe']);
    expect(['(415) 555-0100', '415-555-0199', '555-0100'].map((number) => store.add(telephone, number))).toEqual([
      true,
      false,
      false,
    ]);
    expect(store.list().map(({ value, placeholder }) => `${value} ${placeholder}`)).toEqual([
      '4155550100 {telephone-1}',
      '14155550100 {telephone-1}',
    ]);
    expect(store.add(customerName, 'van Doe')).toBe(false);
  });

  it('spares the ids that support needs, whoever took them for secrets, before or after', () => {
    const store = newSecretStore(newPlaceholders());
    store.add(token, 'a1b2c3d4-id');
    store.spare(['a1b2c3d4-id', 'e5f6a7b8-id']);
    store.add(token, 'e5f6a7b8-id');
    store.add(token, 'c9d0e1f2-id');
    expect(store.list().map(({ value }) => value)).toEqual(['c9d0e1f2-id']);
  });

  it('looks for a password without the punctuation of its sentence, too', () => {
    const store = newSecretStore(newPlaceholders());
    store.add(password, 'Otter7lake).');
    store.add(password, 'abcde!');
    expect(store.list().map(({ value }) => value)).toEqual(['Otter7lake).', 'Otter7lake', 'abcde!']);
  });

  it('tells values of different kinds apart', () => {
    const placeholders = newPlaceholders();
    expect([placeholders.standFor(token, 'same-value'), placeholders.standFor(password, 'same-value')]).toEqual([
      '{token-1}',
      '{password-1}',
    ]);
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

  it('looks elsewhere for so many customers only, and never throws because of them', () => {
    const store = newSecretStore(newPlaceholders());
    const letters = (index: number): string =>
      Array.from(String(index), (digit) => 'abcdefghij'[Number(digit)]).join('');
    for (let index = 0; index < MOST_PERSONAL + 5; index += 1) store.add(customerName, `Jane Miller-${letters(index)}`);
    expect(store.list()).toHaveLength(MOST_PERSONAL);
    expect(store.add(customerName, 'Jane Miller-b')).toBe(true);
    expect(store.add(token, 'abcdef1')).toBe(true);
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
