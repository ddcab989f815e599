import { describe, expect, it } from 'vitest';
import { card } from '../../../src/redact/kinds/card.ts';
import { marked } from './marked.ts';

const redact = (text: string): string => marked(text, [card]);

describe('cards', () => {
  it.each([
    [
      'of every issuer',
      '4111111111111111 5555555555554444 2223003122003222 378282246310005 6011111111111117',
      '{card} {card} {card} {card} {card}',
    ],
    [
      'of twelve to nineteen digits',
      '630427373398|4222222222222|30569309025904|6205500000000000004',
      '{card}|{card}|{card}|{card}',
    ],
    ['in groups', '4111 1111 1111 1111, 4111-1111-1111-1111, 3782 822463 10005', '{card}, {card}, {card}'],
    ['with dots and slashes', '4111.1111.1111.1111 4111/1111/1111/1111', '{card} {card}'],
    ['with hard and thin blanks', '4111\u00a01111\u20091111\u202f1111', '{card}'],
    ['full-width', '４１１１１１１１１１１１１１１１', '{card}'],
    ['with something invisible', '4111\u200b1111\u200b1111\u200b1111', '{card}'],
    ['encoded', 'n=4111%201111%201111%201111&m=4111+1111+1111+1111', 'n={card}&m={card}'],
    [
      'behind what is encoded',
      'pan%3A%204111111111111111 %22pan%22%3A%225555555555554444%22',
      'pan%3A%20{card} %22pan%22%3A%22{card}%22',
    ],
    [
      'with entities and escapes',
      String.raw`4111&nbsp;1111&nbsp;1111&nbsp;1111 4111\u00a01111\u00a01111\u00a01111`,
      '{card} {card}',
    ],
    ['over two lines', 'card 4111 1111\n1111 1111\n2026-11-20', 'card {card}\n2026-11-20'],
    ['over two lines of a reply', '> 4111 1111 1111\n> 1111 ok', '> {card} ok'],
    ['over two lines within a group', 'card 4111 11\n11 1111 1111 ok', 'card {card} ok'],
    ['over two lines without groups', 'the card 41111111\n  11111111 ok', 'the card {card} ok'],
    ['broken by e-mail', '4111111111=\r\n111111 ok', '{card} ok'],
    ['right behind an escape', String.raw`"a\n4111111111111111"`, String.raw`"a\n{card}"`],
    ['within a word', 'PAN4111111111111111', 'PAN{card}'],
    ['behind the name of an id', 'orderId=4111111111111111', 'orderId={card}'],
  ])('%s go', (_, text, expected) => {
    expect(redact(text)).toBe(expected);
  });

  it.each([
    'order 4111111111111112 and 5555 5555 5555 4445',
    '1732110060121 1732110060123452 202611201343 20261120134108',
    '0.4111111111111111 and 12.5555555555554444 ms',
    'a41111111111111b 4111111111111111a1b2c3d4 d4111111111111116111111111111111',
    '7f3a2c10-1b2d-4c3e-8f90-411111111111',
    '411111111111111141111111111111114111',
    'interactionId=9410000000000009 Call-ID: 9410000000000009',
    '5060 5061\n5062 5063\n5064 5065',
    '5060\n5061\n5062\n5063',
    'took 41111111\n11111111 rows',
    'order 1234-5678-9012-3456 and 1234 5678 9012 3456',
    'ports 4111 1111 1111 1111, blocked ports: 5060 5061 8443 0',
    '+44 20 7946 0958',
    'TrackingID=NA_00000000-0000-1000-abd8-837700000016_0',
    'U62928788557186',
    '{card-1}',
  ])('leaves "%s"', (text) => {
    expect(redact(text)).toBe(text);
  });
});
